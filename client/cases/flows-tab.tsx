import { createMemo, For, Show } from 'solid-js'
import type { CaseResult, CaseVariant, CaseView, FlowName, VariantId } from '#models/cases/case.schemas.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { type CurvePoint, type CurveSeries, CumulativeCurve } from '#client/ui/charts/cumulative-curve.tsx'
import { type FlowGroup, FlowColumns } from '#client/ui/charts/flow-columns.tsx'
import { bothLanguages } from './both-languages.ts'
import { type CaseFigures, caseFigures } from './case-figures.ts'
import { moneyUnit, seriesOf, unitWords, variantName } from './case-words.ts'
import { flowText, medianCrossing, onceFlows, yearLabels, yearlyFlows } from './flow-rows.ts'
import { FlowsTable } from './flows-table.tsx'
import { MoveDays } from './move-days.tsx'
import { VariantChoice } from './variant-choice.tsx'

/** The running total at the end of a year, opened: the total at the means is the sum of the present values of the years so far. */
function runningTotal(result: CaseResult, variant: CaseVariant, at: number, figures: CaseFigures): Derivation {
  const years = variant.cumulative.slice(0, at + 1).map((point, year): Derivation => ({
    name: `year${year + 1}`,
    label: bothLanguages('cases.yearOf', { years: result.years[year]?.label ?? '' }),
    value: point.likely - (variant.cumulative[year - 1]?.likely ?? 0),
    unit: 'CAD',
    inputs: [],
    figure: figures.year(variant.id, year),
  }))
  const point = variant.cumulative[at]
  const percentile = (name: 'p10' | 'p90'): Derivation => ({
    name,
    label: { fr: name.toUpperCase(), en: name.toUpperCase() },
    value: point?.[name],
    unit: 'CAD',
    inputs: [],
    note: bothLanguages('cases.drawnNote', { draws: String(result.draws) }),
  })
  return {
    name: 'p50',
    label: bothLanguages('cases.cumulativeOf', { years: result.years[at]?.label ?? '' }),
    value: point?.p50,
    unit: 'CAD',
    note: bothLanguages('cases.drawnNote', { draws: String(result.draws) }),
    inputs: [
      {
        name: 'likely',
        label: bothLanguages('cases.meanTotal', {}),
        value: point?.likely,
        unit: 'CAD',
        formula: years.map(({ name }) => name).join(' + '),
        inputs: years,
      },
      percentile('p10'),
      percentile('p90'),
    ],
  }
}

function Curve(props: { result: CaseResult; resultId: string }) {
  const isAlone = () => props.result.variants.length === 1
  const unit = createMemo(() =>
    moneyUnit(props.result.variants.flatMap(({ cumulative }) => cumulative.flatMap(({ p10, p90 }) => [p10, p90]))),
  )
  const points = (variant: CaseVariant): readonly CurvePoint[] => [
    { kind: 'known', value: { p50: 0, ...(isAlone() ? { p10: 0, p25: 0, p75: 0, p90: 0 } : {}) } },
    ...variant.cumulative.map(({ p10, p25, p50, p75, p90 }, at): CurvePoint => ({
      kind: 'known',
      value: isAlone() ? { p10, p25, p50, p75, p90 } : { p50, p10, p90 },
      figure: () => runningTotal(props.result, variant, at, caseFigures(props.resultId)),
    })),
  ]
  const crossingText = (variant: CaseVariant) => {
    const at = medianCrossing(variant.cumulative.map(({ p50 }) => p50))
    if (at === undefined) return undefined
    const years = t('cases.years', { count: at, value: fmt.decimal(at, 1) })
    return isAlone() ? t('cases.paysBackAfter', { years }) : t('cases.paysBackShort', { variant: variant.id, years })
  }
  const series = (): readonly CurveSeries[] =>
    props.result.variants.map((variant) => {
      const text = crossingText(variant)
      return {
        series: seriesOf[variant.id],
        name: isAlone() ? variantName(variant) : variant.id,
        points: points(variant),
        ...(text === undefined ? {} : { crossing: { text } }),
      }
    })
  const sentence = () =>
    props.result.variants
      .map((variant) => {
        const medians = variant.cumulative.map(({ p50 }) => p50)
        return t('cases.curveSentence', {
          variant: variantName(variant),
          low: fmt.compactMoney(Math.min(0, ...medians)),
          end: fmt.compactMoney(medians.at(-1) ?? 0),
          p10: fmt.compactMoney(variant.cumulative.at(-1)?.p10 ?? 0),
          p90: fmt.compactMoney(variant.cumulative.at(-1)?.p90 ?? 0),
        })
      })
      .join(' ')
  return (
    <CumulativeCurve
      title={t('cases.curve')}
      subtitle={t(isAlone() ? 'cases.curveNoteOne' : 'cases.curveNote', {
        unit: `${unit().name}$`,
        year: props.result.years[0]?.startsOn.slice(0, 4) ?? '',
      })}
      sentence={sentence()}
      periods={[t('cases.start'), ...yearLabels(props.result)]}
      periodName={t('cases.fiscalYear')}
      series={series()}
      unit={unit().chart}
      note={isAlone() ? undefined : props.result.variants.map((variant) => variantName(variant)).join(' ; ')}
    />
  )
}

