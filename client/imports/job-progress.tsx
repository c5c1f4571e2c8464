import { createSignal, Show } from 'solid-js'
import type { JobView } from '#models/imports/import.views.ts'
import { stopJob } from '#client/api/jobs.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'

/** A run that can be watched and stopped: what it does, how far it is. */
export function JobProgress(props: {
  title: string
  job: JobView | undefined
  /** How far it is, in words of its own. */
  count?: (job: JobView) => string | undefined
  /** What may be done meanwhile; a reading goes on when its page is left. */
  note?: string
}) {
  const [isStopping, setStopping] = createSignal(false)
  const act = createAct()
  const share = () => {
    const total = props.job?.total
    return total === undefined || total === null || total === 0 ? undefined : (props.job?.done ?? 0) / total
  }
  const count = () => {
    const job = props.job
    if (job === undefined) return ''
    const own = props.count?.(job)
    if (own !== undefined) return own
    return job.total === null
      ? t('imports.progressOpen', { done: fmt.integer(job.done) })
      : t('imports.progress', { done: fmt.integer(job.done), total: fmt.integer(job.total) })
  }
  const isUnderWay = () => props.job?.state === 'queued' || props.job?.state === 'running'
  async function stop(id: string) {
    setStopping(true)
    await act.run(async () => await stopJob(id))
  }
  return (
    <div class="run" aria-live="polite">
      <div class="row-w">
        <b>{props.title}</b>
        <span class="sm mut">{props.job === undefined ? '' : said(props.job.step)}</span>
        <span class="sm">{count()}</span>
      </div>
      <progress max="1" {...(share() === undefined ? {} : { value: share() ?? 0 })} aria-label={props.title} />
      <div class="row-w">
        <Show when={isUnderWay() ? props.job : undefined}>
          {(job) => (
            <Button
              small
              icon="stop"
              busy={isStopping() ? t('imports.stopping') : undefined}
              onClick={() => void stop(job().id)}
            >
              {t('imports.stop')}
            </Button>
          )}
        </Show>
        <span class="sm mut">{props.note ?? t('imports.readingText')}</span>
      </div>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show when={props.job?.problem}>
        {(problem) => (
          <Note tone="warn">
            <b>{t('imports.jobFailed')}</b> {said(problem().detail)} <span class="mono sm">{problem().code}</span>
          </Note>
        )}
      </Show>
    </div>
  )
}
