import { createSignal, Show } from 'solid-js'
import type { DecisionView, WorkloadView } from '#models/inventory/workload.views.ts'
import { returnDecision, signDecision } from '#client/api/decisions.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Conditions } from './decision-panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { verdictWord } from '#client/ui/verdict-mark.tsx'

const shortestReason = 3

function Consequences(props: { decision: DecisionView; workload: WorkloadView }) {
  const cost = () => (props.decision.annualCostCad?.kind === 'known' ? props.decision.annualCostCad.value : undefined)
  const current = () => props.workload.currentCost?.amountCad
  const saving = () => {
    const [planned, today] = [cost(), current()]
    return planned === undefined || today === undefined ? undefined : planned.p50 - Number(today)
  }
  return (
    <div>
      <h3>{t('decisions.ifYouSign')}</h3>
      <ul class="bul">
        <li>{t('decisions.ifStrategy', { strategy: strategyWord(props.decision.strategy) })}</li>
        <Show when={props.decision.optionLabel}>
          {(label) => (
            <li>
              {t('decisions.ifOption', {
                option: said(label()),
                verdict: verdictWord(props.decision.verdict ?? 'undetermined'),
              })}
            </li>
          )}
        </Show>
        <Show when={props.decision.option !== null}>
          <li>
            <Show when={cost()} fallback={t('decisions.ifCostUnknown')}>
              {(it) =>
                t('decisions.ifCost', { p50: fmt.money(it().p50), p10: fmt.money(it().p10), p90: fmt.money(it().p90) })
              }
            </Show>
          </li>
        </Show>
        <Show
          when={saving() !== undefined}
          fallback={
            <Show when={current() === undefined}>
              <li>{t('decisions.ifNoCurrent')}</li>
            </Show>
          }
        >
          <li>
            {t('decisions.ifSaving', {
              amount: `${(saving() ?? 0) > 0 ? '+' : ''}${fmt.compactMoney(saving() ?? 0)}`,
            })}
          </li>
        </Show>
        <Show when={saving() !== undefined}>
          <li>{t('decisions.ifFrozen', { amount: fmt.money(-(saving() ?? 0)) })}</li>
        </Show>
        <li>{t('decisions.ifSealed')}</li>
      </ul>
      <Conditions of={props.decision} />
    </div>
  )
}

/** Consequences first, then the signature. */
export function SignDialog(props: {
  decision: DecisionView
  workload: WorkloadView
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const act = createAct()
  async function sign() {
    if ((await act.run(async () => await signDecision(props.decision))) === undefined) return
    showToast({ text: t('decisions.signDone') })
    props.onDone()
  }
  return (
    <Dialog
      open={props.open}
      title={t('decisions.signTitle', { code: props.workload.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            icon="pen"
            busy={act.isRunning() ? t('decisions.signing') : undefined}
            onClick={() => void sign()}
          >
            {t('decisions.sign')}
          </Button>
        </>
      }
    >
      <Consequences decision={props.decision} workload={props.workload} />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}

export function ReturnDialog(props: {
  decision: DecisionView
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const act = createAct()
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  async function giveBack() {
    setTried(true)
    if (reason().trim().length < shortestReason) return
    if ((await act.run(async () => await returnDecision(props.decision, reason().trim()))) === undefined) return
    showToast({ text: t('decisions.returnDone') })
    props.onDone()
  }
  return (
    <Dialog
      open={props.open}
      title={t('decisions.returnTitle', { code: props.decision.workload })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('decisions.returning') : undefined}
            onClick={() => void giveBack()}
          >
            {t('decisions.return')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('decisions.returnReason')}
        value={reason()}
        onInput={setReason}
        lines={3}
        error={
          tried() && reason().trim().length < shortestReason ? t('decisions.reasonMissing') : act.errorAt('/reason')
        }
      />
      <Show when={(act.problem()?.errors.length ?? 0) === 0 ? act.problem() : undefined}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
