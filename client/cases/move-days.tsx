import { Show } from 'solid-js'
import type { CaseContent } from '#models/cases/case.schemas.ts'
import { daysBetween } from '#models/shared/day.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import { may } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { waveChoices, wavesPath } from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'

function daysWords({ startsOn, cutsOverOn, decommissionsOn }: WaveDates): string {
  return t('cases.moveDays', {
    startsOn,
    cutsOverOn,
    decommissionsOn,
    days: daysBetween(startsOn, decommissionsOn),
  })
}

/** The days that date the double running and the migration: those of the waves, and the case's own for what stands in none. */
export function MoveDays(props: { content: CaseContent }) {
  const waves = createLoad(
    () => (may('waves.read') && props.content.selection.kind === 'wave' ? `${wavesPath}?limit=500` : undefined),
    (_, signal) => waveChoices(signal),
  )
  const wave = () => {
    const { selection } = props.content
    return selection.kind === 'wave' ? waves.value()?.find(({ code }) => code === selection.wave) : undefined
  }
  return (
    <Panel title={t('cases.moveDaysTitle')}>
      <div class="stack sm">
        <Show when={wave()}>
          {(it) => (
            <p>
              <b>
                {it().code}, {it().name}
              </b>{' '}
              {daysWords(it().dates)}
            </p>
          )}
        </Show>
        <p>{t('cases.moveDaysWaves')}</p>
        <Show when={props.content.defaultDates} fallback={<p>{t('cases.moveDaysNone')}</p>}>
          {(dates) => (
            <p>
              <b>{t('cases.moveDaysDefault')}</b> {daysWords(dates())}
            </p>
          )}
        </Show>
      </div>
    </Panel>
  )
}
