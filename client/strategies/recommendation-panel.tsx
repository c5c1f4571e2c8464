import { createSignal, For, Show } from 'solid-js'
import type { CounterExample, FactChange } from '#models/strategies/counter-examples.ts'
import type { StrategyView } from '#models/strategies/strategies.views.ts'
import { may } from '#client/api/access.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confidence } from '#client/ui/confidence.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import { RuleTrace } from './rule-trace.tsx'
import { factWords } from './strategy-words.ts'

const questionsShown = 5
const examplesShown = 4

function Standing(props: { view: StrategyView }) {
  const deciding = () => props.view.recommendation.trace[0]
  return (
    <div class="sg-now">
      <p class="sg-word">{strategyWord(props.view.strategy)}</p>
      <div class="stack">
        <p class="row-w">
          <Show when={props.view.override} fallback={<StatusMark tone="ok">{t('strategies.computed')}</StatusMark>}>
            <StatusMark tone="warn">{t('strategies.kept')}</StatusMark>
          </Show>
          <Figure id={() => props.view.confidence} label={t('strategies.confidence')}>
            <Confidence value={props.view.recommendation.confidence} />
          </Figure>
          <span class="sm mut">{t('strategies.confidenceWhy')}</span>
        </p>
        <Show when={props.view.override}>
          {(own) => (
            <p>
              {t('strategies.keptInstead', {
                computed: strategyWord(own().computed),
                user: own().statedBy,
                date: fmt.date(own().recordedAt),
                reason: own().reason,
              })}{' '}
              <Show when={own().computed !== props.view.recommendation.strategy}>
                {t('strategies.noLonger', { computed: strategyWord(props.view.recommendation.strategy) })}
              </Show>
            </p>
          )}
        </Show>
        <Show when={deciding()}>
          {(rule) => (
            <p>
              {said(rule().reason)}{' '}
              <span class="sm mut">
                <span class="mono">{rule().id}</span>, {rule().source}
              </span>
            </p>
          )}
        </Show>
        <Show when={(deciding()?.facts.length ?? 0) > 0}>
          <ul class="sg-facts sm">
            <For each={deciding()?.facts}>
              {(use) => (
                <li>
                  {factWords(use)}
                  <Show when={use.source}>{(source) => <span class="mut"> ({said(source())})</span>}</Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </div>
  )
}

function Questions(props: { view: StrategyView }) {
  const questions = () => props.view.recommendation.questions.slice(0, questionsShown)
  return (
    <section aria-label={t('strategies.ask')}>
      <h3 class="sg-h">
        {t('strategies.ask')} <span class="mut sm">{t('strategies.askNote')}</span>
      </h3>
      <Show when={questions().length > 0} fallback={<p class="mut">{t('strategies.askNone')}</p>}>
        <ol class="sg-ask">
          <For each={questions()}>
            {(question) => (
              <li>
                <span>{said(question.question)}</span>
                <span class="sg-bar" aria-hidden="true">
                  <i style={{ width: `${100 * question.share}%` }} />
                </span>
                <b>{fmt.percent(100 * question.share, 0)}</b>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  )
}

function changeWords(change: FactChange): string {
  const words = { label: said(change.label), value: said(change.said) }
  if (change.kind === 'establish') return t('strategies.establishAs', words)
  const told = t('strategies.changeTo', { ...words, today: change.today === null ? '' : said(change.today) })
  return change.by === null ? told : `${told}, ${t('strategies.changeBy', { by: fmt.difference(change.by, 0) })}`
}

function Otherwise(props: { examples: readonly CounterExample[] }) {
  const nearest = () => props.examples[0]?.changes.length
  return (
    <section aria-label={t('strategies.otherwise')}>
      <h3 class="sg-h">
        {t('strategies.otherwise')}{' '}
        <Show when={nearest()}>
          {(count) => <span class="mut sm">{t('strategies.distance', { count: count() })}</span>}
        </Show>
      </h3>
      <Show when={props.examples.length > 0} fallback={<p class="mut">{t('strategies.otherwiseNone')}</p>}>
        <dl class="sg-other">
          <For each={props.examples.slice(0, examplesShown)}>
            {(one) => (
              <>
                <dt>{t('strategies.wouldBe', { strategy: strategyWord(one.strategy) })}</dt>
                <For each={one.changes}>{(change) => <dd>{changeWords(change)}</dd>}</For>
              </>
            )}
          </For>
        </dl>
      </Show>
    </section>
  )
}

/** The strategy of a workload: which, why, how sure, what to establish, and what would make it another. */
export function RecommendationPanel(props: { view: StrategyView; onChanged: (view: StrategyView) => void }) {
  const [open, setOpen] = createSignal<'none' | 'override' | 'withdraw'>('none')
  return (
    <Panel
      title={t('strategies.title')}
      note={t('strategies.ruleSet', { ...props.view.recommendation.rules })}
      end={
        <Show when={may('strategies.override')}>
          <Show when={props.view.override !== null}>
            <Button small onClick={() => setOpen('withdraw')}>
              {t('strategies.withdraw')}
            </Button>
          </Show>
          <Button small icon="pen" onClick={() => setOpen('override')}>
            {t('strategies.override')}
          </Button>
        </Show>
      }
    >
      <div class="stack">
        <Standing view={props.view} />
        <div class="sg-two">
          <Questions view={props.view} />
          <Otherwise examples={props.view.counterExamples} />
        </div>
        <RuleTrace recommendation={props.view.recommendation} />
      </div>
      <Show when={open() !== 'none'}>
        <OverrideDialog
          view={props.view}
          isWithdrawal={open() === 'withdraw'}
          onClose={() => setOpen('none')}
          onDone={(view) => {
            setOpen('none')
            props.onChanged(view)
          }}
        />
      </Show>
    </Panel>
  )
}
