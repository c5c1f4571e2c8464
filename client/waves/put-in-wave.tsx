import { createSignal, Show } from 'solid-js'
import type { WaveChange, WaveView } from '#models/waves/wave.views.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import {
  addMembers,
  calendarPath,
  createWave,
  oneWave,
  removeMembers,
  removeWave,
  waveCalendar,
  wavesPath,
} from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { takingBack } from './wave-acts.ts'
import { type WaveDraft, WaveFields } from './wave-fields.tsx'
import './waves.css'

const newWave = ''

/** Puts each workload back where it was; a wave made for them goes with them. */
async function putBack({ wave, moved }: WaveChange, isNew: boolean): Promise<string> {
  const left = await removeMembers(
    await oneWave(wave.code),
    moved.map((one) => one.workload),
  )
  for (const from of new Set(moved.map((one) => one.from))) {
    if (from === null) continue
    const workloads = moved.filter((one) => one.from === from).map((one) => one.workload)
    await addMembers(await oneWave(from), workloads, false)
  }
  if (isNew) await removeWave(left)
  return t('waves.putUndone')
}

/** A selection of the portfolio goes into a wave, one that is there or a new one. */
export function PutInWave(props: {
  workloads: readonly string[]
  /** Bodies of these workloads. */
  bodies: readonly string[]
  onClose: () => void
  onDone: () => void
  /** Reads again what shows the waves of workloads. */
  onChanged: () => Promise<void>
}) {
  const load = createLoad(() => calendarPath({ body: '', status: '' }), waveCalendar)
  const [chosen, setChosen] = createSignal<string>()
  const [draft, setDraft] = createSignal<WaveDraft>({
    body: (props.bodies.length === 1 ? props.bodies[0] : undefined) ?? session()?.bodies[0]?.code ?? '',
    name: '',
    note: '',
    dates: { startsOn: '', cutsOverOn: '', decommissionsOn: '' },
  })
  const [transfer, setTransfer] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const open = () => (load.value()?.waves ?? []).filter((wave) => wave.mayEdit && wave.status !== 'done')
  const into = () => chosen() ?? open()[0]?.code ?? newWave
  const target = (): WaveView | undefined => open().find((wave) => wave.code === into())

  async function put(): Promise<WaveChange | undefined> {
    const wave = target()
    if (wave !== undefined) return await act.run(() => addMembers(wave, props.workloads, transfer()))
    const { body, name, note, dates } = draft()
    if (name.trim() === '' || Object.values(dates).includes('')) return undefined
    return await act.run(async () => {
      const content = { body, name, note: note.trim() === '' ? null : note, dates }
      if (!transfer()) return await createWave({ ...content, workloads: [...props.workloads] })
      const made = await createWave(content)
      return await addMembers(made.wave, props.workloads, true)
    })
  }
  async function submit() {
    setTried(true)
    const isNew = target() === undefined
    const change = await put()
    if (change === undefined) return
    const { code } = change.wave
    const count = change.moved.length
    showToast({
      text: count === 0 ? t('waves.putNothing', { code }) : t('waves.putDone', { count, code }),
      ...(count === 0
        ? {}
        : {
            undo: async () => {
              await takingBack(() => putBack(change, isNew))
              await props.onChanged()
            },
          }),
    })
    props.onDone()
    await refresh(wavesPath)
    await props.onChanged()
  }
  return (
    <Dialog
      open
      title={t('waves.putTitle', { count: props.workloads.length })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Show when={may('waves.edit')}>
            <Button kind="primary" busy={act.isRunning() ? t('waves.saving') : undefined} onClick={() => void submit()}>
              {t('waves.putDo')}
            </Button>
          </Show>
        </>
      }
    >
      <Shown load={load}>
        {() => (
          <div class="stack">
            <SelectField
              label={t('waves.putInto')}
              value={into()}
              options={[
                ...open().map((wave) => ({
                  value: wave.code,
                  text: `${wave.code}, ${wave.name}, ${wave.dates.cutsOverOn}`,
                })),
                { value: newWave, text: t('waves.putNew') },
              ]}
              onChange={(code) => {
                act.clear()
                setChosen(code)
              }}
            />
            <Show when={target() === undefined}>
              <WaveFields draft={draft()} act={act} tried={tried()} isNew onDraft={setDraft} />
            </Show>
            <CheckField label={t('waves.putTransfer')} checked={transfer()} onChange={setTransfer} />
            <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          </div>
        )}
      </Shown>
    </Dialog>
  )
}
