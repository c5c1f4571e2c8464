import { createEffect, createMemo, For, on, Show } from 'solid-js'
import { daysAfter } from '#models/shared/day.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { BlackoutView, CalendarWave, WaveCalendar } from '#models/waves/wave.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createRowWindow } from '#client/ui/row-window.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { type CalendarScale, placeOf, spanOf } from './calendar-scale.ts'
import { WaveBar } from './wave-bar.tsx'
import { type LinePlace, WaveLinks } from './wave-links.tsx'
import { StatusOfWave } from './status-of-wave.tsx'

/** Above this, only the lines on screen are drawn, and links only of the wave that is open. */
const mostDrawn = 200
const mostLinks = 60

export type Draft = { readonly code: string; readonly dates: WaveDates }

export type CalendarActs = {
  readonly onDraft: (draft: Draft | undefined) => void
  readonly onPropose: (draft: Draft) => void
  readonly onOpen: (code: string) => void
  /** Shows the quarter of a day. */
  readonly onGo: (day: string) => void
}

function Head(props: { scale: CalendarScale; today: string }) {
  return (
    <div class="wv-h" aria-hidden="true">
      <div class="wv-hl">{t('waves.wave')}</div>
      <div class="wv-q" style={{ 'grid-template-columns': columnsOf(props.scale) }}>
        <For each={props.scale.quarters}>
          {(quarter) => (
            <div classList={{ now: quarter.startsOn <= props.today && props.today < quarter.endsBefore }}>
              <b>{t('waves.quarter', { quarter: quarter.quarter, years: quarter.fiscalYear })}</b>
              {fmt.months(quarter.startsOn, daysAfter(quarter.endsBefore, -1))}
            </div>
          )}
        </For>
      </div>
    </div>
  )
}

function columnsOf(scale: CalendarScale): string {
  return scale.quarters
    .map(({ startsOn, endsBefore }) => `${placeOf(scale, endsBefore) - placeOf(scale, startsOn)}fr`)
    .join(' ')
}

function Blackouts(props: { periods: readonly BlackoutView[]; scale: CalendarScale; isNamed?: boolean }) {
  return (
    <For each={props.periods}>
      {(period) => (
        <Show when={spanOf(props.scale, period.from, daysAfter(period.to, 1))}>
          {(at) => (
            <span
              class="wv-bo"
              classList={{ named: props.isNamed === true }}
              title={`${period.name}, ${period.from} – ${period.to}`}
              style={{ left: `${at().left}%`, width: `${at().width}%` }}
            >
              <Show when={props.isNamed}>
                <span>{period.name}</span>
              </Show>
            </span>
          )}
        </Show>
      )}
    </For>
  )
}

/** A wave out of the quarters shown: the way to it stands at the edge. */
function Outside(props: { wave: CalendarWave; scale: CalendarScale; onGo: (day: string) => void }) {
  const isBefore = () => props.wave.dates.decommissionsOn < props.scale.from
  const isAfter = () => props.wave.dates.startsOn >= props.scale.to
  return (
    <Show when={isBefore() || isAfter()}>
      <button
        type="button"
        class="wv-out lk"
        classList={{ after: isAfter() }}
        aria-label={t('waves.outside', { code: props.wave.code, date: props.wave.dates.cutsOverOn })}
        onClick={() => props.onGo(props.wave.dates.startsOn)}
      >
        {isBefore() ? '◂ ' : ''}
        {props.wave.dates.cutsOverOn}
        {isAfter() ? ' ▸' : ''}
      </button>
    </Show>
  )
}

function Label(props: { wave: CalendarWave; isOpen: boolean; onOpen: () => void }) {
  return (
    <div class="wv-l">
      <button
        type="button"
        class="lk"
        aria-expanded={props.isOpen}
        aria-label={`${t('waves.open', { code: props.wave.code })}, ${props.wave.name}`}
        onClick={() => props.onOpen()}
      >
        <b>{props.wave.code}</b> {props.wave.name}
      </button>
      <small>
        {t('waves.workloadCount', { count: props.wave.members })}
        <Show when={props.wave.conflictCount > 0} fallback={<StatusOfWave status={props.wave.status} />}>
          <StatusMark tone="bad">{t('waves.conflictCount', { count: props.wave.conflictCount })}</StatusMark>
        </Show>
      </small>
    </div>
  )
}

