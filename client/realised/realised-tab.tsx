import { For, Show } from 'solid-js'
import { useSearchParams } from '@solidjs/router'
import type { RealisedTerm } from '#models/realised/realised-figure.ts'
import type { AmountView, RealisedBenefit, RealisedMonthView } from '#models/realised/realised.views.ts'
import { createLoad } from '#client/api/load.ts'
import { realisedWorkload, realisedWorkloadPath } from '#client/api/realised.ts'
import { EvidenceList } from '#client/claims/evidence-list.tsx'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { AsKnownSlider } from '#client/ui/as-known-slider.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { Sentence } from '#client/ui/sentence.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BridgePanel } from './bridge-panel.tsx'
import { RealisedBars } from './realised-bars.tsx'
import { type OpeningOf, openingId } from './opening.ts'
import { amountText, reasonsText, stateText, stateTone } from './realised-words.ts'
import { SCurvePanel } from './s-curve-panel.tsx'
import './realised.css'

/** An amount that opens; a reason in a line of its own when there is none. */
function Amount(props: { amount: AmountView; label: string }) {
  return (
    <Show when={props.amount.kind === 'known'} fallback={<span class="mut sm">{amountText(props.amount)}</span>}>
      <Figure id={props.amount.figure} label={props.label}>
        {amountText(props.amount)}
      </Figure>
    </Show>
  )
}

function MonthRow(props: { month: RealisedMonthView; of: OpeningOf }) {
  const of = (name: string) => `${name}, ${props.month.month}`
  const opened = (cad: string, term: RealisedTerm, name: string) => (
    <Figure id={openingId(props.of, term, props.month.month)} label={of(name)}>
      {fmt.money(cad)}
    </Figure>
  )
  const plan = (cad: string | null, term: 'promised' | 'plan', name: string) =>
    cad === null ? <span class="mut">{t('ui.unknown')}</span> : opened(cad, term, name)
  return (
    <tr>
      <th scope="row">{props.month.month}</th>
      <td>
        <StatusMark tone={stateTone[props.month.state]}>{t(stateText[props.month.state])}</StatusMark>
      </td>
      <td class="num">{plan(props.month.promisedCad, 'promised', t('realised.promisedV1'))}</td>
      <td class="num">{plan(props.month.plannedCad, 'plan', t('realised.plan'))}</td>
      <td class="num">
        <Amount amount={props.month.baseline} label={of(t('realised.adjusted'))} />
      </td>
      <td class="num">
        <Amount amount={props.month.actual} label={of(t('realised.measured'))} />
        <Show when={Number(props.month.stillPaidCad) !== 0}>
          <small class="mut rl-still">
            <Sentence
              text="realised.stillPaid"
              parts={{ amount: () => opened(props.month.stillPaidCad, 'still-paid', t('realised.stillPaidLabel')) }}
            />
          </small>
        </Show>
        <Show when={Number(props.month.elsewhereCad) !== 0}>
          <small class="mut rl-still">
            <Sentence
              text="realised.elsewhere"
              parts={{ amount: () => opened(props.month.elsewhereCad, 'elsewhere', t('realised.elsewhereLabel')) }}
            />
          </small>
        </Show>
      </td>
      <td class="num">
        <b>
          <Amount amount={props.month.realised} label={of(t('realised.realised'))} />
        </b>
      </td>
      <td class="num">
        <Amount amount={props.month.ledgerView} label={of(t('realised.ledgerView'))} />
      </td>
      <td class="num">
        <Amount amount={props.month.avoidedView} label={of(t('realised.avoidedView'))} />
      </td>
    </tr>
  )
}

