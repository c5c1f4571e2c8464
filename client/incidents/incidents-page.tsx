import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { incidentStates, type IncidentView } from '#models/incidents/incident.schemas.ts'
import { may } from '#client/api/access.ts'
import { incidentRegister, incidentsPath } from '#client/api/incidents.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { IncidentDialog } from './incident-dialog.tsx'
import { gapText, natureText, occurredWords } from './incident-words.ts'
import './incidents.css'

const stateText = { open: 'incidents.stateOpen', closed: 'incidents.stateClosed' } as const
type Opened = 'none' | 'new' | { readonly code: string }

function Row(props: { incident: IncidentView; onOpen: () => void }) {
  const one = () => props.incident
  return (
    <tr>
      <th scope="row" class="nb">
        <button
          type="button"
          class="lk mono"
          aria-label={t('incidents.open', { code: one().code })}
          onClick={() => props.onOpen()}
        >
          {one().code}
        </button>
      </th>
      <td class="nb">
        <StatusMark tone={one().state === 'closed' ? 'ok' : 'warn'}>{t(stateText[one().state])}</StatusMark>
      </td>
      <td>
        {one().body}
        <Show when={one().workload}>
          {(code) => (
            <>
              <br />
              <Show when={may('inventory.read')} fallback={<small class="mono">{code()}</small>}>
                <a class="mono sm" href={`/charges/${encodeURIComponent(code())}`}>
                  {code()}
                </a>
              </Show>
            </>
          )}
        </Show>
      </td>
      <td>
        {t(natureText[one().content.nature])}
        <br />
        <small class="mut">{one().content.circumstances}</small>
      </td>
      <td>{occurredWords(one().content.occurred)}</td>
      <td class="nb">{fmt.date(one().content.discoveredOn)}</td>
      <td>{one().content.personsBand ?? t('incidents.unknown')}</td>
      <td>
        <Show when={one().missing.length > 0} fallback={t('incidents.nothingMissing')}>
          {fmt.list(one().missing.map((gap) => t(gapText[gap])))}
        </Show>
      </td>
    </tr>
  )
}

/** The confidentiality register of the Act: what happened, what it still lacks, what the Commission may be given. */
export function IncidentsPage() {
  createTitle(() => t('incidents.title'))
  const [search, setSearch] = useSearchParams<{ etat?: string }>()
  const [opened, setOpened] = createSignal<Opened>('none')
  const load = createLoad(() => incidentsPath, incidentRegister)
  const state = () => incidentStates.find((one) => one === search.etat) ?? 'all'
  const shown = () => (load.value() ?? []).filter((one) => state() === 'all' || one.state === state())
  const incident = () => {
    const which = opened()
    return typeof which === 'string' ? undefined : load.value()?.find((one) => one.code === which.code)
  }
  return (
    <>
      <PageHead title={t('incidents.title')} sub={t('incidents.sub')}>
        <LinkButton
          href={`${incidentsPath}/export${state() === 'all' ? '' : `?state=${state()}`}`}
          icon="down"
          download
        >
          {t('incidents.export')}
        </LinkButton>
        <Show when={may('incidents.edit')}>
          <Button kind="primary" icon="pen" onClick={() => setOpened('new')}>
            {t('incidents.add')}
          </Button>
        </Show>
      </PageHead>
      <Shown load={load}>
        {() => (
          <Panel
            flush
            title={t('incidents.register')}
            note={t('incidents.count', { count: shown().length })}
            end={
              <Segmented
                label={t('incidents.state')}
                value={state()}
                options={[
                  { value: 'all' as const, text: t('incidents.allStates') },
                  ...incidentStates.map((one) => ({ value: one, text: t(stateText[one]) })),
                ]}
                onChange={(next) => setSearch({ etat: next === 'all' ? '' : next }, { replace: true, scroll: false })}
              />
            }
          >
            <Show
              when={shown().length > 0}
              fallback={<Empty title={t('incidents.none')}>{t('incidents.noneText')}</Empty>}
            >
              <ScrollRegion label={t('workload.scrolling', { name: t('incidents.register') })}>
                <table class="tbl inc">
                  <caption class="vh">{t('incidents.register')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('incidents.number')}</th>
                      <th scope="col">{t('incidents.state')}</th>
                      <th scope="col">{t('incidents.body')}</th>
                      <th scope="col">{t('incidents.nature')}</th>
                      <th scope="col">{t('incidents.occurred')}</th>
                      <th scope="col">{t('incidents.discovered')}</th>
                      <th scope="col">{t('incidents.persons')}</th>
                      <th scope="col">{t('incidents.missing')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={shown()}>
                      {(one) => <Row incident={one} onOpen={() => setOpened({ code: one.code })} />}
                    </For>
                  </tbody>
                </table>
              </ScrollRegion>
            </Show>
          </Panel>
        )}
      </Shown>
      <Show when={opened() === 'new' || incident() !== undefined}>
        <IncidentDialog
          incident={incident()}
          onClose={() => setOpened('none')}
          onDone={() => {
            setOpened('none')
            void refresh(incidentsPath)
          }}
        />
      </Show>
    </>
  )
}
