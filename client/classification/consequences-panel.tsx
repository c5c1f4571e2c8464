import { For, Show } from 'solid-js'
import type { ConsequencesView, CostChangeGap, WorkloadConsequences } from '#models/classification/consequences.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import { createLoad, type Load } from '#client/api/load.ts'
import { hostingOptions, hostingOptionsPath } from '#client/api/rules.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { VerdictMark, verdictWord } from '#client/ui/verdict-mark.tsx'

const gapText: Readonly<Record<CostChangeGap, TextKey>> = {
  'no-open-option': 'classification.noOpenAfter',
  'no-open-option-before': 'classification.noOpenBefore',
  'no-price': 'classification.noPrice',
  'no-price-before': 'classification.noPriceBefore',
}

const all = (effects: ConsequencesView, side: 'gained' | 'lost') =>
  effects.workloads.reduce((sum, one) => sum + one[side].length, 0)

/** The consequence in one sentence, said before the act. */
export function consequenceSentence(effects: ConsequencesView): string {
  const sentence = t('classification.consequence', { gained: all(effects, 'gained'), lost: all(effects, 'lost') })
  const others = effects.workloads.length - 1
  return others > 0 ? `${sentence} ${t('classification.consequenceOthers', { count: others })}` : sentence
}

type NameOf = (option: string) => string

function CostChange(props: { effects: ConsequencesView }) {
  const cost = () => (props.effects.costChangeCad.kind === 'known' ? props.effects.costChangeCad.value : undefined)
  const why = () => {
    const change = props.effects.costChangeCad
    return change.kind === 'unknown' ? change.reasons.map((reason) => t(gapText[reason])).join(' ') : ''
  }
  return (
    <Show
      when={cost()}
      fallback={
        <>
          <b>–</b>
          {t('classification.costChangeUnknown')} {why()}
        </>
      }
    >
      {(value) => (
        <>
          <b>
            <Figure id={props.effects.figure} label={t('classification.costChangeLabel')}>
              {fmt.moneyDifference(value().p50)}
            </Figure>
          </b>
          {t('classification.costChangeRange', {
            p10: fmt.moneyDifference(value().p10),
            p90: fmt.moneyDifference(value().p90),
          })}
          <Show when={value().uncounted > 0}> {t('classification.uncounted', { count: value().uncounted })}</Show>
        </>
      )}
    </Show>
  )
}

/** The shape tells a requirement from a measure; one word is enough beside it. */
function State(props: { verdict: Verdict }) {
  const isConditional = () => props.verdict === 'require' || props.verdict === 'allow-with-mitigation'
  return (
    <VerdictMark
      verdict={props.verdict}
      words={isConditional() ? t('classification.conditional') : verdictWord(props.verdict)}
    />
  )
}

/** Options whose state changes, closed ones first; the others are counted. */
function Moves(props: { one: WorkloadConsequences; name: NameOf }) {
  const moved = () =>
    props.one.options
      .filter((option) => option.before !== option.after)
      .toSorted((a, b) => Number(props.one.lost.includes(b.option)) - Number(props.one.lost.includes(a.option)))
  const same = () => props.one.options.length - moved().length
  return (
    <>
      <ul class="mv">
        <For each={moved()}>
          {(option) => (
            <li>
              <span>{props.name(option.option)}</span>
              <State verdict={option.before} />
              <Icon name="right" small />
              <State verdict={option.after} />
            </li>
          )}
        </For>
      </ul>
      <p class="mut mv-n">
        {moved().length === 0 ? t('classification.nothingMoves') : t('classification.unmoved', { count: same() })}
      </p>
    </>
  )
}

function Dependant(props: { one: WorkloadConsequences }) {
  return (
    <li>
      <a href={`/charges/${encodeURIComponent(props.one.workload)}`}>{props.one.name}</a>{' '}
      <span class="mono sm mut">{props.one.workload}</span>
      <br />
      <span class="sm">
        {t('classification.dependantMoves', { gained: props.one.gained.length, lost: props.one.lost.length })}{' '}
        <span class="mut">{t('classification.by', { path: props.one.path.join(' → ') })}</span>
      </span>
    </li>
  )
}

/** What a change of classification brings, before anyone signs: options, cost with its range, dependants, promises. */
export function ConsequencesPanel(props: { load: Load<ConsequencesView>; title: string }) {
  const options = createLoad(() => hostingOptionsPath, hostingOptions)
  const name: NameOf = (id) => {
    const option = options.value()?.find((one) => one.id === id)
    return option === undefined ? id : said(option.label)
  }
  return (
    <Panel flush title={props.title}>
      <Shown load={props.load}>
        {(effects) => {
          const own = () => effects().workloads[0]
          const dependants = () => effects().workloads.slice(1)
          const promises = () => effects().workloads.flatMap((one) => (one.promise === null ? [] : [one]))
          return (
            <>
              <div class="imp">
                <div>
                  <b>{fmt.difference(-all(effects(), 'lost'), 0)}</b>
                  {t('classification.lost', { count: all(effects(), 'lost') })}
                </div>
                <div>
                  <b>{fmt.difference(all(effects(), 'gained'), 0)}</b>
                  {t('classification.gained', { count: all(effects(), 'gained') })}
                </div>
                <div>
                  <CostChange effects={effects()} />
                </div>
              </div>
              <div class="moves">
                <Show when={own()}>{(one) => <Moves one={one()} name={name} />}</Show>
                <Show when={promises().length > 0}>
                  <Note tone="warn">
                    <b>{t('classification.promisesTouched', { count: promises().length })}</b>
                    <ul class="plain">
                      <For each={promises()}>
                        {(one) => (
                          <li>
                            {t('classification.promiseTouched', {
                              benefit: one.promise?.benefit ?? t('classification.noPromise'),
                              workload: one.workload,
                              option: name(one.promise?.option ?? ''),
                            })}
                            <Show when={one.promise?.promisedCad}>
                              {(amount) => <> {fmt.money(Number(amount()))}</>}
                            </Show>
                          </li>
                        )}
                      </For>
                    </ul>
                  </Note>
                </Show>
                <Show when={effects().waves.length > 0}>
                  <h3>{t('classification.wavesTouched', { count: effects().waves.length })}</h3>
                  <ul class="plain dep-l">
                    <For each={effects().waves}>
                      {({ workload, wave }) => (
                        <li>
                          <a href={`/vagues?vague=${encodeURIComponent(wave.code)}`}>
                            {t('waves.waveOf', { code: wave.code })}
                          </a>
                          {t('classification.waveTouched', { date: wave.dates.cutsOverOn, workload })}
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
                <Show when={dependants().length > 0}>
                  <h3>{t('classification.dependants', { count: dependants().length })}</h3>
                  <ul class="plain dep-l">
                    <For each={dependants()}>{(one) => <Dependant one={one} />}</For>
                  </ul>
                </Show>
              </div>
            </>
          )
        }}
      </Shown>
    </Panel>
  )
}
