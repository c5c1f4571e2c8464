import { For, Show } from 'solid-js'
import type { CalendarWave, WaveCalendar } from '#models/waves/wave.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusOfWave } from './status-of-wave.tsx'
import { ConflictList } from './conflict-list.tsx'

function Row(props: { wave: CalendarWave; onOpen: () => void }) {
  const one = () => props.wave
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="lk"
          aria-label={t('waves.open', { code: one().code })}
          onClick={() => props.onOpen()}
        >
          {one().code}
        </button>
        <br />
        <small>{one().name}</small>
      </th>
      <td class="nb">
        <StatusOfWave status={one().status} />
      </td>
      <td>{one().body}</td>
      <td class="nb">{one().dates.startsOn}</td>
      <td class="nb">{one().dates.cutsOverOn}</td>
      <td class="nb">{one().dates.decommissionsOn}</td>
      <td class="num">{t('waves.days', { count: one().doubleRunningDays })}</td>
      <td class="num">{fmt.integer(one().members)}</td>
      <td>
        <Show when={one().conflictCount > 0} fallback={<span class="mut">{t('waves.noConflict')}</span>}>
          <StatusMark tone="bad">{t('waves.conflictCount', { count: one().conflictCount })}</StatusMark>
          <ConflictList conflicts={one().conflicts} count={one().conflictCount} />
        </Show>
      </td>
    </tr>
  )
}

/** What the calendar draws, in words: waves with their conflicts. */
export function WaveTable(props: { waves: readonly CalendarWave[]; onOpen: (code: string) => void }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('waves.title') })}>
      <table class="tbl wv-tbl">
        <caption class="vh">{t('waves.tableCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('waves.wave')}</th>
            <th scope="col">{t('waves.status')}</th>
            <th scope="col">{t('waves.body')}</th>
            <th scope="col">{t('waves.starts')}</th>
            <th scope="col">{t('waves.cutsOver')}</th>
            <th scope="col">{t('waves.decommissions')}</th>
            <th scope="col" class="num">
              {t('waves.doubleDays')}
            </th>
            <th scope="col" class="num">
              {t('waves.workloads')}
            </th>
            <th scope="col">{t('waves.conflicts')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.waves}>{(wave) => <Row wave={wave} onOpen={() => props.onOpen(wave.code)} />}</For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** The links that the calendar draws between waves, in words. */
export function LinkTable(props: { links: WaveCalendar['links']; leftOut: number }) {
  return (
    <Panel
      flush
      title={t('waves.linksCaption')}
      note={t('waves.linksNote')}
      footer={
        props.leftOut > 0 ? <span class="mut sm">{t('waves.linksLeftOut', { count: props.leftOut })}</span> : undefined
      }
    >
      <Show when={props.links.length > 0} fallback={<p class="panel-b mut">{t('waves.noLinks')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('waves.linksCaption') })}>
          <table class="tbl">
            <caption class="vh">{t('waves.linksCaption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('waves.linkFrom')}</th>
                <th scope="col">{t('waves.linkTo')}</th>
                <th scope="col" class="num">
                  {t('waves.links')}
                </th>
                <th scope="col" class="num">
                  {t('waves.hardLinks')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.links}>
                {(link) => (
                  <tr>
                    <th scope="row">{link.from}</th>
                    <td>{link.to}</td>
                    <td class="num">{fmt.integer(link.links)}</td>
                    <td class="num">{fmt.integer(link.hard)}</td>
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
