import { For, Show } from 'solid-js'
import type { AnnualCost } from '#models/cost/cost.schemas.ts'
import { costHeads } from '#models/cost/heads.ts'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { verdictWord } from '#client/ui/verdict-mark.tsx'
import { headText } from './cost-parts.ts'
import { gapWords } from './gap-words.ts'
import { optionName } from './option-name.ts'

const columns: readonly { readonly head: () => string; readonly of: (cost: AnnualCost) => number }[] = [
  ...costHeads.map((head) => ({ head: () => t(headText[head]), of: (cost: AnnualCost) => cost.parts[head] })),
  { head: () => t('assessment.likely'), of: (cost) => cost.likely },
  { head: () => 'P10', of: (cost) => cost.p10 },
  { head: () => 'P50', of: (cost) => cost.p50 },
  { head: () => 'P90', of: (cost) => cost.p90 },
]

/** What the same sizes would cost engaged; a dash with its reason when the book does not list the term. */
function Committed(props: { option: OptionAssessment; term: '1y' | '3y' }) {
  const found = () => props.option.commitments.find((one) => one.term === props.term)
  const cost = () => {
    const outcome = found()?.annualCostCad
    return outcome?.kind === 'known' ? outcome.value : undefined
  }
  const reasons = () => {
    const outcome = found()?.annualCostCad
    return outcome?.kind === 'unknown' ? gapWords(outcome.reasons).join(' ; ') : ''
  }
  const label = () => t(props.term === '1y' ? 'assessment.committed1y' : 'assessment.committed3y')
  return (
    <td class="num">
      <Show when={cost()} fallback={<span class="mut">{`${unknownMark} ${reasons()}`.trim()}</span>}>
        {(known) => (
          <Figure id={found()?.figure ?? ''} label={`${said(props.option.label)}, ${label()}`}>
            {fmt.money(known().p50)}
          </Figure>
        )}
      </Show>
    </td>
  )
}

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
              <th scope="col" class="num">
                {t('assessment.committed1y')}
              </th>
              <th scope="col" class="num">
                {t('assessment.committed3y')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.options}>
              {(option) => (
                <tr>
                  <th scope="row">{optionName(option)}</th>
                  <td>{verdictWord(option.verdict.verdict)}</td>
                  <Show
                    when={option.annualCostCad.kind === 'known' ? option.annualCostCad.value : undefined}
                    fallback={
                      <td colspan={columns.length + 2} class="mut">
                        {unknownMark}{' '}
                        {option.annualCostCad.kind === 'unknown'
                          ? gapWords(option.annualCostCad.reasons).join(' ; ')
                          : ''}
                      </td>
                    }
                  >
                    {(cost) => (
                      <>
                        <For each={columns}>{(column) => <td class="num">{fmt.money(column.of(cost()))}</td>}</For>
                        <Committed option={option} term="1y" />
                        <Committed option={option} term="3y" />
                      </>
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
