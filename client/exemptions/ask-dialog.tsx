import { createSignal, Show } from 'solid-js'
import { endDateFault } from '#models/exemptions/exemption.ts'
import type { ExemptionPolicy, ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import { askExemption } from '#client/api/exemptions.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const shortest = 10

/** One rule set aside for one workload: why, what compensates, until when. */
export function AskDialog(props: {
  rule: string
  workload: string
  policy: ExemptionPolicy
  isForCentre: boolean
  /** The exemption that this one renews. */
  renews?: Pick<ExemptionView, 'reason' | 'measures'> | undefined
  onClose: () => void
  onDone: (made: ExemptionView) => void
}) {
  const [reason, setReason] = createSignal(props.renews?.reason ?? '')
  const [measures, setMeasures] = createSignal(props.renews?.measures ?? '')
  const [endsOn, setEndsOn] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const days = () => ({ days: fmt.integer(props.policy.longestDays) })
  const tooShort = (text: string) => text.trim().length < shortest
  const textError = (text: string, pointer: string) =>
    tried() && tooShort(text) ? t('exemptions.tooShort') : act.errorAt(pointer)
  const endFault = () => {
    if (endsOn() === '') return t('exemptions.endMissing')
    const fault = endDateFault(endsOn(), fmt.date(new Date().toISOString()), props.policy)
    if (fault === 'in-the-past') return t('exemptions.endPast')
    return fault === 'too-far' ? t('exemptions.endFar', days()) : undefined
  }
  async function submit() {
    setTried(true)
    if (tooShort(reason()) || tooShort(measures()) || endFault() !== undefined) return
    const made = await act.run(
      async () =>
        await askExemption(props.workload, {
          rule: props.rule,
          reason: reason().trim(),
          measures: measures().trim(),
          endsOn: endsOn(),
        }),
    )
    if (made === undefined) return
    showToast({ text: t('exemptions.asked', { code: made.code }) })
    props.onDone(made)
  }
  return (
    <Dialog
      open
      title={t('exemptions.askTitle', { rule: props.rule, code: props.workload })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('exemptions.asking') : undefined}
            onClick={() => void submit()}
          >
            {t('exemptions.ask')}
          </Button>
        </>
      }
    >
      <Note>{t(props.isForCentre ? 'exemptions.signedByCentre' : 'exemptions.signedByOfficer')}</Note>
      <TextField
        label={t('exemptions.reason')}
        hint={t('exemptions.reasonHint')}
        value={reason()}
        onInput={setReason}
        error={textError(reason(), '/reason')}
        lines={3}
      />
      <TextField
        label={t('exemptions.measures')}
        hint={t('exemptions.measuresHint')}
        value={measures()}
        onInput={setMeasures}
        error={textError(measures(), '/measures')}
        lines={3}
      />
      <TextField
        label={t('exemptions.endsOn')}
        hint={t('exemptions.endsHint', days())}
        type="date"
        value={endsOn()}
        onInput={setEndsOn}
        error={tried() ? (endFault() ?? act.errorAt('/endsOn')) : act.errorAt('/endsOn')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
