import { createMemo, For, Show } from 'solid-js'
import type { CaseResult, CaseVariant, CaseView } from '#models/cases/case.schemas.ts'
import { costHeads } from '#models/cost/heads.ts'
import { costParts, headText, sumOf } from '#client/assessment/cost-parts.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ChartFrame } from '#client/ui/charts/chart-frame.tsx'
import { PartsLegend } from '#client/ui/charts/chart-legend.tsx'
import { type WhiskerBar, WhiskerBars } from '#client/ui/charts/whisker-bars.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { decisionName, decisionSentence, variantName } from './case-words.ts'
import { flipSentence, vendorFlipSentence } from './flip-words.ts'
import { paidOutside } from './flow-rows.ts'
import { AnnualTable } from './annual-table.tsx'
import { PerimeterPanel, PlacesPanel } from './perimeter-panel.tsx'
import { VariantsTable } from './variants-table.tsx'

function annualOf(variant: CaseVariant, side: 'asIsAnnual' | 'targetAnnual') {
  return costParts.map(({ heads, tone, text }) => ({
    amount: sumOf(variant.indicators[side], heads),
    tone,
    text: t(text),
  }))
}

function bar(name: string, parts: ReturnType<typeof annualOf>, look: WhiskerBar['look']): WhiskerBar {
  const total = parts.reduce((sum, { amount }) => sum + amount, 0)
  return {
    label: name,
    name,
    look,
    parts,
    sayings: [
      fmt.money(total),
      ...parts.flatMap(({ text, amount }) => (amount > 0 ? [`${text} ${fmt.money(amount)}`] : [])),
    ],
    total: fmt.thousands(total),
  }
}

/** What a year costs before anything moves and once everything has, by part: the same perimeter on every bar. */
function AnnualPanel(props: { result: CaseResult; resultId: string }) {
  const first = () => props.result.variants[0]
  const bars = createMemo(() => {
    const one = first()
    if (one === undefined) return []
    return [
      bar(t('cases.today'), annualOf(one, 'asIsAnnual'), 'today'),
      ...props.result.variants.map((variant) =>
        bar(
          variantName(variant),
          annualOf(variant, 'targetAnnual'),
          variant.id === props.result.decision ? 'retained' : 'open',
        ),
      ),
    ]
  })
  return (
    <ChartFrame
      title={t('cases.annual')}
      subtitle={t('cases.annualNote', { year: props.result.years[0]?.startsOn.slice(0, 4) ?? '' })}
      legend={<PartsLegend parts={costParts.map(({ text, tone }) => ({ text: t(text), tone }))} />}
      note={<AnnualTable result={props.result} resultId={props.resultId} />}
      table={{
        caption: t('cases.annual'),
        columns: [
          { text: t('cases.side') },
          ...costHeads.map((head) => ({ text: t(headText[head]), isNumeric: true })),
        ],
        rows: [
          ...props.result.variants
            .slice(0, 1)
            .map((one) => ({ name: t('cases.today'), by: one.indicators.asIsAnnual })),
          ...props.result.variants.map((one) => ({ name: variantName(one), by: one.indicators.targetAnnual })),
        ].map(({ name, by }) => [
          name,
          ...costHeads.map((head) => ({ text: fmt.thousands(by[head]), value: by[head] })),
        ]),
      }}
    >
      <WhiskerBars bars={bars()} axisText={(value, top) => fmt.decimal(value / 1000, top < 4000 ? 1 : 0)} />
    </ChartFrame>
  )
}

function Saying(props: { tone: Tone; head: string; text: string }) {
  return (
    <div>
      <StatusMark tone={props.tone}>{props.head}</StatusMark>
      <p class="sm">{props.text}</p>
    </div>
  )
}

/** Each pair with the one that wins more often named first. */
function winnersFirst({ beats }: CaseResult): CaseResult['beats'] {
  return beats.map((one) =>
    one.probability < 0.5 ? { ...one, first: one.second, second: one.first, probability: 1 - one.probability } : one,
  )
}

/** What can be said of the comparison, each with its shape: who beats whom, what flips it, what it rests on. */
function Sayings(props: { result: CaseResult }) {
  const variant = (id: string) => props.result.variants.find((one) => one.id === id)
  const forbidden = () =>
    props.result.variants.flatMap((one) => {
      const count = one.places.reduce((sum, place) => sum + place.forbidden, 0)
      return count > 0 ? [{ name: variantName(one), count }] : []
    })
  return (
    <Panel title={t('cases.shown')} class="ca-says">
      <div class="stack">
        <For each={winnersFirst(props.result)}>
          {({ first, second, probability, isTie }) => (
            <Saying
              tone={!isTie && probability > 0.9 ? 'ok' : 'mit'}
              head={t('cases.beatsHead', { first, second })}
              text={t(isTie ? 'cases.ties' : 'cases.beats', {
                first: variant(first)?.label ?? first,
                second: variant(second)?.label ?? second,
                share: fmt.percent(100 * probability, 0),
              })}
            />
          )}
        </For>
        <Saying
          tone={props.result.ownFlip.kind === 'found' ? 'warn' : 'ok'}
          head={t('cases.flipHead')}
          text={flipSentence(props.result)}
        />
        <For each={props.result.switchboard}>
          {(column) => (
            <Saying
              tone={column.decision === props.result.decision ? (column.flip.kind === 'found' ? 'mit' : 'ok') : 'warn'}
              head={t('cases.vendorHead', {
                owner: column.owner,
                decision: decisionName(column.decision, props.result.variants),
              })}
              text={vendorFlipSentence(column, props.result)}
            />
          )}
        </For>
        <For each={forbidden()}>
          {({ name, count }) => (
            <Saying
              tone="bad"
              head={t('cases.forbiddenHead', { variant: name })}
              text={t('cases.forbiddenText', { count })}
            />
          )}
        </For>
      </div>
    </Panel>
  )
}

/** What is decided, at what value, with what chances; the variants side by side; what counts and what was left out. */
export function SynthesisTab(props: { view: CaseView; result: NonNullable<CaseView['result']>; onEdit: () => void }) {
  const value = () => props.result.value
  return (
    <>
      <section class="panel ca-decides" aria-label={t('cases.decides')}>
        <div class="panel-b">
          <h2>{t('cases.decides')}</h2>
          <p class="ca-said">{decisionSentence(value())}</p>
          <Show when={value().leftOut.length > 0}>
            <p class="sm">
              <StatusMark tone="warn">
                {t('cases.partial', { count: value().leftOut.length, counted: fmt.integer(value().workloads) })}
              </StatusMark>{' '}
              <a href="#perimetre" rel="external">
                {t('cases.partialGo')}
              </a>
            </p>
          </Show>
        </div>
      </section>
      <Show when={paidOutside(value()) > 0.5}>
        <Note tone="warn">{t('cases.outsideHorizon', { amount: fmt.compactMoney(paidOutside(value())) })}</Note>
      </Show>
      <VariantsTable view={props.view} result={value()} resultId={props.result.id} />
      <div class="ca-two">
        <div class="stack">
          <AnnualPanel result={value()} resultId={props.result.id} />
          <PlacesPanel result={value()} />
        </div>
        <Sayings result={value()} />
      </div>
      <PerimeterPanel view={props.view} result={value()} onEdit={props.onEdit} />
    </>
  )
}
