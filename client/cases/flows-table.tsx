import { createMemo, For, Show } from 'solid-js'
import type { CaseResult, CaseVariant } from '#models/cases/case.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { caseFigures } from './case-figures.ts'
import { moneyUnit, unitWords, variantName } from './case-words.ts'
import { flowRows, total } from './flow-rows.ts'

/** Every flow of every fiscal year, each figure opening: costs are positive, what is fetched negative. */
export function FlowsTable(props: { result: CaseResult; variant: CaseVariant; resultId: string }) {
  const rows = createMemo(() => flowRows(props.variant.flows))
  const unit = createMemo(() => moneyUnit(rows().flatMap(({ values }) => values)))
  const title = () => t('cases.flowTable', { variant: variantName(props.variant) })
  const written = (value: number) => (value === 0 ? '0' : unit().chart.label(value))
  return (
    <Panel flush title={title()} note={`${unitWords(unit().name, props.result)}, ${t('cases.flowTableNote')}`}>
      <ScrollRegion label={t('workload.scrolling', { name: title() })}>
        <table class="tbl ca-flows">
          <caption class="vh">{title()}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cases.flow')}</th>
              <For each={props.result.years}>
                {(year) => (
                  <th scope="col" class="num">
                    {year.label}
                  </th>
                )}
              </For>
              <th scope="col" class="num">
                {t('cases.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr classList={{ sum: row.kind !== 'flow', gain: row.kind === 'gain' }}>
                  <th scope="row">{t(row.text)}</th>
                  <For each={row.values}>
                    {(value, at) => (
                      <td class="num">
                        <Show when={row.flow} fallback={written(value)}>
                          {(flow) => (
                            <Figure
                              id={caseFigures(props.resultId).flow(props.variant.id, flow(), at())}
                              label={`${t(row.text)}, ${props.result.years[at()]?.label ?? ''}, ${variantName(props.variant)}`}
                            >
                              {written(value)}
                            </Figure>
                          )}
                        </Show>
                      </td>
                    )}
                  </For>
                  <td class="num">{written(total(row.values))}</td>
                </tr>
              )}
            </For>
            <tr>
              <th scope="row">{t('cases.presentValue')}</th>
              <For each={props.variant.cumulative}>
                {(point, at) => (
                  <td class="num">
                    <Figure
                      id={caseFigures(props.resultId).year(props.variant.id, at())}
                      label={`${t('cases.presentValue')}, ${props.result.years[at()]?.label ?? ''}`}
                    >
                      {written(point.likely - (props.variant.cumulative[at() - 1]?.likely ?? 0))}
                    </Figure>
                  </td>
                )}
              </For>
              <td class="num">
                <Figure
                  id={caseFigures(props.resultId).npv(props.variant.id)}
                  label={`${t('cases.npv')}, ${variantName(props.variant)}`}
                >
                  <b>{written(props.variant.indicators.npv)}</b>
                </Figure>
              </td>
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}
