import { For, Show } from 'solid-js'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { weekday, weekdays } from './sizing-words.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
/** Five steps from idle to full, so that a grey print still reads. */
const steps = [5, 20, 40, 60] as const

function stepOf(percent: number | null): string {
  if (percent === null) return 'hw-none'
  return `hw-${steps.filter((step) => percent > step).length}`
}

/** The 168 hours of a week: which ones work, which ones sleep. */
export function WeekStrip(props: { name: string; zone: string; week: readonly (number | null)[] }) {
  const at = (day: number, hour: number) => props.week[day * 24 + hour] ?? null
  const known = () => props.week.flatMap((percent, place) => (percent === null ? [] : [{ percent, place }]))
  const extreme = (isMore: (a: number, b: number) => boolean) =>
    known().reduce((best, one) => (isMore(one.percent, best.percent) ? one : best))
  const label = () => {
    if (known().length === 0) return t('sizing.weekEmpty')
    const [most, least] = [extreme((a, b) => a > b), extreme((a, b) => a < b)]
    return t('sizing.weekLabel', {
      name: props.name,
      max: fmt.percent(most.percent, 1),
      maxDay: weekday(Math.floor(most.place / 24)),
      maxHour: most.place % 24,
      min: fmt.percent(least.percent, 1),
      minDay: weekday(Math.floor(least.place / 24)),
      minHour: least.place % 24,
    })
  }
  return (
    <div class="hw">
      <p class="hw-t">
        <b>{t('sizing.week')}</b> <span class="mut">{t('sizing.weekNote', { zone: props.zone })}</span>
      </p>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- cells drawn by the page are one picture, no file holds it */}
      <div class="hw-g" role="img" aria-label={label()}>
        <For each={weekdays}>
          {(key, day) => (
            <>
              <span class="hw-d">{t(key).slice(0, 3)}</span>
              <For each={hours}>{(hour) => <i class={stepOf(at(day(), hour))} />}</For>
            </>
          )}
        </For>
        <span />
        <For each={hours}>{(hour) => <span class="hw-h">{hour % 6 === 0 ? hour : ''}</span>}</For>
      </div>
      <ul class="legend hw-l">
        <li>
          <i class="sw hw-0" />≤ {fmt.percent(steps[0], 0)}
        </li>
        <For each={steps}>
          {(step, place) => (
            <li>
              <i class={`sw hw-${place() + 1}`} />
              {`> ${fmt.percent(step, 0)}`}
            </li>
          )}
        </For>
      </ul>
      <details class="alt">
        <summary>{t('sizing.seeTable')}</summary>
        <ScrollRegion label={t('workload.scrolling', { name: t('sizing.week') })}>
          <table class="tbl">
            <caption class="vh">{label()}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sizing.hour')}</th>
                <For each={weekdays}>
                  {(key) => (
                    <th scope="col" class="num">
                      {t(key)}
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={hours}>
                {(hour) => (
                  <tr>
                    <th scope="row">{hour} h</th>
                    <For each={weekdays}>
                      {(_, day) => (
                        <td class="num">
                          <Show when={at(day(), hour) !== null} fallback={unknownMark}>
                            {fmt.decimal(at(day(), hour) ?? 0, 1)}
                          </Show>
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </details>
    </div>
  )
}
