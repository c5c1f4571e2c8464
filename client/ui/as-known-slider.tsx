import { createMemo, createUniqueId, Show } from 'solid-js'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import './as-known-slider.css'

/** Ends of months offered, the oldest first. */
const monthsBack = 36

/** The last days of the months before a day, the oldest first. */
export function monthEnds(today: Date, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (count - 1 - i), 0)).toISOString().slice(0, 10),
  )
}

/** The day at whose end the register is shown: a month's end by the slider, any day by its field. Nothing is restated silently. */
export function AsKnownSlider(props: { day: string | undefined; onDay: (day: string | undefined) => void }) {
  const id = createUniqueId()
  const days = monthEnds(new Date(), monthsBack)
  const place = createMemo(() => {
    const { day } = props
    if (day === undefined) return days.length
    const after = days.findIndex((one) => one >= day)
    return after === -1 ? days.length - 1 : after
  })
  const words = () => (props.day === undefined ? t('ui.knownNow') : t('ui.knownOn', { day: props.day }))
  return (
    <section class="panel known" aria-label={t('ui.known')}>
      <label for={id}>{t('ui.known')}</label>
      <input
        id={id}
        type="range"
        min="0"
        max={days.length}
        step="1"
        value={place()}
        aria-valuetext={words()}
        onChange={(event) => props.onDay(days[Number(event.currentTarget.value)])}
      />
      <input
        class="in"
        type="date"
        aria-label={t('ui.knownDay')}
        value={props.day ?? ''}
        onChange={(event) => props.onDay(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
      <Show when={props.day} fallback={<span class="sm mut">{t('ui.knownNow')}</span>}>
        {(day) => (
          <>
            <StatusMark tone="warn">{t('ui.knownOn', { day: fmt.date(day()) })}</StatusMark>
            <Button kind="quiet" small onClick={() => props.onDay(undefined)}>
              {t('ui.backToNow')}
            </Button>
          </>
        )}
      </Show>
    </section>
  )
}
