import { For } from 'solid-js'
import type { CaseResult, CaseVariant } from '#models/cases/case.schemas.ts'
import { type CostHead, costHeads } from '#models/cost/heads.ts'
import { headText } from '#client/assessment/cost-parts.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { caseFigures } from './case-figures.ts'
import { variantName } from './case-words.ts'

type Column = { readonly variant: CaseVariant; readonly side: 'asIs' | 'target'; readonly name: string }

/** Every head of a year on every side, each opening down to the workloads it comes from. */
export function AnnualTable(props: { result: CaseResult; resultId: string }) {
  const columns = (): readonly Column[] => [
    ...props.result.variants.slice(0, 1).map((variant) => ({ variant, side: 'asIs' as const, name: t('cases.today') })),
    ...props.result.variants.map((variant) => ({ variant, side: 'target' as const, name: variantName(variant) })),
  ]
  const amount = ({ variant, side }: Column, head: CostHead) =>
    variant.indicators[side === 'asIs' ? 'asIsAnnual' : 'targetAnnual'][head]
  const total = (column: Column) => costHeads.reduce((sum, head) => sum + amount(column, head), 0)
  return (
    <details class="ca-heads">
      <summary>{t('cases.byHead')}</summary>
      <ScrollRegion label={t('workload.scrolling', { name: t('cases.annual') })}>
        <table class="tbl">
          <caption class="vh">{t('cases.byHead')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cases.head')}</th>
              <For each={columns()}>
                {(column) => (
                  <th scope="col" class="num">
                    {column.name}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={costHeads}>
              {(head) => (
                <tr>
                  <th scope="row">{t(headText[head])}</th>
                  <For each={columns()}>
                    {(column) => (
                      <td class="num">
                        <Figure
                          id={caseFigures(props.resultId).annual(column.variant.id, column.side, head)}
                          label={`${t(headText[head])}, ${column.name}`}
                        >
                          {fmt.thousands(amount(column, head))}
                        </Figure>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('cases.total')}</th>
              <For each={columns()}>{(column) => <td class="num strong">{fmt.thousands(total(column))}</td>}</For>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </details>
  )
}
