import { createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js'
import type { OptionExplanation } from '#models/rules/explanation.views.ts'
import type { SmallestChange } from '#models/rules/smallest-change.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ChangeSteps } from './change-steps.tsx'
import type { Explanation } from './explanation.ts'
import './explanation.css'

function Changes(props: { change: Extract<SmallestChange, { kind: 'changes' }>; owner: string | null }) {
  const [isMore, setMore] = createSignal(false)
  const others = () => props.change.sets.slice(1)
  return (
    <>
      <Show when={props.change.sets[0]}>{(first) => <ChangeSteps steps={first().steps} owner={props.owner} />}</Show>
      <Show when={others().length > 0}>
        <Button small kind="quiet" expanded={isMore()} onClick={() => setMore(!isMore())}>
          {t('assessment.otherWays', { count: others().length })}
        </Button>
        <Show when={isMore()}>
          <For each={others()}>
            {(set, i) => (
              <div class="opn-or">
                <h4>{t('assessment.otherWay', { number: i() + 2 })}</h4>
                <ChangeSteps steps={set.steps} owner={props.owner} />
              </div>
            )}
          </For>
        </Show>
      </Show>
      <Show when={!props.change.isComplete}>
        <p class="mut">{t('assessment.moreWays')}</p>
      </Show>
    </>
  )
}

function Stated(props: { stated: OptionExplanation['stated'] }) {
  return (
    <p class="mut opn-src">
      <Show when={props.stated.classification} fallback={t('assessment.statedNothing')}>
        {(its) =>
          t('assessment.statedBy', {
            version: its().version,
            proposer: its().proposedBy,
            approver: its().approvedBy ?? '–',
            date: fmt.date(its().approvedAt ?? its().proposedAt),
          })
        }
      </Show>{' '}
      {t('assessment.statedOption', { source: props.stated.option.source })}
      <Show when={props.stated.option.fictitious}> {t('assessment.statedFictitious')}</Show>
    </p>
  )
}

function Body(props: { explanation: OptionExplanation; owner: string | null }) {
  return (
    <>
      <Switch>
        <Match
          when={props.explanation.smallestChange.kind === 'changes' ? props.explanation.smallestChange : undefined}
        >
          {(change) => <Changes change={change()} owner={props.owner} />}
        </Match>
        <Match when={props.explanation.smallestChange.kind === 'none' ? props.explanation.smallestChange : undefined}>
          {(none) => <p>{t(none().isComplete ? 'assessment.noWay' : 'assessment.noWayFound')}</p>}
        </Match>
        <Match when={props.explanation.smallestChange.kind === 'open'}>
          <p>
            <StatusMark tone="ok">{t('assessment.alreadyOpen')}</StatusMark>
          </p>
        </Match>
      </Switch>
      <Stated stated={props.explanation.stated} />
    </>
  )
}

/** What would open the chosen option, at the least; under the reasons why it is not. */
export function Opening(props: { explanation: Explanation; owner: string | null }) {
  const id = createUniqueId()
  const problem = () => {
    const state = props.explanation.state()
    return state.kind === 'problem' ? state.problem : undefined
  }
  return (
    <section
      class="opn"
      classList={{ stale: props.explanation.isStale() }}
      aria-labelledby={id}
      aria-busy={props.explanation.isStale()}
    >
      <h3 id={id}>{t('assessment.smallestChange')}</h3>
      <Show when={problem()}>
        {(it) => <ProblemNote problem={it()} onRetry={() => void props.explanation.reload()} />}
      </Show>
      <Show when={props.explanation.shown()}>{(its) => <Body explanation={its()} owner={props.owner} />}</Show>
    </section>
  )
}
