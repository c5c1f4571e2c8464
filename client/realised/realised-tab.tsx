import { For, Show } from 'solid-js'
import type { AmountView, RealisedBenefit, RealisedMonthView } from '#models/realised/realised.views.ts'
import { createLoad } from '#client/api/load.ts'
import { realisedWorkload, realisedWorkloadPath } from '#client/api/realised.ts'
import { EvidenceList } from '#client/claims/evidence-list.tsx'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BridgePanel } from './bridge-panel.tsx'
import { RealisedBars } from './realised-bars.tsx'
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

function MonthRow(props: { month: RealisedMonthView }) {
  const of = (name: string) => `${name}, ${props.month.month}`
  const plain = (cad: string | null) => (cad === null ? <span class="mut">{t('ui.unknown')}</span> : fmt.money(cad))
  return (
    <tr>
      <th scope="row">{props.month.month}</th>
      <td>
        <StatusMark tone={stateTone[props.month.state]}>{t(stateText[props.month.state])}</StatusMark>
      </td>
      <td class="num">{plain(props.month.promisedCad)}</td>
      <td class="num">{plain(props.month.plannedCad)}</td>
      <td class="num">
        <Amount amount={props.month.baseline} label={of(t('realised.adjusted'))} />
      </td>
      <td class="num">
        <Amount amount={props.month.actual} label={of(t('realised.measured'))} />
        <Show when={Number(props.month.stillPaidCad) !== 0}>
          <small class="mut rl-still">{t('realised.stillPaid', { amount: fmt.money(props.month.stillPaidCad) })}</small>
        </Show>
        <Show when={Number(props.month.elsewhereCad) !== 0}>
          <small class="mut rl-still">{t('realised.elsewhere', { amount: fmt.money(props.month.elsewhereCad) })}</small>
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
function MonthTable(props: { benefit: RealisedBenefit }) {
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
        <table class="tbl">
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
            <For each={props.benefit.months.toReversed()}>{(month) => <MonthRow month={month} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

function BenefitRealised(props: { benefit: RealisedBenefit }) {
  const status = () => props.benefit.status
  return (
    <>
      <div class="rl-two">
        <Panel title={said(status().title)} note={status().benefit}>
          <RealisedBars bars={props.benefit.bars} />
          <Show when={props.benefit.interval}>
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
            <Note tone="warn">{t('realised.stillPaidNote', { amount: fmt.money(status().stillPaidCad) })}</Note>
          </Show>
          <Show when={props.benefit.model.refused.length > 0}>
            <p class="hint">{t('realised.refused', { why: reasonsText(props.benefit.model.refused) })}</p>
          </Show>
          <CrossCheck benefit={props.benefit} />
        </Panel>
        <BridgePanel bridge={props.benefit.bridge} />
      </div>
      <SCurvePanel curve={props.benefit.curve} forecast={status().forecast} />
      <MonthTable benefit={props.benefit} />
    </>
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

/** Tab of a workload: what was promised of it, what it would have cost, what it cost, what it saved. */
export function RealisedTab(props: { code: string }) {
  const load = createLoad(() => realisedWorkloadPath(props.code), realisedWorkload)
  return (
    <>
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
