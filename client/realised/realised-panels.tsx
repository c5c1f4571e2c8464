import { For, type JSX, Show } from 'solid-js'
import type { ForecastTerm, RealisedTerm } from '#models/realised/realised-figure.ts'
import type { AmountView, RealisedPortfolio } from '#models/realised/realised.views.ts'
import { createLoad } from '#client/api/load.ts'
import { calibration, calibrationPath, realisedPortfolio, realisedPortfolioPath } from '#client/api/realised.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Sentence } from '#client/ui/sentence.tsx'
import { BridgePanel } from './bridge-panel.tsx'
import { CalibrationPanel } from './calibration-panel.tsx'
import { type OpeningOf, openingId } from './opening.ts'
import { reasonsText } from './realised-words.ts'
import { SCurvePanel } from './s-curve-panel.tsx'
import './realised.css'

/** An amount in short that opens, in a sentence or under a title. */
function Short(props: { readonly cad: number; readonly figure: string | undefined; readonly label: string }) {
  return (
    <Figure id={props.figure} label={props.label}>
      {fmt.compactMoney(props.cad)}
    </Figure>
  )
}

function Kpi(props: { title: string; amount: AmountView; children: JSX.Element }) {
  return (
    <div class="kpi">
      <h2>{props.title}</h2>
      <p class="big">
        <Show
          when={props.amount.kind === 'known' ? props.amount : undefined}
          fallback={<span class="mut">{t('ui.unknown')}</span>}
        >
          {(amount) => <Short cad={Number(amount().cad)} figure={amount().figure} label={props.title} />}
        </Show>
      </p>
      <p class="foot">{props.amount.kind === 'known' ? props.children : reasonsText(props.amount.reasons)}</p>
    </div>
  )
}

type Totals = { readonly totals: RealisedPortfolio['totals']; readonly of: OpeningOf }

/** Planned to date, realised, validated, forecast: the four figures over the register, each with what it is held against. */
function RealisedKpis(props: Totals) {
  const cad = (amount: AmountView) => (amount.kind === 'known' ? Number(amount.cad) : 0)
  const share = (part: number, whole: number) => (whole === 0 ? t('ui.unknown') : fmt.percent((100 * part) / whole, 1))
  const figure = (term: RealisedTerm) => openingId(props.of, term)
  const plan = () => Number(props.totals.currentToHorizonCad)
  return (
    <section class="kpis rl-kpis" aria-label={t('realised.summary')}>
      <Kpi title={t('realised.plannedToDate')} amount={props.totals.plannedToDate}>
        <Sentence
          text="realised.ofPlan"
          words={{ share: share(cad(props.totals.plannedToDate), plan()) }}
          parts={{ plan: () => <Short cad={plan()} figure={figure('plan')} label={t('realised.plan')} /> }}
        />
      </Kpi>
      <Kpi title={t('realised.realised')} amount={props.totals.realised}>
        <Sentence
          text="realised.stillPaidShort"
          words={{ gap: fmt.compactMoney(cad(props.totals.realised) - cad(props.totals.plannedToDate)) }}
          parts={{
            still: () => (
              <Short
                cad={Number(props.totals.stillPaidCad)}
                figure={figure('still-paid')}
                label={t('realised.stillPaidLabel')}
              />
            ),
          }}
        />
      </Kpi>
      <Kpi title={t('realised.validated')} amount={props.totals.validated}>
        <Sentence
          text="realised.headline"
          parts={{
            amount: () => (
              <Short cad={cad(props.totals.headline)} figure={figure('headline')} label={t('realised.headlineLabel')} />
            ),
          }}
        />
      </Kpi>
      <ForecastKpi {...props} />
    </section>
  )
}

function ForecastKpi(props: Totals) {
  const forecast = () => (props.totals.forecast.kind === 'known' ? props.totals.forecast : undefined)
  const figure = (term: ForecastTerm) => openingId(props.of, term)
  return (
    <div class="kpi">
      <h2>{t('realised.forecastP50')}</h2>
      <p class="big">
        <Show when={forecast()} fallback={<span class="mut">{t('ui.unknown')}</span>}>
          {(one) => <Short cad={one().p50} figure={figure('p50')} label={t('realised.forecastP50')} />}
        </Show>
      </p>
      <p class="foot">
        <Show when={forecast()} fallback={t('realised.noPlan')}>
          {(one) => (
            <Sentence
              text="realised.forecastRange"
              parts={{
                p10: () => <Short cad={one().p10} figure={figure('p10')} label={t('realised.p10')} />,
                p90: () => <Short cad={one().p90} figure={figure('p90')} label={t('realised.p90')} />,
              }}
            />
          )}
        </Show>
      </p>
    </div>
  )
}

/** Grades side by side, with their amounts: an index alone would hide them. */
function Grades(props: Totals) {
  return (
    <section class="rl-grades" aria-labelledby="rl-grades">
      <h2 id="rl-grades">{t('realised.byGrade')}</h2>
      <ul>
        <For each={props.totals.byGrade}>
          {({ cad, grade }) => (
            <li>
              <span class="gr">{grade}</span>{' '}
              <Short
                cad={Number(cad)}
                figure={openingId(props.of, `grade-${grade}`)}
                label={t('realised.ofGrade', { grade })}
              />
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

/** What stands above the register: figures, curve, bridge. As known now or on a past day. */
export function RealisedPanels(props: { readonly asKnown?: string | undefined; readonly body?: string | undefined }) {
  const load = createLoad(() => realisedPortfolioPath(props), realisedPortfolio)
  return (
    <Shown load={load}>
      {(it) => (
        <>
          <RealisedKpis totals={it().totals} of={it()} />
          <div class="rl-two">
            <SCurvePanel curve={it().curve} of={it()} forecast={it().totals.forecast} />
            <BridgePanel bridge={it().bridge} of={it()} />
          </div>
          <Grades totals={it().totals} of={it()} />
        </>
      )}
    </Shown>
  )
}

/** How past forecasts did against what came. */
export function PastForecasts() {
  const load = createLoad(() => calibrationPath, calibration)
  return <Shown load={load}>{(it) => <CalibrationPanel calibration={it()} />}</Shown>
}
