import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, Match, on, onMount, Show, Switch } from 'solid-js'
import type { ImportBatchView, RowChange, InventoryFormat } from '#models/imports/import.views.ts'
import { may } from '#client/api/access.ts'
import { applyImport, importBatch, importPath } from '#client/api/imports.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { createTitle } from '#client/ui/title.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { ImportSteps } from './import-steps.tsx'
import { sizeWords } from './import-words.ts'
import { JobProgress } from './job-progress.tsx'
import { MappingPanel } from './mapping-panel.tsx'
import { RejectedPanel, ResultPanel } from './result-panel.tsx'
import { UndoImport } from './undo-import.tsx'
import './imports.css'

/** What is finished or refused, in one note. */
function Outcome(props: { batch: ImportBatchView; onUndone: () => void }) {
  return (
    <Switch>
      <Match when={props.batch.state === 'applied'}>
        <div class="note ok end-note">
          <div>
            <b>{t('imports.importDone')}</b>{' '}
            {t('imports.importDoneText', {
              added: fmt.integer(props.batch.rows.added),
              changed: fmt.integer(props.batch.rows.changed),
              workloads: fmt.integer(props.batch.workloads),
              assets: fmt.integer(props.batch.assets),
            })}{' '}
            <Show when={props.batch.undoableUntil}>
              {(until) =>
                until() >= new Date().toISOString()
                  ? t('imports.undoableUntil', { date: fmt.date(until()) })
                  : t('imports.noLongerUndoable')
              }
            </Show>
            <p class="row-w">
              <LinkButton kind="primary" small href={`/portefeuille?organisme=${encodeURIComponent(props.batch.body)}`}>
                {t('imports.seePortfolio')}
              </LinkButton>
              <UndoImport small batch={props.batch} onDone={props.onUndone} />
            </p>
          </div>
        </div>
      </Match>
      <Match when={props.batch.state === 'undone'}>
        <Note>
          <b>{t('imports.undoneTitle')}</b> {t('imports.undoneText')}
        </Note>
      </Match>
      <Match when={props.batch.state === 'cancelled'}>
        <Note>
          <b>{t('imports.cancelledTitle')}</b> {t('imports.cancelledText')}
        </Note>
      </Match>
      <Match when={props.batch.state === 'failed'}>
        <div class="note bad" role="alert">
          <p class="strong">{t('imports.failedTitle')}</p>
          <Show when={props.batch.problem}>
            {(problem) => (
              <p>
                {said(problem().detail)} <span class="mono sm">{problem().code}</span>
              </p>
            )}
          </Show>
          <p>
            <LinkButton small href="/importer">
              {t('imports.tryAnother')}
            </LinkButton>
          </p>
        </div>
      </Match>
    </Switch>
  )
}

function FinalBar(props: { batch: ImportBatchView; onStarted: (job: string) => void }) {
  const act = createAct()
  const count = () => props.batch.rows.added + props.batch.rows.changed
  async function apply() {
    const started = await act.run(async () => await applyImport(props.batch.id))
    if (started !== undefined) props.onStarted(started.job)
  }
  const obstacle = () => {
    if (!may('imports.run')) return t('imports.cannotRun')
    return count() === 0 ? t('imports.importNothing') : undefined
  }
  return (
    <div class="fin">
      <span class="sm mut">
        {t('imports.summary', {
          added: fmt.integer(props.batch.rows.added),
          changed: fmt.integer(props.batch.rows.changed),
        })}
      </span>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <span class="grow" />
      <Button
        kind="primary"
        busy={act.isRunning() ? t('imports.importing') : undefined}
        blockedBy={obstacle()}
        onClick={() => void apply()}
      >
        {t('imports.import', { count: count() })}
      </Button>
    </div>
  )
}

