import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { WavePreview } from '#models/waves/wave.views.ts'
import { problemIn } from '#client/api/http.ts'
import { previewWave } from '#client/api/waves.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ConflictList } from './conflict-list.tsx'
import { crossingWords } from './wave-words.ts'

const waitMs = 250

/** What these days of a wave would bring, asked again as they change. Only days in order are asked about. */
export function createEffectOf(code: () => string, dates: () => WaveDates | undefined) {
  const [preview, setPreview] = createSignal<WavePreview>()
  const [problem, setProblem] = createSignal<Problem>()
  createEffect(
    on(dates, (asked) => {
      setPreview(undefined)
      setProblem(undefined)
      if (asked === undefined) return
      const mine = new AbortController()
      const timer = setTimeout(async () => {
        try {
          const found = await previewWave(code(), asked, mine.signal)
          if (!mine.signal.aborted) setPreview(found)
        } catch (error) {
          if (!mine.signal.aborted) setProblem(problemIn(error))
        }
      }, waitMs)
      onCleanup(() => {
        clearTimeout(timer)
        mine.abort()
      })
    }),
  )
  return { preview, problem }
}

function Cost(props: { preview: WavePreview }) {
  const side = (which: 'before' | 'after') => {
    const cost = props.preview.doubleRunningCad?.[which]
    return cost?.kind === 'known' ? fmt.compactMoney(cost.value) : t('waves.costUnknown')
  }
  return (
    <Show when={props.preview.doubleRunningCad}>
      <dt>{t('waves.cost')}</dt>
      <dd>{t('waves.daysFromTo', { before: side('before'), after: side('after') })}</dd>
    </Show>
  )
}

/** The effect of a move, told before it is accepted: days paid twice, conflicts, deadlines passed. */
export function WaveEffect(props: { preview: WavePreview | undefined; problem: Problem | undefined }) {
  return (
    <section class="wv-eff" aria-label={t('waves.effect')} aria-live="polite">
      <h3>{t('waves.effect')}</h3>
      <Show when={props.problem}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show
        when={props.preview}
        fallback={
          <Show when={props.problem === undefined}>
            <p class="mut">{t('waves.effectWait')}</p>
          </Show>
        }
      >
        {(preview) => (
          <>
            <dl>
              <dt>{t('waves.doubleDays')}</dt>
              <dd>
                {t('waves.daysFromTo', {
                  before: t('waves.days', { count: preview().doubleRunningDays.before }),
                  after: t('waves.days', { count: preview().doubleRunningDays.after }),
                })}
              </dd>
              <Cost preview={preview()} />
            </dl>
            <Show
              when={preview().conflicts.appearing.length > 0}
              fallback={<StatusMark tone="ok">{t('waves.noAppearing')}</StatusMark>}
            >
              <StatusMark tone="bad">
                {t('waves.appearing', { count: preview().conflicts.appearing.length })}
              </StatusMark>
              <ConflictList conflicts={preview().conflicts.appearing} />
            </Show>
            <Show when={preview().conflicts.ending.length > 0}>
              <StatusMark tone="ok">{t('waves.ending', { count: preview().conflicts.ending.length })}</StatusMark>
              <ConflictList conflicts={preview().conflicts.ending} />
            </Show>
            <Show when={preview().crossings.length > 0}>
              <StatusMark tone="warn">{t('waves.crossings', { count: preview().crossings.length })}</StatusMark>
              <ul class="plain wv-cl">
                <For each={preview().crossings}>{(crossing) => <li>{crossingWords(crossing)}</li>}</For>
              </ul>
            </Show>
          </>
        )}
      </Show>
    </section>
  )
}
