import { For, Show } from 'solid-js'
import type { BarometerView, YearBenefit, YearShare } from '#models/barometer/barometer.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ChartTable } from '#client/ui/charts/chart-table.tsx'

const shareOf = (count: number | null, { workloads }: YearShare) =>
  count === null || workloads === 0 ? null : (100 * count) / workloads
const percentWords = (value: number | null) => (value === null ? unknownMark : fmt.percent(value))

/** Public and government shares at the end of each year, over today’s inventory, with the target’s line. */
export function ShareByYear(props: { view: BarometerView }) {
  const bars = () =>
    props.view.years.map((year) => ({
      year,
      toPublic: shareOf(year.public, year),
      state: shareOf(year.state, year),
    }))
  const target = () => props.view.indicators.find(({ id }) => id === 'decisions-public-cloud')?.target?.value
  const answer = () =>
    bars()
      .map(({ year, toPublic }) => `${year.year} : ${percentWords(toPublic)}`)
      .join(', ')
  return (
    <section class="sec">
      <h2>{t('barometer.shareByYear')}</h2>
      <p class="sub">{t('barometer.shareByYearText')}</p>
      <Show when={props.view.years.length > 0} fallback={<p>{t('barometer.noYear')}</p>}>
        <div class="sb" role="img" aria-label={t('barometer.shareAnswer', { years: answer() })}>
          <For each={bars()}>
            {({ toPublic, state }) => (
              <div>
                <Show when={toPublic !== null} fallback={<i class="hatch" style={{ height: '12%' }} />}>
                  <i class="p-state" style={{ height: `${(state ?? 0) * 0.94}%` }} />
                  <i class="p-public" style={{ height: `${(toPublic ?? 0) * 0.94}%` }} />
                </Show>
              </div>
            )}
          </For>
          <Show when={target()}>
            {(percent) => (
              <div class="ln" style={{ bottom: `${percent() * 0.94}%` }}>
                <span>{t('barometer.targetLine', { target: fmt.percent(percent(), 0) })}</span>
              </div>
            )}
          </Show>
        </div>
        <div class="sbx" aria-hidden="true">
          <For each={bars()}>
            {({ year, toPublic }) => (
              <span>
                <b>{toPublic === null ? unknownMark : fmt.percent(toPublic, 0)}</b>
                <br />
                {year.year}
              </span>
            )}
          </For>
        </div>
        <ul class="legend">
          <li>
            <i class="sw p-public" />
            {t('barometer.toPublic')}
          </li>
          <li>
            <i class="sw p-state" />
            {t('barometer.toState')}
          </li>
        </ul>
        <ChartTable
          table={{
            caption: t('barometer.shareByYear'),
            columns: [
              { text: t('barometer.year') },
              { text: t('barometer.toPublic'), isNumeric: true },
              { text: t('barometer.toState'), isNumeric: true },
            ],
            rows: bars().map(({ year, toPublic, state }) => [year.year, percentWords(toPublic), percentWords(state)]),
          }}
        />
      </Show>
    </section>
  )
}

const amountWords = (amount: string | null) => (amount === null ? unknownMark : fmt.compactMoney(Number(amount)))

/** Planned and realised of each year, planned hatched; what is expected at term in plain words. */
export function BenefitsByYear(props: { view: BarometerView }) {
  const years = () => props.view.benefitYears
  const most = () =>
    Math.max(1, ...years().flatMap(({ planned, realised }) => [Number(planned ?? 0), Number(realised ?? 0)]))
  const width = (amount: string | null) => `${Math.max(0, (99 * Number(amount ?? 0)) / most())}%`
  const label = (year: YearBenefit) => (year.months < 12 ? `${year.year}*` : year.year)
  const current = () => years().find(({ months }) => months < 12)
  return (
    <section class="sec">
      <h2>{t('barometer.benefitsByYear')}</h2>
      <p class="sub">{t('barometer.benefitsByYearText')}</p>
      <Show when={years().length > 0} fallback={<p>{t('barometer.noBenefit')}</p>}>
        <div
          class="yb"
          role="img"
          aria-label={years()
            .map((one) =>
              t('barometer.yearAnswer', {
                year: one.year,
                planned: amountWords(one.planned),
                realised: amountWords(one.realised),
              }),
            )
            .join(' ')}
        >
          <For each={years()}>
            {(one) => (
              <div>
                <span>{label(one)}</span>
                <span class="bx">
                  <i class="plan" style={{ width: width(one.planned) }} />
                  <i class="p-real" style={{ width: width(one.realised) }} />
                </span>
                <b>{amountWords(one.realised)}</b>
              </div>
            )}
          </For>
        </div>
        <ul class="legend">
          <li>
            <i class="sw plan" />
            {t('barometer.planned')}
          </li>
          <li>
            <i class="sw p-real" />
            {t('barometer.realised')}
          </li>
        </ul>
        <Show when={current()}>
          {(year) => <p class="src">{t('barometer.partialYear', { count: year().months })}</p>}
        </Show>
        <p class="src">
          <Show when={props.view.forecast} fallback={t('barometer.noForecast')}>
            {(forecast) =>
              t('barometer.forecast', {
                until: forecast().until,
                low: fmt.compactMoney(Number(forecast().p10)),
                high: fmt.compactMoney(Number(forecast().p90)),
                plan: fmt.compactMoney(Number(forecast().plan)),
              })
            }
          </Show>
        </p>
        <ChartTable
          table={{
            caption: t('barometer.benefitsByYear'),
            columns: [
              { text: t('barometer.year') },
              { text: t('barometer.planned'), isNumeric: true },
              { text: t('barometer.realised'), isNumeric: true },
            ],
            rows: years().map((one) => [
              one.year,
              one.planned === null ? unknownMark : fmt.money(one.planned),
              one.isSuppressed
                ? t('barometer.suppressed')
                : one.realised === null
                  ? unknownMark
                  : fmt.money(one.realised),
            ]),
          }}
        />
      </Show>
    </section>
  )
}
