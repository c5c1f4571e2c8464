import { createSignal, Show } from 'solid-js'
import type { JobView } from '#models/imports/import.views.ts'
import { may, session } from '#client/api/access.ts'
import { billMonthsPath, sendBill } from '#client/api/bills.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { BodyField, firstBody } from './body-field.tsx'
import { FileChoice } from './file-choice.tsx'

/** A bill is sent, read by a job that may be stopped, and shown as it was read. */
export function SendBill(props: { onRead: (delivery: string) => void }) {
  const [body, setBody] = createSignal(firstBody(session()?.bodies ?? []))
  const [files, setFiles] = createSignal<readonly File[]>([])
  const [period, setPeriod] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [deliveredOn, setDeliveredOn] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [isReading, setReading] = createSignal(false)
  const [failure, setFailure] = createSignal<JobView['problem']>()
  const [sent, setSent] = createSignal<string>()
  const act = createAct()
  const watch = createJobWatch((job) => {
    setReading(false)
    void refresh(billMonthsPath)
    void refresh('/api/bills')
    const delivery = sent()
    if (job.state === 'done' && delivery !== undefined) props.onRead(delivery)
    else setFailure(job.problem)
  })
  async function send() {
    setTried(true)
    const chosen = files()
    if (chosen.length === 0 || body() === '') return
    setFailure(null)
    const given = { body: body(), period: period(), reason: reason(), deliveredOn: deliveredOn() }
    const started = await act.run(async () => await sendBill(chosen, given))
    if (started === undefined) return
    setSent(started.delivery)
    setReading(true)
    watch.watch(started.job)
  }
  return (
    <Panel title={t('bills.sendTitle')} note={t('bills.sendNote')}>
      <Show when={may('bills.import')} fallback={<p class="sm mut">{t('bills.cannotSend')}</p>}>
        <div class="form">
          <BodyField
            value={body()}
            onChange={setBody}
            error={tried() && body() === '' ? t('bills.noBody') : undefined}
          />
          <div class="field">
            <div class="row-w">
              <FileChoice
                multiple
                label={t('bills.sendTitle')}
                accept=".csv,.gz,.zst,.parquet,.json"
                onChoose={(_, chosen) => setFiles(chosen)}
              >
                {t('bills.chooseFiles')}
              </FileChoice>
              <span>
                {files()
                  .map(({ name }) => name)
                  .join(', ')}
              </span>
            </div>
            <p class="hint">{t('bills.chooseFilesHint')}</p>
            <Show when={tried() && files().length === 0}>
              <p class="err">{t('bills.noFile')}</p>
            </Show>
          </div>
          <TextField
            optional
            label={t('bills.onlyMonth')}
            hint={t('bills.onlyMonthHint')}
            value={period()}
            onInput={setPeriod}
            error={act.errorAt('?period')}
          />
          <TextField
            optional
            type="date"
            label={t('bills.deliveredOn')}
            value={deliveredOn()}
            onInput={setDeliveredOn}
            error={act.errorAt('?deliveredOn')}
          />
          <TextField
            optional
            label={t('bills.replaceReason')}
            hint={t('bills.replaceReasonHint')}
            value={reason()}
            onInput={setReason}
            lines={2}
            error={act.errorAt('?reason')}
          />
          <Show when={failure()}>
            {(problem) => (
              <Note tone="warn">
                <b>{t('bills.failed')}</b> {said(problem().detail)}{' '}
                <LinkButton small href={`/factures/recues/${sent() ?? ''}`}>
                  {t('bills.seeDelivery')}
                </LinkButton>
              </Note>
            )}
          </Show>
          <p>
            <Button
              kind="primary"
              busy={act.isRunning() || isReading() ? t('bills.sending') : undefined}
              onClick={() => void send()}
            >
              {t('bills.send')}
            </Button>
          </p>
          <Show when={isReading()}>
            <JobProgress title={t('bills.reading')} job={watch.job()} />
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </div>
      </Show>
    </Panel>
  )
}
