import { For } from 'solid-js'
import type { Recommendation, StrategyRuleOutcome } from '#models/strategies/seven-r.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { factWords, resultText, resultTone } from './strategy-words.ts'

function RuleRow(props: { rule: StrategyRuleOutcome }) {
  return (
    <tr classList={{ cur: props.rule.result === 'decides' }}>
      <th scope="row">
        {said(props.rule.reason)}
        <br />
        <small class="mut">
          <span class="mono">{props.rule.id}</span>, {props.rule.source}
        </small>
      </th>
      <td class="nb">{strategyWord(props.rule.strategy)}</td>
      <td class="nb">
        <StatusMark tone={resultTone[props.rule.result]}>{t(resultText[props.rule.result])}</StatusMark>
      </td>
      <td>
        <ul class="sg-facts">
          <For each={props.rule.facts}>
            {(use) => (
              <li classList={{ mut: use.said === null }} title={use.source === null ? '' : said(use.source)}>
                {factWords(use)}
              </li>
            )}
          </For>
        </ul>
      </td>
    </tr>
  )
}

/** Every rule with what it came to and the facts it rests on, the deciding one first. */
export function RuleTrace(props: { recommendation: Recommendation }) {
  return (
    <details class="alt">
      <summary>{t('strategies.traceShow', { count: props.recommendation.trace.length })}</summary>
      <ScrollRegion label={t('workload.scrolling', { name: t('strategies.trace') })}>
        <table class="tbl sg-trace">
          <caption class="vh">{t('strategies.trace')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('strategies.rule')}</th>
              <th scope="col">{t('strategies.strategy')}</th>
              <th scope="col">{t('strategies.result')}</th>
              <th scope="col">{t('strategies.facts')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.recommendation.trace}>{(rule) => <RuleRow rule={rule} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
