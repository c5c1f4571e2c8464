import { createMemo, createSignal, Show } from 'solid-js'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { WaveView } from '#models/waves/wave.views.ts'
import { session } from '#client/api/access.ts'
import { createWave, editWave } from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { createEffectOf, WaveEffect } from './wave-effect.tsx'
import { readyDates, type WaveDraft, WaveFields } from './wave-fields.tsx'
import { sameDates, takeBackMove } from './wave-acts.ts'

const noDates: WaveDates = { startsOn: '', cutsOverOn: '', decommissionsOn: '' }

/** A wave, new or as it stands. Other days show what they change before they are accepted; `dates` are those a drag or the arrows propose. */
export function WaveDialog(props: {
  wave: WaveView | undefined
  dates?: WaveDates | undefined
  onClose: () => void
  onDone: (wave: WaveView) => void
}) {
  const [draft, setDraft] = createSignal<WaveDraft>({
    body: props.wave?.body ?? session()?.bodies[0]?.code ?? '',
    name: props.wave?.name ?? '',
    note: props.wave?.note ?? '',
    dates: props.dates ?? props.wave?.dates ?? noDates,
  })
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const ready = createMemo(() => readyDates(draft()), undefined, {
    equals: (a, b) => a === b || (a !== undefined && b !== undefined && sameDates(a, b)),
  })
  const moving = createMemo(() => {
    const [wave, dates] = [props.wave, ready()]
    return wave === undefined || dates === undefined || sameDates(wave.dates, dates) ? undefined : dates
  })
  const effect = createEffectOf(() => props.wave?.code ?? '', moving)

  async function submit() {
    setTried(true)
    const { body, name, note, dates } = draft()
    if (name.trim() === '' || Object.values(dates).includes('')) return
    const content = { name, note: note.trim() === '' ? null : note, dates }
    const { wave } = props
    const made = await act.run(async () =>
      wave === undefined ? (await createWave({ body, ...content })).wave : await editWave(wave, content),
    )
    if (made === undefined) return
    if (wave !== undefined && !sameDates(wave.dates, made.dates))
      showToast({
        text: t('waves.moved', { code: made.code, date: made.dates.cutsOverOn }),
        undo: () => takeBackMove(made, wave.dates),
      })
    else showToast({ text: t(wave === undefined ? 'waves.created' : 'waves.saved', { code: made.code }) })
    props.onDone(made)
  }
  const submitText = () => {
    if (props.wave === undefined) return t('waves.create')
    return t(moving() === undefined ? 'waves.save' : 'waves.accept')
  }
  return (
    <Dialog
      open
      title={props.wave === undefined ? t('waves.newTitle') : t('waves.editTitle', { code: props.wave.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('waves.saving') : undefined} onClick={() => void submit()}>
            {submitText()}
          </Button>
        </>
      }
    >
      <div class="stack">
        <WaveFields
          draft={draft()}
          act={act}
          tried={tried()}
          isNew={props.wave === undefined}
          onDraft={(next) => {
            act.clear()
            setDraft(next)
          }}
        />
        <Show when={moving() !== undefined}>
          <WaveEffect preview={effect.preview()} problem={effect.problem()} />
        </Show>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
