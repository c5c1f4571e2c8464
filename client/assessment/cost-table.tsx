import { For, Show } from 'solid-js'
import type { AnnualCost } from '#models/cost/cost.schemas.ts'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { verdictWord } from '#client/ui/verdict-mark.tsx'
import { gapWords } from './gap-words.ts'

const columns: readonly { readonly head: () => string; readonly of: (cost: AnnualCost) => number }[] = [
  { head: () => t('assessment.compute'), of: (cost) => cost.parts.computeCad },
  { head: () => t('assessment.storage'), of: (cost) => cost.parts.storageCad },
  { head: () => t('assessment.licences'), of: (cost) => cost.parts.licenceCad },
  { head: () => t('assessment.likely'), of: (cost) => cost.likely },
  { head: () => 'P10', of: (cost) => cost.p10 },
  { head: () => 'P50', of: (cost) => cost.p50 },
  { head: () => 'P90', of: (cost) => cost.p90 },
]

/** The same figures as the bars, as a table to read or copy. */
export function CostTable(props: { options: readonly OptionAssessment[] }) {
  return (
    <details class="alt">
      <summary>{t('ui.seeTable')}</summary>
      <ScrollRegion label={t('workload.scrolling', { name: t('assessment.costTable') })}>
        <table class="tbl cost-tbl">
          <caption class="vh">{t('assessment.costTable')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('assessment.option')}</th>
              <th scope="col">{t('assessment.verdict')}</th>
              <For each={columns}>
                {(column) => (
                  <th scope="col" class="num">
                    {column.head()}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.options}>
              {(option) => (
                <tr>
                  <th scope="row">
                    {said(option.label)}, {said(option.place)}
                  </th>
                  <td>{verdictWord(option.verdict.verdict)}</td>
                  <Show
                    when={option.annualCostCad.kind === 'known' ? option.annualCostCad.value : undefined}
                    fallback={
                      <td colspan={columns.length} class="mut">
                        {unknownMark}{' '}
                        {option.annualCostCad.kind === 'unknown'
                          ? gapWords(option.annualCostCad.reasons).join(' ; ')
                          : ''}
                      </td>
                    }
                  >
                    {(cost) => (
                      <For each={columns}>{(column) => <td class="num">{fmt.money(column.of(cost()))}</td>}</For>
                    )}
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