/** Quarters across, one line a wave: what is paid on each side, when it cuts over, what is in the way. */
export function WaveCalendarView(props: {
  calendar: WaveCalendar
  waves: readonly CalendarWave[]
  scale: CalendarScale
  open: string | undefined
  draft: Draft | undefined
  acts: CalendarActs
}) {
  const rows = createRowWindow({ count: () => props.waves.length, heightToken: '--wv-row', headLines: 2 })
  const byCode = createMemo(() => new Map(props.waves.map((wave) => [wave.code, wave])))
  // Codes, not waves: a line keeps its focus when its wave is read again.
  const codes = createMemo(() => props.waves.map((wave) => wave.code))
  const line = createMemo(() => new Map(codes().map((code, at) => [code, at])))
  const isWindowed = () => props.waves.length > mostDrawn
  const drawn = () => (isWindowed() ? codes().slice(rows.first(), rows.last()) : codes())
  const draftOf = (code: string) => (props.draft?.code === code ? props.draft.dates : undefined)
  const places = createMemo(
    () =>
      new Map(
        props.waves.map((wave, at): [string, LinePlace] => [
          wave.code,
          { line: at, dates: draftOf(wave.code) ?? wave.dates },
        ]),
      ),
  )
  const links = () =>
    props.calendar.links.length <= mostLinks && !isWindowed()
      ? props.calendar.links
      : props.calendar.links.filter(({ from, to }) => from === props.open || to === props.open)
  const height = () => props.waves.length * rows.rowHeight()
  const binding = (wave: CalendarWave) => props.calendar.blackouts.filter(({ id }) => wave.blackouts.includes(id))
  // A wave that was moved changes its line, and an element that changes its place loses the focus.
  let focused: Element | null = null
  createEffect(
    on(codes, () => {
      if (document.activeElement === document.body && focused instanceof HTMLElement && focused.isConnected)
        focused.focus({ preventScroll: true })
    }),
  )
  const todayAt = () => placeOf(props.scale, props.calendar.today)
  return (
    <div
      class="wv-cal scroll-x"
      classList={{ windowed: isWindowed() }}
      role="region"
      aria-label={t('waves.calendarLabel')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
      tabindex={0}
      ref={(element) => rows.attach(element)}
      onFocusIn={(event) => (focused = event.target)}
      onScroll={() => rows.onScroll()}
    >
      <div class="wv-in">
        <Head scale={props.scale} today={props.calendar.today} />
        <Show when={props.calendar.blackouts.length > 0}>
          <div class="wv-r bo">
            <div class="wv-l">{t('waves.blackouts')}</div>
            <div class="wv-t">
              <Blackouts periods={props.calendar.blackouts} scale={props.scale} isNamed />
            </div>
          </div>
        </Show>
        <div class="wv-b" style={{ height: `${height()}px` }}>
          <div class="wv-bg" style={{ 'grid-template-columns': columnsOf(props.scale) }} aria-hidden="true">
            <For each={props.scale.quarters}>{() => <i />}</For>
          </div>
          <ul class="plain">
            <For each={drawn()}>
              {(code) => (
                <Show when={byCode().get(code)}>
                  {(wave) => (
                    <li
                      class="wv-r"
                      classList={{ open: props.open === code }}
                      style={{ top: `${(line().get(code) ?? 0) * rows.rowHeight()}px` }}
                    >
                      <Label wave={wave()} isOpen={props.open === code} onOpen={() => props.acts.onOpen(code)} />
                      <div class="wv-t">
                        <Blackouts periods={binding(wave())} scale={props.scale} />
                        <Outside wave={wave()} scale={props.scale} onGo={props.acts.onGo} />
                        <WaveBar
                          wave={wave()}
                          scale={props.scale}
                          today={props.calendar.today}
                          draft={draftOf(code)}
                          acts={{
                            onDraft: (dates) => props.acts.onDraft(dates === undefined ? undefined : { code, dates }),
                            onPropose: (dates) => props.acts.onPropose({ code, dates }),
                            onOpen: () => props.acts.onOpen(code),
                          }}
                        />
                      </div>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
          <div class="wv-over">
            <WaveLinks
              links={links()}
              places={places()}
              scale={props.scale}
              rowHeight={rows.rowHeight()}
              height={height()}
            />
            <Show when={todayAt() >= 0 && todayAt() <= 100}>
              <div class="wv-now" style={{ left: `${todayAt()}%` }}>
                <span>{props.calendar.today}</span>
              </div>
            </Show>
          </div>
        </div>
      </div>
    </div>
  )
}
