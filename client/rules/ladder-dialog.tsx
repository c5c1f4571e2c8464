import { createSignal, For, Show } from 'solid-js'
import {
  type Ladder,
  ladderAxes,
  type LadderAxis,
  ladderLevels,
  type LadderView,
} from '#models/classification/ladder.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { changeLadder } from '#client/api/ladders.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const shortest = 3
const languages: readonly Language[] = ['fr', 'en']

/** The four names of each axis in both languages, where they come from, and why they change. */
export function LadderDialog(props: { view: LadderView; onClose: () => void; onDone: () => void }) {
  const [ladder, setLadder] = createSignal<Ladder>({
    ...props.view.ladder,
    source: props.view.setBy === null ? '' : props.view.ladder.source,
  })
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const rename = (axis: LadderAxis, at: number, language: Language, text: string) => {
    const [a, b, c, d] = ladder()[axis]
    const put = (name: typeof a, place: number) => (place === at ? { ...name, [language]: text } : name)
    setLadder({ ...ladder(), [axis]: [put(a, 0), put(b, 1), put(c, 2), put(d, 3)] })
  }
  const required = (text: string, least = 1) =>
    tried() && text.trim().length < least ? t('ladders.required') : undefined
  const isReady = () =>
    ladderAxes.every((axis) => ladder()[axis].every((name) => name.fr.trim() !== '' && name.en.trim() !== '')) &&
    ladder().source.trim().length >= shortest &&
    reason().trim().length >= shortest
  async function submit() {
    setTried(true)
    if (!isReady()) return
    const changed = await act.run(async () => await changeLadder(props.view, { ladder: ladder(), reason: reason() }))
    if (changed === undefined) return
    showToast({ text: t('ladders.saved') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('ladders.changeTitle', { body: props.view.body })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('ladders.saving') : undefined} onClick={() => void submit()}>
            {t('ladders.save')}
          </Button>
        </>
      }
    >
      <p class="hint">{t('ladders.changeHint')}</p>
      <For each={ladderAxes}>
        {(axis) => (
          <fieldset class="ld-f">
            <legend>{t(`ladders.${axis}`)}</legend>
            <For each={ladderLevels}>
              {(level) => (
                <For each={languages}>
                  {(one) => (
                    <TextField
                      label={t(one === 'fr' ? 'ladders.inFrench' : 'ladders.inEnglish', {
                        axis: axis.toUpperCase(),
                        level,
                      })}
                      value={ladder()[axis][level - 1]?.[one] ?? ''}
                      onInput={(text) => rename(axis, level - 1, one, text)}
                      error={
                        required(ladder()[axis][level - 1]?.[one] ?? '') ??
                        act.errorAt(`/ladder/${axis}/${level - 1}/${one}`)
                      }
                    />
                  )}
                </For>
              )}
            </For>
          </fieldset>
        )}
      </For>
      <TextField
        label={t('ladders.sourceField')}
        hint={t('ladders.sourceHint')}
        value={ladder().source}
        onInput={(source) => setLadder({ ...ladder(), source })}
        error={required(ladder().source, shortest) ?? act.errorAt('/ladder/source')}
      />
      <CheckField
        label={t('ladders.isVerified')}
        checked={ladder().status === 'verified'}
        onChange={(isRead) => setLadder({ ...ladder(), status: isRead ? 'verified' : 'unverified' })}
      />
      <TextField
        label={t('ladders.reason')}
        value={reason()}
        onInput={setReason}
        lines={2}
        error={required(reason(), shortest) ?? act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
