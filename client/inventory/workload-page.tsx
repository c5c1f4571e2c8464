import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import type { WorkloadAssessment, WorkloadView } from '#models/inventory/workload.views.ts'
import type { StrategyView } from '#models/strategies/strategies.views.ts'
import { may } from '#client/api/access.ts'
import { createLoad, type Load, refresh } from '#client/api/load.ts'
import { strategyPath, workloadStrategy } from '#client/api/strategies.ts'
import { workload, workloadAssessment, workloadPath } from '#client/api/workload.ts'
import { BilledMonthsPanel } from '#client/allocation/billed-months-panel.tsx'
import { ConflictsPanel } from '#client/assessment/conflicts-panel.tsx'
import { CarbonPanel } from '#client/assessment/carbon-panel.tsx'
import { CostPanel } from '#client/assessment/cost-panel.tsx'
import { MissingPanel } from '#client/assessment/missing-panel.tsx'
import { VerdictMatrix } from '#client/assessment/verdict-matrix.tsx'
import { ClassificationTab } from '#client/classification/classification-tab.tsx'
import { CostFactsPanel } from '#client/costs/cost-facts-panel.tsx'
import { DecisionPanel, signingObstacle } from '#client/decisions/decision-panel.tsx'
import { ProposeDialog } from '#client/decisions/propose-dialog.tsx'
import { ReturnDialog, SignDialog } from '#client/decisions/sign-dialog.tsx'
import { language, t } from '#client/i18n/i18n.ts'
import { LevelNamesOf } from '#client/i18n/level-names.ts'
import { PrivacyTab } from '#client/privacy/privacy-tab.tsx'
import { RealisedTab } from '#client/realised/realised-tab.tsx'
import { DispositionTab } from '#client/strategies/disposition-tab.tsx'
import { SizesPanel } from '#client/sizing/sizes-panel.tsx'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { showToast } from '#client/ui/toast.tsx'
import { AssetsPanel } from './assets-panel.tsx'
import { CurrentCostPanel } from './current-cost-panel.tsx'
import { DependencyPanel } from './dependency-panel.tsx'
import { EditWorkloadDialog } from './edit-workload-form.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { SelectionPager } from './selection-pager.tsx'
import { WorkloadFacts } from './workload-facts.tsx'
import './workload.css'

const tabNames = [
  'placement',
  'classification',
  'vie-privee',
  'couts',
  'disposition',
  'dependances',
  'decision',
  'realise',
  'ressources',
  'historique',
] as const
type TabName = (typeof tabNames)[number]
type Open = 'none' | 'edit' | 'sign' | 'return' | 'propose'

function tabNamed(name: string | undefined): TabName {
  return tabNames.find((one) => one === name) ?? 'placement'
}

function tabsOf(view: WorkloadView): readonly Tab<TabName>[] {
  return [
    { value: 'placement', text: t('workload.tabPlacement') },
    { value: 'classification', text: t('workload.tabClassification') },
    { value: 'vie-privee', text: t('workload.tabPrivacy') },
    { value: 'couts', text: t('workload.tabCosts') },
    { value: 'disposition', text: t('strategies.tab') },
    { value: 'dependances', text: t('workload.tabDependencies'), count: view.dependencies.length },
    { value: 'decision', text: t('workload.tabDecision') },
    { value: 'realise', text: t('realised.tab') },
    { value: 'ressources', text: t('workload.tabAssets'), count: view.assets.length },
    { value: 'historique', text: t('workload.tabHistory') },
  ]
}

/** The best option, when it has a price: where sizes are first shown. */
function bestPriced(assessment: WorkloadAssessment | undefined): string | undefined {
  const best = assessment?.options.find(({ option }) => option === assessment.best)
  return best?.annualCostCad.kind === 'known' ? best.option : undefined
}

function Dialogs(props: {
  view: WorkloadView
  assessment: WorkloadAssessment | undefined
  strategy: StrategyView | undefined
  open: Open
  onClose: () => void
  onChanged: () => void
}) {
  const done = () => {
    props.onClose()
    props.onChanged()
  }
  return (
    <Switch>
      <Match when={props.open === 'edit'}>
        <EditWorkloadDialog
          open
          workload={props.view}
          onClose={props.onClose}
          onDone={() => {
            showToast({ text: t('workload.saved') })
            done()
          }}
        />
      </Match>
      <Match when={props.open === 'propose' ? props.assessment : undefined}>
        {(assessment) => (
          <ProposeDialog
            open
            workload={props.view}
            assessment={assessment()}
            computed={props.strategy?.strategy}
            onClose={props.onClose}
            onDone={done}
          />
        )}
      </Match>
      <Match when={props.open === 'sign' ? props.view.decision : undefined}>
        {(decision) => (
          <SignDialog open decision={decision()} workload={props.view} onClose={props.onClose} onDone={done} />
        )}
      </Match>
      <Match when={props.open === 'return' ? props.view.decision : undefined}>
        {(decision) => <ReturnDialog open decision={decision()} onClose={props.onClose} onDone={done} />}
      </Match>
    </Switch>
  )
}

