import { createSignal, For, Show } from 'solid-js'
import type { ChargeView } from '#models/allocation/allocation.views.ts'
import { chargeTrace, tracePath } from '#client/api/allocation.ts'
import { createLoad } from '#client/api/load.ts'
import { billMoney } from '#client/bills/bill-words.ts'
import { t } from '#client/i18n/i18n.ts'
import { ChargeLines } from '#client/bills/charge-lines.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { reasonText, ruleName, stepWords } from './rule-words.ts'

/** Where one charge went, what each rule in force made of it, and the lines of the file it sums. */
export function TraceDialog(props: { charge: ChargeView; onClose: () => void }) {
  const trace = createLoad(() => tracePath(props.charge.importId, props.charge.ordinal), chargeTrace)
  const [isRaw, setRaw] = createSignal(false)
  const facts = () =>
    [props.charge.source, props.charge.provider, props.charge.subAccount, props.charge.service, props.charge.resource]
      .filter((text) => text !== '')
      .join(' · ')
  return (
    <Dialog
      open
      title={t('allocation.traceTitle', { ordinal: String(props.charge.ordinal), day: props.charge.day })}
      onClose={() => props.onClose()}
    >
      <div class="stack">
        <p class="al-names">{facts()}</p>
        <p class="sm mut al-names">
          {t('allocation.tagsAre', { tags: props.charge.tags === '' ? t('allocation.absent') : props.charge.tags })}
        </p>
        <Shown load={trace}>
          {(value) => (
            <>
              <h3>{t('allocation.traceParts')}</h3>
              <ul>
                <For each={value().parts}>
                  {(part) => (
                    <li>
                      {t('allocation.partOf', {
                        who:
                          part.workload === null
                            ? t('allocation.nobody')
                            : `${part.workload} ${part.workloadName ?? ''}`,
                        effective: billMoney(part.effective, part.currency),
                        billed: billMoney(part.billed, part.currency),
                      })}
                      {part.reason === null ? '' : `, ${t(reasonText[part.reason])}`}
                    </li>
                  )}
                </For>
              </ul>
              <h3>{t('allocation.traceSteps')}</h3>
              <ol class="al-steps">
                <For each={value().steps}>
                  {(step) => {
                    const rule = value().rules.rules.find(({ id }) => id === step.ruleId)
                    return (
                      <li>
                        <span class="al-strong">{rule === undefined ? step.ruleId : ruleName(rule)}</span> :{' '}
                        {stepWords(step, rule)}
                      </li>
                    )
                  }}
                </For>
              </ol>
              <h3>{t('allocation.rawRows')}</h3>
              <Show
                when={isRaw()}
                fallback={
                  <div>
                    <Button small onClick={() => setRaw(true)}>
                      {t('allocation.showRaw', { count: props.charge.rows })}
                    </Button>
                  </div>
                }
              >
                <ChargeLines charge={{ import: props.charge.importId, ordinal: props.charge.ordinal }} />
              </Show>
            </>
          )}
        </Shown>
      </div>
    </Dialog>
  )
}
