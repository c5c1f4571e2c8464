import { createSignal, Show } from 'solid-js'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { may } from '#client/api/access.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { CurrentCostDialog } from './current-cost-form.tsx'
import { costKindWord } from './workload-words.ts'

/** What the workload costs today and who said so. */
export function CurrentCostPanel(props: { workload: WorkloadView; onChanged: () => void }) {
  const [open, setOpen] = createSignal(false)
  return (
    <Panel
      title={t('workload.factCost')}
      end={
        <Show when={may('inventory.edit')}>
          <Button small icon="pen" onClick={() => setOpen(true)}>
            {t('workload.costState')}
          </Button>
        </Show>
      }
    >
      <Show when={props.workload.currentCost} fallback={<p class="sm mut">{t('workload.costNone')}</p>}>
        {(cost) => (
          <div class="stack">
            <p>
              <Figure id={cost().figure} label={t('assessment.currentCost', { code: props.workload.code })}>
                <b>{fmt.money(cost().amountCad)}</b>
              </Figure>{' '}
              <span class="sm mut">
                {t('workload.costStated', { period: cost().period, kind: costKindWord(cost().kind) })}
              </span>
            </p>
            <p class="sm mut">
              {t('workload.costBy', {
                user: cost().statedBy,
                date: fmt.dateTime(cost().statedAt),
                reference: cost().reference,
              })}
            </p>
          </div>
        )}
      </Show>
      <Show when={open()}>
        <CurrentCostDialog
          open
          code={props.workload.code}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            showToast({ text: t('workload.costSaved') })
            props.onChanged()
          }}
        />
      </Show>
    </Panel>
  )
}