function Columns(props: { result: CaseResult; variant: CaseVariant; resultId: string }) {
  const flows = () => props.variant.flows
  const unit = createMemo(() =>
    moneyUnit([...flows().statusQuo, ...flows().kept.map((value, at) => value + (flows().migration[at] ?? 0))]),
  )
  const amounts = (names: readonly FlowName[], all: readonly { readonly flow: FlowName }[], at: number) =>
    Object.fromEntries(all.map(({ flow }) => [flow, names.includes(flow) ? (flows()[flow][at] ?? 0) : 0]))
  const isThere = ({ flow }: { readonly flow: FlowName }) => flows()[flow].some((value) => value !== 0)
  const yearFigure = (at: number) => caseFigures(props.resultId).year(props.variant.id, at)
  const side = (
    kind: 'stay' | 'move',
    names: readonly FlowName[],
    all: readonly { readonly flow: FlowName }[],
  ): FlowGroup['sides'][number] => ({
    name: t(kind === 'stay' ? 'cases.sideStay' : 'cases.sideMove'),
    letter: t(kind === 'stay' ? 'cases.letterStay' : 'cases.letterMove'),
    columns: props.result.years.map((_, at) => ({ amounts: amounts(names, all, at), figure: yearFigure(at) })),
  })
  const groups = (): readonly FlowGroup[] => {
    const once = [{ flow: 'statusQuoRefresh' as const, tone: 3 as const }, ...onceFlows].filter(isThere)
    const heads = (all: readonly { readonly flow: FlowName; readonly tone: 1 | 2 | 3 | 4 | 5 | 6 }[]) =>
      all.map(({ flow, tone }) => ({ key: flow, text: t(flowText[flow]), tone }))
    const recurring = {
      title: t('cases.everyYear'),
      heads: heads(yearlyFlows),
      sides: [side('stay', ['statusQuo'], yearlyFlows), side('move', ['kept', 'hosted'], yearlyFlows)],
    }
    if (once.length === 0) return [recurring]
    const moved = onceFlows.map(({ flow }) => flow)
    return [
      recurring,
      {
        title: t('cases.once'),
        heads: heads(once),
        sides: [side('stay', ['statusQuoRefresh'], once), side('move', moved, once)],
      },
    ]
  }
  const sentence = () => {
    const { statusQuo, kept, hosted, migration, doubleRunning } = flows()
    const moved = kept.map((value, at) => value + (hosted[at] ?? 0))
    return t('cases.columnsSentence', {
      first: fmt.compactMoney(statusQuo[0] ?? 0),
      last: fmt.compactMoney(statusQuo.at(-1) ?? 0),
      moved: fmt.compactMoney(moved.at(-1) ?? 0),
      migration: fmt.compactMoney(migration.reduce((sum, value) => sum + value, 0)),
      double: fmt.compactMoney(doubleRunning.reduce((sum, value) => sum + value, 0)),
    })
  }
  return (
    <FlowColumns
      title={t('cases.columns', { variant: variantName(props.variant) })}
      subtitle={`${unitWords(unit().name, props.result)}, ${t('cases.columnsNote')}`}
      sentence={sentence()}
      periods={yearLabels(props.result)}
      periodName={t('cases.fiscalYear')}
      groups={groups()}
      unit={unit().chart}
    />
  )
}

/** The value that accumulates, then what is paid each year on both sides, in columns and line by line. */
export function FlowsTab(props: {
  view: CaseView
  result: NonNullable<CaseView['result']>
  variant: VariantId
  onVariant: (variant: VariantId) => void
}) {
  const value = () => props.result.value
  const chosen = () => value().variants.filter(({ id }) => id === props.variant)
  return (
    <>
      <Curve result={value()} resultId={props.result.id} />
      <Show when={value().variants.length > 1}>
        <VariantChoice variants={value().variants} value={props.variant} onChange={props.onVariant} />
      </Show>
      <For each={chosen()}>
        {(variant) => (
          <>
            <Columns result={value()} variant={variant} resultId={props.result.id} />
            <FlowsTable result={value()} variant={variant} resultId={props.result.id} />
          </>
        )}
      </For>
      <MoveDays content={props.view.content} />
    </>
  )
}
