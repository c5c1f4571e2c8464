import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, Match, onMount, Show, Switch } from 'solid-js'
import type { CaseView, VariantId } from '#models/cases/case.schemas.ts'
import { may } from '#client/api/access.ts'
import { casePath, casesPath, computeCase, oneCase } from '#client/api/cases.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { showToast } from '#client/ui/toast.tsx'
import { AssumptionsTab } from './assumptions-tab.tsx'
import { CaseDialog } from './case-dialog.tsx'
import { fiscalYearName } from './case-words.ts'
import { FlowsTab } from './flows-tab.tsx'
import { PapersTab } from './papers-tab.tsx'
import { SensitivityTab } from './sensitivity-tab.tsx'
import { StaleNote } from './stale-note.tsx'
import { SwitchboardTab } from './switchboard-tab.tsx'
import { SynthesisTab } from './synthesis-tab.tsx'
import './cases.css'

const tabNames = ['synthese', 'flux', 'sensibilite', 'autres', 'hypotheses', 'papiers'] as const
type TabName = (typeof tabNames)[number]
const tabText = {
  synthese: 'cases.tabSynthesis',
  flux: 'cases.tabFlows',
  sensibilite: 'cases.tabSensitivity',
  autres: 'cases.tabOthers',
  hypotheses: 'cases.tabAssumptions',
  papiers: 'cases.tabPapers',
} as const
const tabs = (): readonly Tab<TabName>[] => tabNames.map((value) => ({ value, text: t(tabText[value]) }))

export type Computed = NonNullable<CaseView['result']>

function scopeWords({ content, body }: CaseView): string {
  const { selection, baseYear, years, basis } = content
  const about =
    selection.kind === 'body'
      ? t('cases.aboutBody', { body })
      : selection.kind === 'wave'
        ? t('cases.aboutWave', { wave: selection.wave, body })
        : t('cases.aboutCodes', { count: selection.codes.length, body })
  const horizon = t('cases.horizon', {
    count: years,
    from: fiscalYearName(baseYear),
    to: fiscalYearName(baseYear + years - 1),
  })
  return `${about} ${horizon} ${t(basis === 'nominal' ? 'cases.inNominal' : 'cases.inReal')}`
}

function Record(props: { view: CaseView; onChanged: (view: CaseView) => void; onComputed: () => void }) {
  const [search, setSearch] = useSearchParams<{ onglet?: string; variante?: string; travail?: string }>()
  const [isEditing, setEditing] = createSignal(false)
  const act = createAct()
  const watch = createJobWatch((job) => {
    if (job.state === 'failed') return
    setSearch({ travail: null }, { replace: true, scroll: false })
    watch.forget()
    if (job.state === 'done') {
      showToast({ text: t('cases.computedNow', { code: props.view.code }) })
      props.onComputed()
    } else showToast({ text: t('cases.stopped') })
  })
  onMount(() => {
    if (search.travail !== undefined) watch.watch(search.travail)
  })
  const isRunning = () => search.travail !== undefined && watch.job()?.state !== 'failed'
  async function compute() {
    watch.forget()
    const job = await act.run(async () => await computeCase(props.view.code))
    if (job === undefined) return
    setSearch({ travail: job.id }, { replace: true, scroll: false })
    watch.watch(job.id)
  }
  const result = () => props.view.result
  const tab = () => tabNames.find((one) => one === search.onglet) ?? 'synthese'
  const variant = (): VariantId => result()?.value.variants.find(({ id }) => id === search.variante)?.id ?? 'A'
  const turnTo = (next: TabName) =>
    setSearch({ onglet: next === 'synthese' ? null : next }, { replace: true, scroll: false })
  const choose = (next: VariantId) =>
    setSearch({ variante: next === 'A' ? null : next }, { replace: true, scroll: false })
  return (
    <>
      <PageHead
        title={props.view.content.title}
        sub={scopeWords(props.view)}
        crumbs={
          <>
            <a href="/dossiers">{t('cases.title')}</a> / <span class="mono">{props.view.code}</span>
          </>
        }
      >
        <Show when={may('cases.edit')}>
          <Button icon="sliders" onClick={() => setEditing(true)}>
            {t('cases.edit')}
          </Button>
          <Button
            kind="primary"
            icon="calc"
            busy={isRunning() || act.isRunning() ? t('cases.computing') : undefined}
            onClick={() => void compute()}
          >
            {t(result() === null ? 'cases.compute' : 'cases.recompute')}
          </Button>
        </Show>
      </PageHead>
      <div class="stack ca">
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Show when={search.travail !== undefined}>
          <JobProgress
            title={t('cases.computing')}
            note={t('cases.computingText')}
            job={watch.job()}
            count={(job) => (job.total === null ? undefined : fmt.percent((100 * job.done) / job.total, 0))}
          />
        </Show>
        <Show when={result()}>
          {(it) => <StaleNote view={props.view} result={it()} onCompute={() => void compute()} />}
        </Show>
        <Tabs label={t('cases.tabs')} tabs={tabs()} value={tab()} onChange={turnTo}>
          <div class="stack ca-tab">
            <Show when={tab() === 'hypotheses'}>
              <AssumptionsTab view={props.view} />
            </Show>
            <Show
              when={tab() === 'hypotheses' ? undefined : result()}
              fallback={
                <Show when={tab() !== 'hypotheses'}>
                  <section class="panel">
                    <Empty
                      title={t('cases.notComputedTitle')}
                      action={
                        <Show when={may('cases.edit')}>
                          <Button icon="calc" onClick={() => void compute()}>
                            {t('cases.compute')}
                          </Button>
                        </Show>
                      }
                    >
                      {t('cases.notComputedText')}
                    </Empty>
                  </section>
                </Show>
              }
            >
              {(it) => (
                <Switch>
                  <Match when={tab() === 'synthese'}>
                    <SynthesisTab view={props.view} result={it()} onEdit={() => setEditing(true)} />
                  </Match>
                  <Match when={tab() === 'papiers'}>
                    <PapersTab view={props.view} />
                  </Match>
                  <Match when={tab() === 'sensibilite'}>
                    <SensitivityTab result={it()} variant={variant()} onVariant={choose} />
                  </Match>
                  <Match when={tab() === 'autres'}>
                    <SwitchboardTab view={props.view} result={it()} />
                  </Match>
                  <Match when={tab() === 'flux'}>
                    <FlowsTab view={props.view} result={it()} variant={variant()} onVariant={choose} />
                  </Match>
                </Switch>
              )}
            </Show>
          </div>
        </Tabs>
      </div>
      <Show when={isEditing()}>
        <CaseDialog
          of={props.view}
          codes={[]}
          body={undefined}
          onClose={() => setEditing(false)}
          onDone={(view) => {
            setEditing(false)
            showToast({ text: t('cases.saved', { code: view.code }) })
            props.onChanged(view)
          }}
        />
      </Show>
    </>
  )
}

/** A business case: what it decides, the flows it rests on, what would change its mind. */
export function CasePage() {
  const params = useParams<{ code: string }>()
  const load = createLoad(() => casePath(params.code), oneCase)
  createTitle(() => load.value()?.content.title ?? params.code)
  createEffect(() => {
    void params.code
    window.scrollTo({ top: 0 })
  })
  return (
    <Shown load={load}>
      {(view) => <Record view={view()} onChanged={load.put} onComputed={() => void refresh(casesPath)} />}
    </Shown>
  )
}