/** One file received: match, check, simulate, import; picked up again where it was left. */
/** Names of formats are proper nouns; a file that none explains has none. */
const formatNames: Readonly<Record<InventoryFormat, string>> = {
  'rvtools-xlsx': 'RVTools',
  'rvtools-csv': 'RVTools (CSV)',
  'azure-migrate': 'Azure Migrate',
  'aws-migration-hub': 'AWS Migration Hub',
  'migration-evaluator': 'AWS Migration Evaluator',
  'migration-factory': 'Cloud Migration Factory',
  stratozone: 'StratoZone',
  'servicenow-applications': 'ServiceNow',
  'servicenow-relations': 'ServiceNow',
  konveyor: 'Konveyor',
  custom: '',
}

export function ImportPage() {
  const params = useParams<{ id: string }>()
  const [search, setSearch] = useSearchParams<{ travail?: string }>()
  const navigate = useNavigate()
  const [change, setChange] = createSignal<RowChange | 'all'>('all')
  const [version, setVersion] = createSignal(0)
  const load = createLoad(() => importPath(params.id), importBatch)
  createTitle(() => load.value()?.fileName ?? t('imports.title'))
  const watch = createJobWatch(() => {
    setSearch({ travail: null }, { replace: true })
    setVersion(version() + 1)
    void refresh('/api/')
  })
  const follow = (job: string) => {
    setSearch({ travail: job }, { replace: true, scroll: false })
    watch.watch(job)
  }
  onMount(() => {
    if (search.travail !== undefined) watch.watch(search.travail)
  })
  createEffect(
    on(
      () => params.id,
      () => watch.forget(),
      { defer: true },
    ),
  )
  const isRunning = (batch: ImportBatchView) =>
    batch.state === 'reading' || batch.state === 'applying' || search.travail !== undefined
  const hasRows = (batch: ImportBatchView) => ['staged', 'applied', 'undone', 'applying'].includes(batch.state)
  return (
    <Shown load={load}>
      {(batch) => (
        <>
          <PageHead
            title={t('imports.title')}
            crumbs={
              <>
                <a href="/portefeuille">{t('app.portfolio')}</a> / <a href="/importer">{t('app.import')}</a> /{' '}
                {batch().body}
              </>
            }
            sub={t('imports.received1', {
              file: batch().fileName,
              size: sizeWords(batch().bytes),
              encoding: [formatNames[batch().format], batch().encoding].filter((word) => word !== '').join(', '),
              at: fmt.dateTime(batch().receivedAt),
              by: batch().by,
            })}
          >
            <Button onClick={() => navigate('/importer')}>{t('imports.changeFile')}</Button>
          </PageHead>
          <ImportSteps batch={batch()} />
          <div class="stack">
            <Show when={isRunning(batch())}>
              <JobProgress
                title={t(
                  batch().state === 'applying' || batch().state === 'staged' ? 'imports.importing' : 'imports.reading',
                )}
                job={watch.job()}
              />
            </Show>
            <Outcome batch={batch()} onUndone={() => void load.reload()} />
            <Show when={batch().columns.length > 0 && batch().state !== 'reading'}>
              <div class="cols">
                <MappingPanel
                  batch={batch()}
                  onMapped={(job) => {
                    if (job !== undefined) follow(job)
                    setVersion(version() + 1)
                    void load.reload()
                  }}
                />
                <Show when={hasRows(batch())}>
                  <div class="c-5 stack">
                    <ResultPanel batch={batch()} chosen={change()} onChoose={setChange} />
                    <RejectedPanel batch={batch()} />
                  </div>
                  <ChangesPanel
                    batch={params.id}
                    version={`${version()} ${batch().state}`}
                    change={change()}
                    onChange={setChange}
                  />
                </Show>
              </div>
            </Show>
          </div>
          <Show when={batch().state === 'staged' && search.travail === undefined}>
            <FinalBar
              batch={batch()}
              onStarted={(job) => {
                follow(job)
                void load.reload()
              }}
            />
          </Show>
        </>
      )}
    </Shown>
  )
}
