import { createSignal, For, Show } from 'solid-js'
import type { MovedMonth, RuleSetPreview } from '#models/allocation/allocation.views.ts'
import { movedDerivation } from '#models/allocation/given-derivations.ts'
import { billDifference, billMoney } from '#client/bills/bill-words.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

const fewMoves = 12
const mostMoves = 50

const changeOf = ({ before, after }: MovedMonth) => billDifference(before.effective, after.effective, after.currency)

/** What rules would move, by workload and month, before anybody approves them. */
export function PreviewView(props: { label: string; preview: RuleSetPreview }) {
  const [isWhole, setWhole] = createSignal(false)
  const shown = () => (isWhole() ? mostMoves : fewMoves)
  const more = () => Math.min(mostMoves, props.preview.moved.length) - fewMoves
  return (
    <Show when={props.preview.months.length > 0} fallback={<Empty title={t('allocation.previewNoBill')} />}>
      <div class="stack">
        <p class="sm">
          {t('allocation.previewNote', {
            charges: t('allocation.charges', { count: props.preview.charges }),
            months: fmt.list(props.preview.months),
          })}
        </p>
        <For each={props.preview.movedAmounts}>
          {(one) => (
            <p class="al-strong">{t('allocation.moved', { amount: billMoney(one.effective, one.currency) })}</p>
          )}
        </For>
        <For each={props.preview.unallocated}>
          {(one) => (
            <p>
              {t('allocation.leftBefore', {
                before: billMoney(one.before, one.currency),
                after: billMoney(one.after, one.currency),
              })}
            </p>
          )}
        </For>
        <Show when={props.preview.movedCount > 0} fallback={<p>{t('allocation.previewNone')}</p>}>
          <ScrollRegion label={t('workload.scrolling', { name: props.label })}>
            <table class="tbl al-wide">
              <caption class="vh">{props.label}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('allocation.workload')}</th>
                  <th scope="col">{t('allocation.month')}</th>
                  <th scope="col" class="num">
                    {t('allocation.before')}
                  </th>
                  <th scope="col" class="num">
                    {t('allocation.after')}
                  </th>
                  <th scope="col" class="num">
                    {t('allocation.changeHead')}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={props.preview.moved.slice(0, shown())}>
                  {(move) => (
                    <tr>
                      <th scope="row">
                        {move.workload === null ? (
                          t('allocation.nobody')
                        ) : (
                          <a class="lk" href={`/charges/${move.workload}?onglet=realise`}>
                            {move.workload} {move.workloadName ?? ''}
                          </a>
                        )}
                      </th>
                      <td>{move.period}</td>
                      <td class="num">{billMoney(move.before.effective, move.before.currency)}</td>
                      <td class="num">{billMoney(move.after.effective, move.after.currency)}</td>
                      <td class="num al-strong">
                        <Figure
                          id={() => movedDerivation(move)}
                          label={`${t('allocation.changeHead')}, ${move.workload ?? t('allocation.nobody')}, ${move.period}`}
                        >
                          {changeOf(move)}
                        </Figure>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
          <Show when={!isWhole() && more() > 0}>
            <div>
              <Button small onClick={() => setWhole(true)}>
                {t('allocation.showMoves', { count: more() })}
              </Button>
            </div>
          </Show>
          <Show when={isWhole() && props.preview.movedCount > mostMoves}>
            <p class="sm mut">
              {t('allocation.moreMoves', { shown: String(mostMoves), total: fmt.integer(props.preview.movedCount) })}
            </p>
          </Show>
        </Show>
      </div>
    </Show>
  )
}
