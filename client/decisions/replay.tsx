import { createSignal, Show } from 'solid-js'
import type { DecisionReplay } from '#models/rules/pack.views.ts'
import { decisionReplay } from '#client/api/packs.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { verdictWord } from '#client/ui/verdict-mark.tsx'

/** Judges a decision again under the pack it keeps, and says whether it still says the same. */
export function Replay(props: { decision: string }) {
  const [replay, setReplay] = createSignal<DecisionReplay>()
  const act = createAct()
  const words = (it: DecisionReplay) => ({
    pack: `${it.pack.id} ${it.pack.version}`,
    verdict: verdictWord(it.replayed),
    recorded: verdictWord(it.recorded),
    rules: it.differing.map((one) => one.rule).join(' '),
  })
  async function run() {
    setReplay(await act.run(async () => await decisionReplay(props.decision)))
  }
  return (
    <div aria-live="polite">
      <Button small kind="quiet" busy={act.isRunning() ? t('packs.replaying') : undefined} onClick={() => void run()}>
        {t('packs.replay')}
      </Button>
      <Show when={replay()}>
        {(it) => (
          <Note tone={it().isEqual ? 'ok' : 'warn'}>
            {t(it().isEqual ? 'packs.replayEqual' : 'packs.replayDiffers', words(it()))}
          </Note>
        )}
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </div>
  )
}
