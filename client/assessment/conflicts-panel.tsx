import { For, Show } from 'solid-js'
import type { ConflictFact, ConflictRule, Conflicts } from '#models/rules/conflicts.ts'
import type { WorkloadConflicts } from '#models/rules/explanation.views.ts'
import { workloadConflicts } from '#client/api/explanations.ts'
import { createLoad } from '#client/api/load.ts'
import { workloadPath } from '#client/api/workload.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ChangeSteps } from './change-steps.tsx'
import { factValue, provenanceWord } from './explanation-words.ts'
import './explanation.css'

const namesShown = 4

type Names = (options: readonly string[]) => string

function FactOfConflict(props: { fact: ConflictFact; rule: ConflictRule; names: Names }) {
  return (
    <li>
      {t('assessment.factIs', { label: said(props.fact.label) })} <b>{factValue(props.fact)}</b>
      <Show when={props.fact.because}>{(because) => <> ({said(because())})</>}</Show>
      <Show when={props.fact.provenance}>
        {(provenance) => <span class="mut">, {provenanceWord(provenance())}</span>}
      </Show>
      <Show when={props.fact.options.length < props.rule.closes.length}>
        <span class="mut"> {t('assessment.onOptions', { names: props.names(props.fact.options) })}</span>
      </Show>
    </li>
  )
}

function RuleOfConflict(props: { rule: ConflictRule; names: Names }) {
  const forbids = () => props.rule.closes.some(({ result }) => result === 'forbid')
  return (
    <li>
      <p>
        <StatusMark tone={forbids() ? 'bad' : 'none'}>
          {t(forbids() ? 'assessment.cellForbid' : 'assessment.cellUndetermined')}
        </StatusMark>{' '}
        <b class="mono">{props.rule.id}</b> <ForceTag force={props.rule.force} evidence={props.rule.status} />
      </p>
      <p>{said(props.rule.text)}</p>
      <p class="mut">
        {t('assessment.ruleCloses', { count: props.rule.closes.length })}
        <Show when={props.rule.alone.length < props.rule.closes.length}>
          {' '}
          {t('assessment.ruleClosesAlone', { names: props.names(props.rule.alone) })}
        </Show>
      </p>
      <ul class="plain">
        <For each={props.rule.facts}>
          {(fact) => <FactOfConflict fact={fact} rule={props.rule} names={props.names} />}
        </For>
      </ul>
    </li>
  )
}

type Found = Extract<Conflicts, { kind: 'conflicts' }>

function setsIn(conflicts: Conflicts): Found | undefined {
  return conflicts.kind === 'conflicts' ? conflicts : undefined
}

function Sets(props: { conflicts: Found; names: Names }) {
  return (
    <>
      <For each={props.conflicts.sets}>
        {(set) => (
          <div class="cfl">
            <h3>{t('assessment.conflictSet', { count: set.rules.length })}</h3>
            <ul>
              <For each={set.rules}>{(rule) => <RuleOfConflict rule={rule} names={props.names} />}</For>
            </ul>
          </div>
        )}
      </For>
      <Show when={!props.conflicts.isComplete}>
        <p class="panel-b sm mut">{t('assessment.moreConflicts', { count: props.conflicts.sets.length })}</p>
      </Show>
    </>
  )
}

function Nearest(props: { nearest: NonNullable<WorkloadConflicts['nearest']>; names: Names; owner: string | null }) {
  return (
    <div class="opn">
      <h3>{t('assessment.nearest', { option: props.names([props.nearest.option]) })}</h3>
      <ChangeSteps steps={props.nearest.change.steps} owner={props.owner} />
    </div>
  )
}

/** When nothing is open: the fewest rules and facts that close everything, and the option that the least would open. */
export function ConflictsPanel(props: { code: string; owner: string | null }) {
  const load = createLoad(() => `${workloadPath(props.code)}/conflicts`, workloadConflicts)
  const names: Names = (options) => {
    const known = load.value()?.options ?? []
    const all = known.filter(({ option }) => options.includes(option)).map(({ label }) => said(label))
    return all.length > namesShown
      ? `${all.slice(0, namesShown).join(', ')} +${all.length - namesShown}`
      : all.join(', ')
  }
  return (
    <Panel flush title={t('assessment.conflicts')} note={t('assessment.conflictsNote')}>
      <Shown load={load}>
        {(its) => (
          <>
            <Show when={setsIn(its().conflicts)}>{(found) => <Sets conflicts={found()} names={names} />}</Show>
            <Show when={its().nearest}>
              {(nearest) => <Nearest nearest={nearest()} names={names} owner={props.owner} />}
            </Show>
          </>
        )}
      </Shown>
    </Panel>
  )
}
