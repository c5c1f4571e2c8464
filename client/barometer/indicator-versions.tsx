import { createSignal, For, Show } from 'solid-js'
import type { IndicatorVersionView } from '#models/barometer/barometer.views.ts'
import { formulaInWords } from '#models/barometer/named-counts.ts'
import { barometerPath, indicatorVersions, indicatorVersionsPath } from '#client/api/barometer.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ProposeIndicator } from './propose-indicator.tsx'
import { ProposedIndicator } from './proposed-indicator.tsx'

/** The definitions in force, what is proposed against them, and every version that there was. */
export function IndicatorVersions() {
  const load = createLoad(() => indicatorVersionsPath, indicatorVersions)
  const [edited, setEdited] = createSignal<IndicatorVersionView>()
  const moved = () => refresh(barometerPath)
  return (
    <Shown load={load}>
      {(all) => {
        const inForce = () => all().filter(({ isInForce }) => isInForce)
        const proposed = () => all().filter(({ state }) => state === 'proposed')
        const decided = () => all().filter(({ state }) => state === 'approved' || state === 'returned')
        return (
          <>
            <For each={proposed()}>
              {(one) => (
                <ProposedIndicator
                  version={one}
                  against={inForce().find(({ indicator }) => indicator === one.indicator)}
                  onDone={() => void moved()}
                />
              )}
            </For>
            <Panel flush title={t('barometer.definitions')} note={t('barometer.definitionsNote')}>
              <ScrollRegion label={t('workload.scrolling', { name: t('barometer.definitions') })}>
                <table class="tbl mid">
                  <caption class="vh">{t('barometer.definitions')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('barometer.indicator')}</th>
                      <th scope="col">{t('barometer.formula')}</th>
                      <th scope="col">{t('barometer.version')}</th>
                      <th scope="col">{t('barometer.targetTerm')}</th>
                      <th scope="col">{t('barometer.actions')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={inForce()}>
                      {(one) => (
                        <tr>
                          <th scope="row" class="wrap-t">
                            {said(one.definition)}
                          </th>
                          <td class="wrap-t">
                            {formulaInWords(one.definition.formula, language(), one.definition.names)}
                          </td>
                          <td>{one.version}</td>
                          <td class="wrap-t">
                            {one.definition.target === null ? unknownMark : said(one.definition.target)}
                          </td>
                          <td>
                            <Button kind="quiet" small onClick={() => setEdited(one)}>
                              {t('barometer.propose')}
                              <span class="vh"> : {said(one.definition)}</span>
                            </Button>
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </ScrollRegion>
            </Panel>
            <Show when={decided().length > 0}>
              <Panel flush title={t('barometer.pastVersions')}>
                <ScrollRegion label={t('workload.scrolling', { name: t('barometer.pastVersions') })}>
                  <table class="tbl mid">
                    <caption class="vh">{t('barometer.pastVersions')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('barometer.indicator')}</th>
                        <th scope="col">{t('barometer.version')}</th>
                        <th scope="col">{t('barometer.state')}</th>
                        <th scope="col">{t('barometer.proposedBy')}</th>
                        <th scope="col">{t('barometer.decidedBy')}</th>
                        <th scope="col">{t('barometer.date')}</th>
                        <th scope="col">{t('barometer.reason')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={decided()}>
                        {(one) => (
                          <tr>
                            <th scope="row" class="wrap-t">
                              {said(one.definition)}
                            </th>
                            <td>{one.version}</td>
                            <td>
                              <StatusMark tone={one.isInForce ? 'ok' : 'none'}>
                                {t(
                                  one.state === 'returned'
                                    ? 'barometer.returned'
                                    : one.isInForce
                                      ? 'barometer.inForce'
                                      : 'barometer.replaced',
                                )}
                              </StatusMark>
                            </td>
                            <td>{one.proposedBy}</td>
                            <td>{one.decidedBy}</td>
                            <td>{one.decidedAt === null ? unknownMark : fmt.dateTime(one.decidedAt)}</td>
                            <td class="wrap-t">{one.reason}</td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </ScrollRegion>
              </Panel>
            </Show>
            <Show when={edited()} keyed>
              {(version) => (
                <ProposeIndicator
                  version={version}
                  onClose={() => setEdited(undefined)}
                  onDone={() => {
                    setEdited(undefined)
                    void moved()
                  }}
                />
              )}
            </Show>
          </>
        )
      }}
    </Shown>
  )
}