/** Every month: promise, plan, adjusted baseline, cost, realised, and the two views side by side. */
function MonthTable(props: { benefit: RealisedBenefit; of: OpeningOf }) {
  const columns = [
    'realised.month',
    'realised.state',
    'realised.promisedV1',
    'realised.plan',
    'realised.adjusted',
    'realised.measured',
    'realised.realised',
    'realised.ledgerView',
    'realised.avoidedView',
  ] as const
  return (
    <Panel flush title={t('realised.months')} note={t('realised.monthsNote')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('realised.months') })}>
        <table class="tbl rl-months">
          <caption class="vh">{t('realised.months')}</caption>
          <thead>
            <tr>
              <For each={columns}>
                {(column, at) => (
                  <th scope="col" classList={{ num: at() > 1 }}>
                    {t(column)}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.benefit.months.toReversed()}>{(month) => <MonthRow month={month} of={props.of} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

function BenefitRealised(props: { benefit: RealisedBenefit }) {
  const status = () => props.benefit.status
  const of = () => ({ scope: status().benefit, asKnown: props.benefit.asKnown })
  return (
    <>
      <div class="rl-two">
        <Panel title={said(status().title)} note={status().benefit}>
          <RealisedBars bars={props.benefit.bars} of={of()} />
          <div class="rl-said">
            <Show when={props.benefit.interval} fallback={<NoInterval benefit={props.benefit} />}>
              {(interval) => (
                <p class="hint">
                  {t('realised.interval', { low: fmt.money(interval().lowCad), high: fmt.money(interval().highCad) })}
                </p>
              )}
            </Show>
            <Show when={Number(status().provisionalCad) !== 0}>
              <p class="hint">{t('realised.provisional', { amount: fmt.money(status().provisionalCad) })}</p>
            </Show>
            <Show when={Number(status().stillPaidCad) !== 0}>
              <Note tone="warn">
                <Sentence
                  text="realised.stillPaidNote"
                  parts={{
                    amount: () => (
                      <Figure id={openingId(of(), 'still-paid')} label={t('realised.stillPaidLabel')}>
                        {fmt.money(status().stillPaidCad)}
                      </Figure>
                    ),
                  }}
                />
              </Note>
            </Show>
            <Show when={props.benefit.model.refused.length > 0}>
              <p class="hint">{t('realised.refused', { why: reasonsText(props.benefit.model.refused) })}</p>
            </Show>
            <CrossCheck benefit={props.benefit} />
          </div>
        </Panel>
        <BridgePanel bridge={props.benefit.bridge} of={of()} />
      </div>
      <SCurvePanel curve={props.benefit.curve} of={of()} forecast={status().forecast} />
      <MonthTable benefit={props.benefit} of={of()} />
    </>
  )
}

/** A baseline that was not fitted has no interval: said once there is something to have an interval of. */
function NoInterval(props: { benefit: RealisedBenefit }) {
  return (
    <Show when={props.benefit.bars.months > 0}>
      <p class="hint">{t('realised.noInterval')}</p>
    </Show>
  )
}

function CrossCheck(props: { benefit: RealisedBenefit }) {
  const known = () => (props.benefit.crossCheck.kind === 'known' ? props.benefit.crossCheck : undefined)
  return (
    <Show
      when={known()}
      fallback={
        <p class="hint">
          {t('realised.crossCheckNone', {
            why: reasonsText(props.benefit.crossCheck.kind === 'unknown' ? props.benefit.crossCheck.reasons : []),
          })}
        </p>
      }
    >
      {(check) => (
        <p class="hint">
          {t(check().disagrees ? 'realised.crossCheckDisagrees' : 'realised.crossCheck', {
            effect: fmt.money(-check().effectCadPerMonth),
            half: fmt.money(check().halfWidthCadPerMonth),
            realised: fmt.money(check().realisedCadPerMonth),
          })}
        </p>
      )}
    </Show>
  )
}

/** Tab of a workload: what was promised of it, what it would have cost, what it cost, what it saved, as known now or on a past day. */
export function RealisedTab(props: { code: string }) {
  const [params, setParams] = useSearchParams<{ connu?: string }>()
  const load = createLoad(() => realisedWorkloadPath(props.code, params.connu), realisedWorkload)
  return (
    <>
      <AsKnownSlider day={params.connu} onDay={(connu) => setParams({ connu }, { replace: true, scroll: false })} />
      <Shown load={load}>
        {(it) => (
          <Show
            when={it().benefits.length > 0}
            fallback={<Empty title={t('realised.noBenefit')}>{t('realised.noBenefitText')}</Empty>}
          >
            <For each={it().benefits}>{(benefit) => <BenefitRealised benefit={benefit} />}</For>
          </Show>
        )}
      </Shown>
      <Panel title={t('claims.proofs')}>
        <EvidenceList subject={props.code} empty={t('claims.proofsNone')} />
      </Panel>
    </>
  )
}
