import { createSignal, Show } from 'solid-js'
import type { JobView } from '#models/imports/import.views.ts'
import { columnsOf } from '#models/prices/price-columns.ts'
import type { PriceMapping } from '#models/prices/price-mapping.ts'
import type { PriceVisibility } from '#models/prices/price-books.schemas.ts'
import { may, session } from '#client/api/access.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { sendPriceFile } from '#client/api/prices.ts'
import { language, said, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { headersOf } from './file-headers.ts'
import { MappingForm } from './mapping-form.tsx'

const unmapped = 'price-file-unmapped'

/** A file of prices is sent, read by a job, and becomes a proposal to be read. */
export function ImportPrices(props: { onRead: (book: string) => void }) {
  const bodies = () => session()?.bodies ?? []
  const [body, setBody] = createSignal(bodies().length === 1 ? (bodies()[0]?.code ?? '') : '')
  const [visibility, setVisibility] = createSignal<PriceVisibility>('body')
  const [isWhole, setWhole] = createSignal(false)
  const [file, setFile] = createSignal<File>()
  const [headers, setHeaders] = createSignal<readonly string[]>([])
  const [mapping, setMapping] = createSignal<PriceMapping>()
  const [failure, setFailure] = createSignal<JobView['problem']>()
  const [isReading, setReading] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  let input: HTMLInputElement | undefined
  const watch = createJobWatch((job) => {
    setReading(false)
    const book = job.result?.split('/').at(-1)
    if (job.state === 'done' && book !== undefined) {
      void refresh('/api/price-books')
      props.onRead(book)
      return
    }
    setFailure(job.problem)
    if (job.problem?.code === unmapped) void offerMapping()
  })
  async function offerMapping() {
    const chosen = file()
    if (chosen === undefined) return
    const found = await headersOf(chosen)
    setHeaders(found)
    if (mapping() !== undefined) return
    const columns = Object.fromEntries(
      [...columnsOf(found, undefined)].map(([column, at]) => [column, found[at] ?? '']),
    )
    setMapping({ columns, constants: {} })
  }
  async function send() {
    setTried(true)
    const chosen = file()
    if (chosen === undefined || body() === '') return
    setFailure(null)
    const started = await act.run(
      async () =>
        await sendPriceFile(chosen, {
          body: body(),
          visibility: visibility(),
          isWholeList: isWhole(),
          mapping: mapping(),
        }),
    )
    if (started === undefined) return
    setReading(true)
    watch.watch(started.job)
  }
  const choose = (chosen: File | undefined) => {
    setFile(chosen)
    setMapping(undefined)
    setFailure(null)
  }
  return (
    <Panel title={t('prices.sendTitle')} note={t('prices.sendNote')}>
      <Show when={may('prices.refresh')} fallback={<p class="sm mut">{t('prices.cannotSend')}</p>}>
        <div class="form">
          <SelectField
            label={t('prices.sendBody')}
            value={body()}
            options={[
              { value: '', text: t('prices.chooseBody') },
              ...bodies().map((one) => ({
                value: one.code,
                text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
              })),
            ]}
            onChange={setBody}
            error={tried() && body() === '' ? t('prices.noBody') : undefined}
          />
          <SelectField<PriceVisibility>
            label={t('prices.visibility')}
            hint={t('prices.visibilityHint')}
            value={visibility()}
            options={[
              { value: 'body', text: t('prices.visibilityBody') },
              { value: 'all', text: t('prices.visibilityAll') },
            ]}
            onChange={setVisibility}
          />
          <CheckField label={t('prices.whole')} checked={isWhole()} onChange={setWhole} />
          <div class="field">
            <div class="row-w">
              <Button icon="file" onClick={() => input?.click()}>
                {t('prices.chooseFile')}
              </Button>
              <span>{file()?.name ?? ''}</span>
            </div>
            <input
              class="vh"
              type="file"
              tabindex="-1"
              aria-label={t('prices.file')}
              accept=".csv,.json,.txt,.tsv"
              ref={(element) => (input = element)}
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
            <Show when={tried() && file() === undefined}>
              <p class="err">{t('prices.noFile')}</p>
            </Show>
          </div>
          <Show when={failure()}>
            {(problem) => (
              <Note tone="warn">
                <b>{t('prices.failed')}</b> {said(problem().detail)}
              </Note>
            )}
          </Show>
          <Show when={mapping()}>
            {(current) => (
              <section>
                <h3>{t('prices.mapTitle')}</h3>
                <p class="hint">{t('prices.mapNote')}</p>
                <MappingForm headers={headers()} mapping={current()} onChange={setMapping} />
              </section>
            )}
          </Show>
          <p>
            <Button
              kind="primary"
              busy={act.isRunning() || isReading() ? t('prices.sending', { name: file()?.name ?? '' }) : undefined}
              onClick={() => void send()}
            >
              {t(mapping() === undefined ? 'prices.send' : 'prices.mapAgain')}
            </Button>
          </p>
          <Show when={isReading()}>
            <JobProgress title={t('prices.reading')} job={watch.job()} />
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </div>
      </Show>
    </Panel>
  )
}
