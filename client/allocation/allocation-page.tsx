import { useSearchParams } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { RuleSetsView } from '#models/allocation/allocation.views.ts'
import { session } from '#client/api/access.ts'
import { ruleSets, ruleSetsPath } from '#client/api/allocation.ts'
import { billSources, billSourcesPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { BillsTabs } from '#client/bills/bills-tabs.tsx'
import { BodyField, firstBody } from '#client/bills/body-field.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { ProposedPanel } from './proposed-panel.tsx'
import { stateText } from './rule-words.ts'
import { RulesPanel } from './rules-panel.tsx'
import { UnallocatedPanel } from './unallocated-panel.tsx'
import './allocation.css'

/** Rules that give charges to workloads: in force, proposed, and what they leave to nobody. */
export function AllocationPage() {
  createTitle(() => t('allocation.title'))
  const [search, setSearch] = useSearchParams<{ organisme?: string }>()
  const sources = createLoad(() => billSourcesPath, billSources)
  /** Whose bills there are, as long as none is chosen. */
  const body = () => search.organisme ?? (firstBody(session()?.bodies ?? []) || (sources.value()?.[0]?.body ?? ''))
  const load = createLoad(() => (body() === '' ? undefined : ruleSetsPath(body())), ruleSets)
  const today = () => session()?.dataAsOf ?? new Date().toISOString().slice(0, 10)
  return (
    <>
      <PageHead title={t('allocation.title')} sub={t('allocation.sub')} />
      <BillsTabs />
      <div class="stack al-top">
        <div class="al-pick">
          <BodyField value={body()} onChange={(organisme) => setSearch({ organisme })} />
        </div>
        <Show
          when={body()}
          keyed
          fallback={
            <Show when={sources.value() !== undefined}>
              <Empty title={t('allocation.chooseFirst')}>{t('allocation.chooseFirstWhy')}</Empty>
            </Show>
          }
        >
          {(code) => (
            <>
              <UnallocatedPanel body={code} today={today()} />
              <Shown load={load}>
                {(sets) => (
                  <>
                    <For each={sets().proposed}>{(rules) => <ProposedPanel rules={rules} />}</For>
                    <RulesPanel sets={sets()} />
                    <VersionsPanel versions={sets().versions} />
                  </>
                )}
              </Shown>
            </>
          )}
        </Show>
      </div>
    </>
  )
}

function VersionsPanel(props: { versions: RuleSetsView['versions'] }) {
  return (
    <Panel title={t('allocation.versions')} flush>
      <Show when={props.versions.length > 0} fallback={<p class="sm mut al-pad">{t('allocation.noVersions')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('allocation.versions') })}>
          <table class="tbl al-wide">
            <caption class="vh">{t('allocation.versions')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('allocation.versionHead')}</th>
                <th scope="col">{t('allocation.state')}</th>
                <th scope="col">{t('allocation.proposer')}</th>
                <th scope="col">{t('allocation.decider')}</th>
                <th scope="col">{t('allocation.reason')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.versions}>
                {(one) => (
                  <tr>
                    <th scope="row">{t('allocation.version', { version: one.version })}</th>
                    <td>{t(stateText[one.state])}</td>
                    <td>
                      {one.proposedBy ?? ''} {one.proposedAt === null ? '' : fmt.date(one.proposedAt)}
                    </td>
                    <td>
                      {one.decidedBy ?? ''} {one.decidedAt === null ? '' : fmt.date(one.decidedAt)}
                    </td>
                    <td>{one.decisionReason ?? one.reason}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </Panel>
  )
}
