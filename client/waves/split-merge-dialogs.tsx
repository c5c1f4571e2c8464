import { createSignal, Show } from 'solid-js'
import type { WaveView } from '#models/waves/wave.views.ts'
import { mergeWave, splitWave } from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

/** Some workloads leave a wave for a new one. */
export function SplitDialog(props: {
  wave: WaveView
  workloads: readonly string[]
  onClose: () => void
  onDone: (code: string) => void
}) {
  const [name, setName] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  async function submit() {
    setTried(true)
    if (name().trim() === '') return
    const made = await act.run(() => splitWave(props.wave, name(), props.workloads))
    if (made === undefined) return
    showToast({ text: t('waves.splitDone', { code: made.wave.code }) })
    props.onDone(made.wave.code)
  }
  return (
    <Dialog
      open
      title={t('waves.splitTitle', { code: props.wave.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('waves.saving') : undefined} onClick={() => void submit()}>
            {t('waves.split')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{t('waves.splitText', { count: props.workloads.length })}</p>
        <TextField
          label={t('waves.name')}
          value={name()}
          onInput={setName}
          error={tried() && name().trim() === '' ? t('waves.required') : act.errorAt('/name')}
        />
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}

/** All the workloads of a wave join another one. */
export function MergeDialog(props: {
  wave: WaveView
  others: readonly WaveView[]
  onClose: () => void
  onDone: (code: string) => void
}) {
  const [into, setInto] = createSignal(props.others[0]?.code ?? '')
  const act = createAct()
  async function submit() {
    const made = await act.run(() => mergeWave(props.wave, into()))
    if (made === undefined) return
    showToast({ text: t('waves.mergeDone', { code: made.wave.code }) })
    props.onDone(made.wave.code)
  }
  return (
    <Dialog
      open
      title={t('waves.mergeTitle', { code: props.wave.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('waves.saving') : undefined} onClick={() => void submit()}>
            {t('waves.merge')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{t('waves.mergeText')}</p>
        <SelectField
          label={t('waves.mergeInto')}
          value={into()}
          options={props.others.map((one) => ({
            value: one.code,
            text: `${one.code}, ${one.name}, ${one.dates.cutsOverOn}`,
          }))}
          onChange={setInto}
        />
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
