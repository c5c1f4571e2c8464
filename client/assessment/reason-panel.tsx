import { For, Show } from 'solid-js'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import type { FactUse, ObligationState, RuleOutcome } from '#models/rules/verdict.ts'
import { ExemptionAsk } from '#client/exemptions/exemption-ask.tsx'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { cellLook, resultWord } from './cell-look.ts'
import { factValue, provenanceWord } from './explanation-words.ts'
import { optionName } from './option-name.ts'
import { whomToAsk } from './whom-to-ask.ts'

const stateText: Readonly<Record<ObligationState, TextKey>> = {
  met: 'assessment.obligationMet',
  open: 'assessment.obligationOpen',
  unknown: 'assessment.obligationUnknown',
}

function FactLine(props: { fact: FactUse }) {
  return (
    <li>
      {t('assessment.factIs', { label: said(props.fact.label) })} <b>{factValue(props.fact)}</b>
      <Show when={props.fact.because}>{(because) => <> ({said(because())})</>}</Show>
      <Show when={props.fact.provenance}>
        {(provenance) => <span class="mut">, {provenanceWord(provenance())}</span>}
      </Show>
    </li>
  )
}

function ToSatisfy(props: { rule: RuleOutcome; owner: string | null }) {
  const unknownFacts = () =>
    props.rule.result === 'undetermined' ? props.rule.facts.filter((fact) => fact.value === undefined) : []
  const isOpen = () => ['open-require', 'open-mitigation', 'undetermined'].includes(props.rule.result)
  return (
    <>
      <Show when={props.rule.result === 'forbid'}>
        <p>{t('assessment.forbiddenSatisfy')}</p>
      </Show>
      <Show when={!isOpen() && props.rule.result !== 'forbid' && props.rule.obligations.length === 0}>
        <p>{t('assessment.nothingToSatisfy')}</p>
      </Show>
      <ul class="plain">
        <For each={props.rule.obligations}>
          {(obligation) => (
            <li>
              {said(obligation.label)}, <b>{t(stateText[obligation.state])}</b>
              <Show when={obligation.state === 'unknown'}>
                <br />
                {said(obligation.question)}{' '}
                <span class="mut">
                  {t('assessment.ask', {
                    who: whomToAsk({ kind: 'obligation', name: obligation.name }, props.owner),
                  })}
                </span>
              </Show>
            </li>
          )}
        </For>
        <For each={unknownFacts()}>
          {(fact) => (
            <li>
              {said(fact.question)}{' '}
              <span class="mut">
                {t('assessment.ask', { who: whomToAsk({ kind: 'fact', name: fact.name }, props.owner) })}
              </span>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}

/** Why this rule says so on this option, by which text, and what would change it. */
export function ReasonPanel(props: {
  rule: RuleOutcome
  option: OptionAssessment
  owner: string | null
  workload: string
}) {
  const tone = () => {
    const { tone: look } = cellLook(props.rule.result)
    return look === 'bad' || look === 'warn' || look === 'mit' || look === 'ok' ? look : 'none'
  }
  const isLaw = () => props.rule.force === 'law' || props.rule.force === 'decree'
  return (
    <div class="why" aria-live="polite">
      <div>
        <h3>{t('assessment.chosenCell')}</h3>
        <p>
          <b class="mono">{props.rule.id}</b>, {optionName(props.option)}
        </p>
        <p>
          <Show when={props.rule.exemption} fallback={<StatusMark tone={tone()}>{resultWord(props.rule)}</StatusMark>}>
            <span class="v">
              <Icon name="flag" />
              {resultWord(props.rule)}
            </span>
          </Show>
        </p>
      </div>
      <div>
        <h3>{t('assessment.why')}</h3>
        <p>{said(props.rule.text)}</p>
        <Show when={props.rule.facts.length > 0}>
          <ul class="plain">
            <For each={props.rule.facts}>{(fact) => <FactLine fact={fact} />}</For>
          </ul>
        </Show>
      </div>
      <div>
        <h3>{t('assessment.sourceAndForce')}</h3>
        <p>
          {fmt.text(props.rule.source)} <ForceTag force={props.rule.force} evidence={props.rule.status} />
        </p>
        <p>{t(isLaw() ? 'assessment.notLifted' : 'assessment.exemptionPossible')}</p>
        <ExemptionAsk rule={props.rule} workload={props.workload} />
      </div>
      <div>
        <h3>{t('assessment.toSatisfy')}</h3>
        <ToSatisfy rule={props.rule} owner={props.owner} />
      </div>
    </div>
  )
}
