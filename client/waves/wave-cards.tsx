import { For, Show } from 'solid-js'
import type { CalendarWave } from '#models/waves/wave.views.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { StatusOfWave } from './status-of-wave.tsx'
import { ConflictList } from './conflict-list.tsx'

/** The calendar on a narrow screen: one card a wave, in the order of their starts. */
export function WaveCards(props: {
  waves: readonly CalendarWave[]
  onOpen: (code: string) => void
  onMove: (code: string) => void
}) {
  return (
    <ul class="plain wv-cards">
      <For each={props.waves}>
        {(wave) => (
          <li>
            <div class="row-w">
              <button type="button" class="lk" onClick={() => props.onOpen(wave.code)}>
                <b>{wave.code}</b> {wave.name}
              </button>
              <StatusOfWave status={wave.status} />
            </div>
            <dl>
              <dt>{t('waves.starts')}</dt>
              <dd>{wave.dates.startsOn}</dd>
              <dt>{t('waves.cutsOver')}</dt>
              <dd>
                <b>{wave.dates.cutsOverOn}</b>
              </dd>
              <dt>{t('waves.decommissions')}</dt>
              <dd>{wave.dates.decommissionsOn}</dd>
            </dl>
            <p class="sm mut">
              {t('waves.workloadCount', { count: wave.members })}, {t('waves.days', { count: wave.doubleRunningDays })}
            </p>
            <Show when={wave.conflictCount > 0}>
              <StatusMark tone="bad">{t('waves.conflictCount', { count: wave.conflictCount })}</StatusMark>
              <ConflictList conflicts={wave.conflicts.slice(0, 3)} count={wave.conflictCount} />
            </Show>
            <Show when={wave.mayEdit}>
              <Button icon="pen" onClick={() => props.onMove(wave.code)}>
                {t('waves.moveOne', { code: wave.code })}
              </Button>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
