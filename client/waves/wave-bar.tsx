import { Show } from 'solid-js'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { CalendarWave } from '#models/waves/wave.views.ts'
import { movedByDays, movedByMonths } from '#models/waves/wave-dates.ts'
import { t } from '#client/i18n/i18n.ts'
import { announce } from '#client/ui/live.tsx'
import { type CalendarScale, daysFor, placeOf, spanOf } from './calendar-scale.ts'

const daysInWeek = 7

export type BarActs = {
  /** Days proposed and not accepted yet; undefined puts the bar back. */
  readonly onDraft: (dates: WaveDates | undefined) => void
  /** Asks for the effect of the days proposed. */
  readonly onPropose: (dates: WaveDates) => void
  readonly onOpen: () => void
}

function Segment(props: { class: string; scale: CalendarScale; from: string; to: string; children?: string }) {
  const span = () => spanOf(props.scale, props.from, props.to)
  return (
    <Show when={span()}>
      {(at) => (
        <span
          class={`wv-seg ${props.class}`}
          aria-hidden="true"
          style={{ left: `${at().left}%`, width: `${at().width}%` }}
        >
          {props.children}
        </span>
      )}
    </Show>
  )
}

/** A day of the wave as a diamond: filled once passed, hollow while to come. */
function Milestone(props: { scale: CalendarScale; day: string; today: string; class?: string; children?: string }) {
  const place = () => placeOf(props.scale, props.day)
  return (
    <Show when={place() >= 0 && place() <= 100}>
      <span
        class={`wv-ms ${props.class ?? ''}`}
        classList={{ past: props.day <= props.today }}
        aria-hidden="true"
        style={{ left: `${place()}%` }}
      />
      <Show when={props.children}>
        <span class="wv-mt" classList={{ end: place() > 88 }} aria-hidden="true" style={{ left: `${place()}%` }}>
          {props.children}
        </span>
      </Show>
    </Show>
  )
}

/**
 * A wave on its line. Dragged, or moved with the arrows (a week, a month with Shift), it proposes other days; nothing is written before
 * their effect has been shown and accepted.
 */
export function WaveBar(props: {
  wave: CalendarWave
  scale: CalendarScale
  today: string
  draft: WaveDates | undefined
  acts: BarActs
}) {
  let drag: { readonly fromX: number; readonly widthPx: number } | undefined
  let hasDragged = false
  const dates = () => props.draft ?? props.wave.dates
  const whole = () => spanOf(props.scale, dates().startsOn, dates().decommissionsOn)
  const label = () =>
    t(props.wave.mayEdit ? 'waves.barLabel' : 'waves.barReadOnly', {
      code: props.wave.code,
      name: props.wave.name,
      start: dates().startsOn,
      cutOver: dates().cutsOverOn,
      end: dates().decommissionsOn,
    })

  function propose(next: WaveDates) {
    props.acts.onDraft(next)
    announce(t('waves.moving', { date: next.cutsOverOn }))
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && props.draft !== undefined) {
      event.preventDefault()
      props.acts.onDraft(undefined)
      announce(t('waves.movingBack', { code: props.wave.code }))
      return
    }
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0 || !props.wave.mayEdit || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    propose(event.shiftKey ? movedByMonths(dates(), step) : movedByDays(dates(), step * daysInWeek))
  }
  function onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }) {
    hasDragged = false
    if (!props.wave.mayEdit || event.button !== 0) return
    drag = { fromX: event.clientX, widthPx: event.currentTarget.parentElement?.clientWidth ?? 0 }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  function onPointerMove(event: PointerEvent) {
    if (drag === undefined) return
    const days = daysFor(props.scale, event.clientX - drag.fromX, drag.widthPx)
    if (days !== 0) hasDragged = true
    if (hasDragged) props.acts.onDraft(days === 0 ? undefined : movedByDays(props.wave.dates, days))
  }
  function onPointerUp() {
    drag = undefined
    if (hasDragged && props.draft !== undefined) props.acts.onPropose(props.draft)
  }
  return (
    <>
      <Segment class="pr" scale={props.scale} from={dates().startsOn} to={dates().cutsOverOn} />
      <Segment class="st" scale={props.scale} from={dates().cutsOverOn} to={dates().decommissionsOn} />
      <Milestone scale={props.scale} day={dates().decommissionsOn} today={props.today} class="end" />
      <Milestone scale={props.scale} day={dates().cutsOverOn} today={props.today}>
        {dates().cutsOverOn}
      </Milestone>
      <Show when={whole()}>
        {(at) => (
          <button
            type="button"
            class="wv-bar"
            classList={{ draft: props.draft !== undefined, bad: props.wave.conflictCount > 0 }}
            aria-label={label()}
            title={props.wave.name}
            style={{ left: `${at().left}%`, width: `${at().width}%` }}
            onKeyDown={onKeyDown}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            onPointerCancel={() => {
              drag = undefined
              props.acts.onDraft(undefined)
            }}
            onClick={() => {
              if (hasDragged) return
              if (props.draft === undefined) props.acts.onOpen()
              else props.acts.onPropose(props.draft)
            }}
          />
        )}
      </Show>
    </>
  )
}
