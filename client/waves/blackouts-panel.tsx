import { createSignal, For, Show } from 'solid-js'
import type { BlackoutView } from '#models/waves/wave.views.ts'
import { may, session } from '#client/api/access.ts'
import { refresh } from '#client/api/load.ts'
import { addBlackout, removeBlackout, wavesPath } from '#client/api/waves.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { takingBack } from './wave-acts.ts'

function BlackoutDialog(props: { onClose: () => void; onDone: () => void }) {
  const bodies = () => session()?.bodies ?? []
  const [draft, setDraft] = createSignal({ body: bodies()[0]?.code ?? '', name: '', from: '', to: '' })
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const set = (change: Partial<ReturnType<typeof draft>>) => setDraft({ ...draft(), ...change })
  const error = (field: 'name' | 'from' | 'to') =>
    tried() && draft()[field].trim() === '' ? t('waves.required') : act.errorAt(`/${field}`)
  async function submit() {
    setTried(true)
    if (Object.values(draft()).some((value) => value.trim() === '')) return
    if ((await act.run(() => addBlackout(draft()))) === undefined) return
    showToast({ text: t('waves.blackoutAdded') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('waves.blackoutTitle')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('waves.saving') : undefined} onClick={() => void submit()}>
            {t('waves.blackoutAdd')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Show when={bodies().length > 1}>
          <SelectField
            label={t('waves.body')}
            value={draft().body}
            options={bodies().map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            }))}
            onChange={(body) => set({ body })}
            error={act.errorAt('/body')}
          />
        </Show>
        <TextField
          label={t('waves.blackoutName')}
          hint={t('waves.blackoutNameHint')}
          value={draft().name}
          onInput={(name) => set({ name })}
          error={error('name')}
        />
        <div class="wv-3">
          <TextField
            type="date"
            label={t('waves.from')}
            value={draft().from}
            onInput={(from) => set({ from })}
            error={error('from')}
          />
          <TextField
            type="date"
            label={t('waves.to')}
            value={draft().to}
            onInput={(to) => set({ to })}
            error={error('to')}
          />
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}

/** Periods in which nothing cuts over: what a body enters, and what binds it from above. */
export function BlackoutsPanel(props: { periods: readonly BlackoutView[] }) {
  const [isAdding, setAdding] = createSignal(false)
  const act = createAct()
  async function take(period: BlackoutView) {
    const isDone = await act.run(async () => {
      await removeBlackout(period)
      return true
    })
    if (isDone !== true) return
    const { body, name, from, to } = period
    showToast({
      text: t('waves.blackoutRemoved'),
      undo: () =>
        takingBack(async () => {
          await addBlackout({ body, name, from, to })
          return t('waves.blackoutAdded')
        }),
    })
    await refresh(wavesPath)
  }
  return (
    <Panel
      flush
      title={t('waves.blackouts')}
      note={t('waves.blackoutsNote')}
      end={
        <Show when={may('waves.edit')}>
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {t('waves.blackoutAdd')}
          </Button>
        </Show>
      }
    >
      <Show
        when={props.periods.length > 0}
        fallback={<Empty title={t('waves.noBlackouts')}>{t('waves.noBlackoutsText')}</Empty>}
      >
        <ul class="plain wv-bl">
          <For each={props.periods}>
            {(period) => (
              <li>
                <b>{period.name}</b>
                <span class="mut">{period.body}</span>
                <span class="nb">
                  {period.from} – {period.to}
                </span>
                <Show when={period.mayEdit}>
                  <Button
                    kind="quiet"
                    small
                    icon="x"
                    name={t('waves.blackoutRemove', { name: period.name })}
                    onClick={() => void take(period)}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show when={isAdding()}>
        <BlackoutDialog
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false)
            void refresh(wavesPath)
          }}
        />
      </Show>
    </Panel>
  )
}