function Record(props: {
  view: WorkloadView
  assessment: Load<WorkloadAssessment>
  strategy: Load<StrategyView>
  tab: TabName
  onTab: (tab: TabName) => void
  onChanged: () => void
}) {
  const [open, setOpen] = createSignal<Open>('none')
  const assessed = () => props.assessment.value()
  const owner = () => props.view.application.owner
  const bodyName = () => (language() === 'fr' ? props.view.body.nameFr : props.view.body.nameEn)
  const classify = () => `/charges/${encodeURIComponent(props.view.code)}?onglet=classification`
  const toSign = () => {
    const { decision } = props.view
    return decision?.state === 'proposed' && signingObstacle(decision) === undefined
  }
  const decision = () => (
    <DecisionPanel
      workload={props.view}
      assessment={assessed()}
      onSign={() => setOpen('sign')}
      onReturn={() => setOpen('return')}
      onPropose={() => setOpen('propose')}
      onChanged={props.onChanged}
    />
  )
  return (
    <>
      <PageHead
        title={props.view.name}
        crumbs={
          <>
            <a href="/portefeuille">{t('app.portfolio')}</a> /{' '}
            <a href={`/portefeuille?organisme=${encodeURIComponent(props.view.body.code)}`}>{bodyName()}</a> /{' '}
            <span class="mono">{props.view.code}</span>
          </>
        }
      >
        <SelectionPager code={props.view.code} />
        <Show when={may('inventory.edit')}>
          <Button icon="sliders" onClick={() => setOpen('edit')}>
            {t('workload.edit')}
          </Button>
        </Show>
        <Show when={toSign()}>
          <Button kind="primary" icon="pen" onClick={() => setOpen('sign')}>
            {t('decisions.sign')}
          </Button>
        </Show>
        <Show when={props.view.decision?.state !== 'proposed' && may('decisions.propose') && assessed() !== undefined}>
          <Button kind="primary" icon="pen" onClick={() => setOpen('propose')}>
            {t('workload.propose')}
          </Button>
        </Show>
      </PageHead>
      <WorkloadFacts workload={props.view} assessment={assessed()} computed={props.strategy.value()} />
      <Tabs label={t('workload.tabs')} tabs={tabsOf(props.view)} value={props.tab} onChange={props.onTab}>
        <div class="wl">
          <Switch>
            <Match when={props.tab === 'placement'}>
              <Shown load={props.assessment}>
                {(assessment) => (
                  <>
                    <VerdictMatrix assessment={assessment()} owner={owner()} />
                    <Show when={assessment().best === null}>
                      <ConflictsPanel code={assessment().workload} owner={owner()} />
                    </Show>
                    <MissingPanel
                      assessment={assessment()}
                      owner={owner()}
                      classification={props.view.classification?.state}
                      classify={classify()}
                    />
                    <CostPanel assessment={assessment()} current={props.view.currentCost} code={props.view.code} />
                  </>
                )}
              </Shown>
              <div class="two">
                <DependencyPanel workload={props.view} />
                {decision()}
              </div>
            </Match>
            <Match when={props.tab === 'classification'}>
              <LevelNamesOf value={() => props.view.body.code}>
                <ClassificationTab workload={props.view} onChanged={props.onChanged} />
              </LevelNamesOf>
            </Match>
            <Match when={props.tab === 'vie-privee'}>
              <PrivacyTab
                code={props.view.code}
                owner={props.view.application.owner}
                onClassify={() => props.onTab('classification')}
              />
            </Match>
            <Match when={props.tab === 'couts'}>
              <CurrentCostPanel workload={props.view} onChanged={props.onChanged} />
              <Shown load={props.assessment}>
                {(assessment) => (
                  <CostPanel assessment={assessment()} current={props.view.currentCost} code={props.view.code} />
                )}
              </Shown>
              <CostFactsPanel code={props.view.code} body={props.view.body.code} onChanged={props.onChanged} />
              <SizesPanel code={props.view.code} option={bestPriced(assessed())} />
              <CarbonPanel code={props.view.code} />
            </Match>
            <Match when={props.tab === 'disposition'}>
              <DispositionTab workload={props.view} strategy={props.strategy} />
            </Match>
            <Match when={props.tab === 'dependances'}>
              <DependencyPanel withList workload={props.view} />
            </Match>
            <Match when={props.tab === 'decision'}>{decision()}</Match>
            <Match when={props.tab === 'realise'}>
              <RealisedTab code={props.view.code} />
              <BilledMonthsPanel code={props.view.code} />
            </Match>
            <Match when={props.tab === 'ressources'}>
              <AssetsPanel workload={props.view} />
            </Match>
            <Match when={props.tab === 'historique'}>
              <HistoryPanel code={props.view.code} />
            </Match>
          </Switch>
        </div>
      </Tabs>
      <Dialogs
        view={props.view}
        assessment={assessed()}
        strategy={props.strategy.value()}
        open={open()}
        onClose={() => setOpen('none')}
        onChanged={props.onChanged}
      />
    </>
  )
}

/** One workload: where it may live, at what cost, what is missing, and who signs. */
export function WorkloadPage() {
  const params = useParams<{ code: string }>()
  const [search, setSearch] = useSearchParams<{ onglet?: string }>()
  const path = () => workloadPath(params.code)
  const view = createLoad(path, workload)
  const assessment = createLoad(() => `${path()}/assessment`, workloadAssessment)
  const strategy = createLoad(() => (may('strategies.read') ? strategyPath(params.code) : undefined), workloadStrategy)
  createTitle(() => view.value()?.name ?? params.code)
  createEffect(
    on(
      () => params.code,
      () => window.scrollTo({ top: 0 }),
      { defer: true },
    ),
  )
  const changed = () => {
    void refresh(path())
    void refresh('/api/home')
  }
  const turnTo = (tab: TabName) => {
    setSearch({ onglet: tab === 'placement' ? null : tab }, { scroll: false, replace: true })
  }
  return (
    <Shown load={view}>
      {(it) => (
        <Record
          view={it()}
          assessment={assessment}
          strategy={strategy}
          tab={tabNamed(search.onglet)}
          onTab={turnTo}
          onChanged={changed}
        />
      )}
    </Shown>
  )
}
