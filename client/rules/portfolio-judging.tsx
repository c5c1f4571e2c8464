import { createEffect, on, Show } from 'solid-js'
import type { RulePackView } from '#models/rules/pack.views.ts'
import { may } from '#client/api/access.ts'
import { createJobWatch, stopJob } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { rejudgePortfolio } from '#client/api/packs.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'

/** Says while the portfolio is judged again, or that it was not judged to the end. */
export function PortfolioJudging(props: { portfolio: RulePackView['portfolio'] }) {
  const watch = createJobWatch(() => void refresh('/api/'))
  const act = createAct()
  createEffect(
    on(
      () => props.portfolio.job,
      (job) => {
        if (job !== null) watch.watch(job)
      },
    ),
  )
  const share = () => {
    const job = watch.job()
    return job?.total === undefined || job.total === null || job.total === 0 ? undefined : job.done / job.total
  }
  async function resume() {
    if ((await act.run(rejudgePortfolio)) !== undefined) await refresh('/api/rule-pack')
  }
  return (
    <>
      <Show when={props.portfolio.state === 'running'}>
        <div class="judging" aria-live="polite">
          <p class="row-w">
            <b>{t('packs.portfolioRunning')}</b>
            <Show when={watch.job()}>
              {(job) => (
                <span class="sm mut">
                  {said(job().step)}
                  <Show when={job().total !== null}>
                    {' '}
                    {t('packs.portfolioCount', {
                      doneText: fmt.integer(job().done),
                      totalText: fmt.integer(job().total ?? 0),
                    })}
                  </Show>
                </span>
              )}
            </Show>
          </p>
          <progress
            max="1"
            aria-label={t('packs.portfolioRunning')}
            {...(share() === undefined ? {} : { value: share() ?? 0 })}
          />
          <Show when={watch.job()}>
            {(job) => (
              <Button small icon="stop" onClick={() => void act.run(async () => await stopJob(job().id))}>
                {t('packs.stop')}
              </Button>
            )}
          </Show>
        </div>
      </Show>
      <Show when={props.portfolio.state === 'stopped'}>
        <Note tone="warn">
          <p>{t('packs.portfolioStopped')}</p>
          <Show when={may('rules.propose')}>
            <Button small onClick={() => void resume()}>
              {t('packs.portfolioResume')}
            </Button>
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </Note>
      </Show>
    </>
  )
}
