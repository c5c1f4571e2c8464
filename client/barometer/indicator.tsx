import { For, Show } from 'solid-js'
import type { BarometerView, IndicatorView } from '#models/barometer/barometer.views.ts'
import type { IndicatorGroup } from '#models/barometer/indicator.schemas.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { indicatorWords, ratioWords, reasonWords, stateOf } from './indicator-words.ts'

/** Shape, word, colour; nothing for a figure that has no good side. */
export function IndicatorState(props: { indicator: IndicatorView }) {
  return (
    <Show when={stateOf(props.indicator)}>
      {(state) => <StatusMark tone={state().tone}>{t(state().text)}</StatusMark>}
    </Show>
  )
}

/** Why there is no value, in words. */
export function Missing(props: { indicator: IndicatorView }) {
  return (
    <Show when={props.indicator.value === null}>
      {props.indicator.status === 'suppressed'
        ? t('barometer.suppressedWhy')
        : t('barometer.unknownWhy', { reasons: fmt.list(props.indicator.reasons.map(reasonWords)) })}
    </Show>
  )
}

/** What it takes to check a figure, one click away: rule, formula and its version, rule of the colour, denominator, date, source. */
export function Proof(props: { indicator: IndicatorView }) {
  return (
    <details class="alt proof">
      <summary>
        {t('barometer.proof')}
        <span class="vh"> : {said(props.indicator.label)}</span>
      </summary>
      <dl>
        <dt>{t('barometer.rule')}</dt>
        <dd>{said(props.indicator.rule)}</dd>
        <dt>{t('barometer.formula')}</dt>
        <dd>
          {said(props.indicator.formulaWords)}{' '}
          <span class="mut">{t('barometer.formulaVersion', { version: props.indicator.formulaVersion })}</span>
        </dd>
        <Show when={props.indicator.denominator !== null}>
          <dt>{t('barometer.denominator')}</dt>
          <dd>{ratioWords(props.indicator)}</dd>
        </Show>
        <Show when={props.indicator.colourRule}>
          {(rule) => (
            <>
              <dt>{t('barometer.colour')}</dt>
              <dd>{said(rule())}</dd>
            </>
          )}
        </Show>
        <Show when={props.indicator.target}>
          {(target) => (
            <>
              <dt>{t('barometer.targetTerm')}</dt>
              <dd>{said(target().label)}</dd>
            </>
          )}
        </Show>
        <dt>{t('barometer.date')}</dt>
        <dd>{props.indicator.date === null ? unknownMark : fmt.date(props.indicator.date)}</dd>
        <dt>{t('barometer.source')}</dt>
        <dd>
          {said(props.indicator.source)}. {said(props.indicator.owner)}.
        </dd>
      </dl>
    </details>
  )
}

const groupText: Readonly<Record<IndicatorGroup, TextKey>> = {
  centres: 'barometer.groupCentres',
  decisions: 'barometer.groupDecisions',
  bodies: 'barometer.groupBodies',
  classification: 'barometer.groupClassification',
  privacy: 'barometer.groupPrivacy',
  sovereignty: 'barometer.groupSovereignty',
  exemptions: 'barometer.groupExemptions',
  benefits: 'barometer.groupBenefits',
  programme: 'barometer.groupProgramme',
  health: 'barometer.groupHealth',
  strategy: 'barometer.groupStrategy',
}
/** In the order in which the groups first come. */
const groupsOf = (indicators: readonly IndicatorView[]) => [...Map.groupBy(indicators, ({ group }) => group)]

/** Every indicator in one table, by what it speaks of: value, state, denominator, date, and what proves it. */
export function IndicatorTable(props: { view: BarometerView }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('barometer.all') })}>
      <table class="tbl org plain all">
        <caption class="vh">{t('barometer.all')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('barometer.indicator')}</th>
            <th scope="col" class="num">
              {t('barometer.value')}
            </th>
            <th scope="col">{t('barometer.state')}</th>
            <th scope="col">{t('barometer.denominator')}</th>
            <th scope="col">{t('barometer.date')}</th>
          </tr>
        </thead>
        <For each={groupsOf(props.view.indicators)}>
          {([group, indicators]) => (
            <tbody>
              <tr class="group">
                <th scope="rowgroup" colspan={5}>
                  {t(groupText[group])}
                </th>
              </tr>
              <For each={indicators}>
                {(indicator) => (
                  <tr>
                    <th scope="row">
                      <div class="named">
                        {said(indicator.label)}
                        <Proof indicator={indicator} />
                      </div>
                    </th>
                    <td class="num">{indicatorWords(indicator)}</td>
                    <td>
                      <IndicatorState indicator={indicator} />{' '}
                      <span class="why">
                        <Missing indicator={indicator} />
                      </span>
                    </td>
                    <td>{ratioWords(indicator)}</td>
                    <td class="nb">
                      {indicator.date === null ? unknownMark : fmt.date(indicator.date)}
                      <span class="mut"> {t('barometer.formulaVersion', { version: indicator.formulaVersion })}</span>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          )}
        </For>
      </table>
    </ScrollRegion>
  )
}
