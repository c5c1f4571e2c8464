import { For, Show } from 'solid-js'
import type { RuleSetPreview } from '#models/allocation/allocation.views.ts'
import { billMoney } from '#client/bills/bill-words.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

const shown = 50

/** What rules would move, by workload and month, before anybody approves them. */
export function PreviewView(props: { preview: RuleSetPreview }) {
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
          <ScrollRegion label={t('allocation.preview')}>
            <table class="tbl">
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
                </tr>
              </thead>
              <tbody>
                <For each={props.preview.moved.slice(0, shown)}>
                  {(move) => (
                    <tr>
                      <th scope="row">
                        {move.workload === null
                          ? t('allocation.nobody')
                          : `${move.workload} ${move.workloadName ?? ''}`}
                      </th>
                      <td>{move.period}</td>
                      <td class="num">{billMoney(move.before.effective, move.before.currency)}</td>
                      <td class="num">{billMoney(move.after.effective, move.after.currency)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
          <Show when={props.preview.movedCount > shown}>
            <p class="sm mut">
              {t('allocation.moreMoves', { shown: String(shown), total: fmt.integer(props.preview.movedCount) })}
            </p>
          </Show>
        </Show>
      </div>
    </Show>
  )
}
