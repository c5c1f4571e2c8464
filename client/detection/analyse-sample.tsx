import { createSignal, Show } from 'solid-js'
import type { JobView } from '#models/imports/import.views.ts'
import { may } from '#client/api/access.ts'
import { analyseInventory, detection, sendSample } from '#client/api/detections.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { workloadPath } from '#client/api/workload.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { sizeWords } from '#client/imports/import-words.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { resultWord } from './detection-words.ts'
import '#client/imports/imports.css'

/** A file that could not be examined: why, where, what to do. */
function Refusal(props: { problem: NonNullable<JobView['problem']> }) {
  return (
    <div class="note bad" role="alert">
      <Icon name="vbad" />
      <p class="strong">{t('detection.refused')}</p>
      <p>
        {said(props.problem.detail)}
        <Show when={props.problem.row}>{(row) => <> {t('detection.refusedLine', { row: row() })}</>}</Show>
      </p>
      <p class="mono sm mut">{props.problem.code}</p>
    </div>
  )
}

/** Sends a schema or a sample, or asks for the inventory, and follows the analysis until it is kept, refused or stopped. */
export function AnalyseSample(props: { code: string; onDone: () => void }) {
  const [isWatching, setWatching] = createSignal(false)
  const sending = createAct()
  const starting = createAct()
  const [name, setName] = createSignal('')
  let input: HTMLInputElement | undefined

  const watch = createJobWatch((job) => {
    setWatching(false)
    if (job.state === 'done' && job.result !== null) void tell(job.result)
  })
  async function tell(path: string) {
    const made = await detection(path, new AbortController().signal)
    props.onDone()
    await refresh(workloadPath(props.code))
    showToast({ text: t('detection.done', { result: resultWord(made) }) })
  }
  function follow(started: { readonly job: string } | undefined) {
    if (started === undefined) return
    setWatching(true)
    watch.watch(started.job)
  }
  function clear() {
    sending.clear()
    starting.clear()
    watch.forget()
  }
  async function send(file: File | undefined) {
    if (file === undefined) return
    clear()
    setName(file.name)
    const started = await sending.run(async () => await sendSample(props.code, file))
    if (input !== undefined) input.value = ''
    follow(started)
  }
  async function start() {
    clear()
    follow(await starting.run(async () => await analyseInventory(props.code)))
  }
  const ended = () => (isWatching() ? undefined : watch.job())
  const sizeRead = (job: JobView) =>
    job.kind === 'detection' && job.total !== null
      ? t('detection.sizeRead', { done: sizeWords(job.done), total: sizeWords(job.total) })
      : undefined

  return (
    <Show when={may('classification.propose')} fallback={<p class="sm mut">{t('detection.cannot')}</p>}>
      <div class="ana">
        <p class="hint">{t('detection.hint')}</p>
        <Show
          when={!isWatching()}
          fallback={<JobProgress title={t('detection.analysing')} job={watch.job()} count={sizeRead} />}
        >
          <div class="row-w">
            <Button
              icon="file"
              busy={sending.isRunning() ? t('detection.sending', { name: name() }) : undefined}
              onClick={() => input?.click()}
            >
              {t('detection.analyse')}
            </Button>
            <Button
              kind="quiet"
              icon="search"
              busy={starting.isRunning() ? t('detection.starting') : undefined}
              onClick={() => void start()}
            >
              {t('detection.analyseInventory')}
            </Button>
          </div>
        </Show>
        <input
          class="vh"
          type="file"
          tabindex="-1"
          aria-label={t('detection.choose')}
          accept=".sql,.ddl,.csv,.tsv,.txt,.xlsx"
          ref={(element) => (input = element)}
          onChange={(event) => void send(event.currentTarget.files?.[0])}
        />
        <Show when={sending.problem() ?? starting.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Show when={ended()?.problem}>{(problem) => <Refusal problem={problem()} />}</Show>
        <Show when={ended()?.state === 'cancelled'}>
          <Note>{t('detection.stopped')}</Note>
        </Show>
      </div>
    </Show>
  )
}
