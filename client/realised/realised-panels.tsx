import { For, Show } from 'solid-js'
import type { AmountView, RealisedPortfolio } from '#models/realised/realised.views.ts'
import { createLoad } from '#client/api/load.ts'
import { calibration, calibrationPath, realisedPortfolio, realisedPortfolioPath } from '#client/api/realised.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { BridgePanel } from './bridge-panel.tsx'
import { CalibrationPanel } from './calibration-panel.tsx'
import { reasonsText } from './realised-words.ts'
import { classWords, SCurvePanel } from './s-curve-panel.tsx'
import './realised.css'

function Kpi(props: { title: string; amount: AmountView; foot: string }) {
  return (
    <div class="kpi">
      <h2>{props.title}</h2>
      <p class="big">
        <Show
          when={props.amount.kind === 'known' ? props.amount : undefined}
          fallback={<span class="mut">{t('ui.unknown')}</span>}
        >
          {(amount) => (
            <Figure id={amount().figure} label={props.title}>
              {fmt.compactMoney(Number(amount().cad))}
            </Figure>
          )}
        </Show>
      </p>
      <p class="foot">{props.amount.kind === 'known' ? props.foot : reasonsText(props.amount.reasons)}</p>
    </div>
  )
}

/** Planned to date, realised, validated, forecast: the four figures over the register. */
function RealisedKpis(props: { readonly totals: RealisedPortfolio['totals'] }) {
  const cad = (amount: AmountView) => (amount.kind === 'known' ? Number(amount.cad) : 0)
  const share = (part: number, whole: number) => (whole === 0 ? t('ui.unknown') : fmt.percent((100 * part) / whole, 1))
  const forecast = () => (props.totals.forecast.kind === 'known' ? props.totals.forecast : undefined)
  return (
    <section class="kpis rl-kpis" aria-label={t('realised.summary')}>
      <Kpi
        title={t('realised.plannedToDate')}
        amount={props.totals.plannedToDate}
        foot={t('realised.ofPlan', {
          share: share(cad(props.totals.plannedToDate), Number(props.totals.currentToHorizonCad)),
          plan: fmt.compactMoney(Number(props.totals.currentToHorizonCad)),
        })}
      />
      <Kpi
        title={t('realised.realised')}
        amount={props.totals.realised}
        foot={t('realised.stillPaidShort', {
          gap: fmt.compactMoney(cad(props.totals.realised) - cad(props.totals.plannedToDate)),
          still: fmt.compactMoney(Number(props.totals.stillPaidCad)),
        })}
      />
      <Kpi
        title={t('realised.validated')}
        amount={props.totals.validated}
        foot={t('realised.headline', { amount: fmt.compactMoney(cad(props.totals.headline)) })}
      />
      <div class="kpi">
        <h2>{t('realised.forecastP50')}</h2>
        <p class="big">
          <Show when={forecast()} fallback={<span class="mut">{t('ui.unknown')}</span>}>
            {(one) => <>{fmt.compactMoney(one().p50)}</>}
          </Show>
        </p>
        <p class="foot">
          <Show when={forecast()} fallback={t('realised.noPlan')}>
            {(one) => (
              <>
                {t('realised.forecastRange', { p10: fmt.compactMoney(one().p10), p90: fmt.compactMoney(one().p90) })}{' '}
                {classWords(one())}
              </>
            )}
          </Show>
        </p>
      </div>
    </section>
  )
}

/** Grades side by side, with their amounts: an index alone would hide them. */
function Grades(props: { readonly totals: RealisedPortfolio['totals'] }) {
  return (
    <ul class="rl-grades" aria-label={t('realised.byGrade')}>
      <For each={props.totals.byGrade}>
        {({ cad, grade }) => (
          <li>
            <span class="gr">{grade}</span> {fmt.compactMoney(Number(cad))}
          </li>
        )}
      </For>
    </ul>
  )
}

/** What stands above the register: figures, curve, bridge. As known now or on a past day. */
export function RealisedPanels(props: { readonly asKnown?: string | undefined; readonly body?: string | undefined }) {
  const load = createLoad(() => realisedPortfolioPath(props), realisedPortfolio)
  return (
    <Shown load={load}>
      {(it) => (
        <>
          <RealisedKpis totals={it().totals} />
          <div class="rl-two">
            <SCurvePanel curve={it().curve} forecast={it().totals.forecast} />
            <BridgePanel bridge={it().bridge} />
          </div>
          <Grades totals={it().totals} />
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
