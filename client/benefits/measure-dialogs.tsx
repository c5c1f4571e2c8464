import { createStore } from 'solid-js/store'
import { createSignal, Show } from 'solid-js'
import { type ReadRows, regressionRows, type RowsFault, unitRateRows } from '#models/benefits/baseline-rows.ts'
import { isMoney } from '#models/benefits/invariants.ts'
import {
  type BaselineModel,
  type Curve,
  measureFrequencies,
  type Measure,
  missingReasons,
  type Observation,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { decide, observe, proposeBaseline, proposeTrajectory, putMeasure } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { choices, frequencyText, linesOf, numberOf } from './form-words.ts'

type Done = {
  readonly benefit: BenefitDetail
  readonly onClose: () => void
  readonly onDone: (benefit: BenefitDetail) => void
}
type OfMeasure = Done & { readonly measure: BenefitDetail['measures'][number] }

const missingText: Readonly<Record<(typeof missingReasons)[number], TextKey>> = {
  'not-collected': 'benefits.missingNotCollected',
  'source-unavailable': 'benefits.missingSource',
  'not-applicable': 'benefits.missingNotApplicable',
  withheld: 'benefits.missingWithheld',
}
const qualityText: Readonly<Record<Observation['quality'], TextKey>> = {
  measured: 'benefits.qualityMeasured',
  estimated: 'benefits.qualityEstimated',
  declared: 'benefits.qualityDeclared',
}
const curveText: Readonly<Record<Curve['kind'], TextKey>> = {
  step: 'benefits.curveStep',
  ramp: 'benefits.curveRamp',
  s: 'benefits.curveS',
  'ramp-hold-decay': 'benefits.curveDecay',
}
/** A new measure: any unit, not dollars only. */
export function MeasureDialog(props: Done) {
  const [draft, setDraft] = createStore({
    key: `m${props.benefit.measures.length + 1}`,
    name: '',
    nameEn: '',
    unit: 'CAD/year',
    direction: 'up' as Measure['direction'],
    frequency: 'monthly' as Measure['frequency'],
    source: '',
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { key, name, nameEn, unit, direction, frequency, source, reason } = draft
    const done = await act.run(() =>
      putMeasure(props.benefit, key, {
        role: 'outcome',
        name: { fr: name, en: nameEn },
        unit,
        direction,
        formula: '',
        frequency,
        source,
        method: '',
        lagMonths: 1,
        collector: '',
        precision: null,
        costCentsPerYear: null,
        startsOn: null,
        reason,
      }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.addMeasure')}
      act={act}
      submit={t('benefits.enter')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <TextField
          label={t('benefits.measureName')}
          value={draft.name}
          error={act.errorAt('/name/fr')}
          onInput={(name) => setDraft({ name })}
        />
        <TextField
          label={t('benefits.measureNameEn')}
          value={draft.nameEn}
          error={act.errorAt('/name/en')}
          onInput={(nameEn) => setDraft({ nameEn })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.unit')}
          hint={t('benefits.unitHint')}
          value={draft.unit}
          error={act.errorAt('/unit')}
          onInput={(unit) => setDraft({ unit })}
        />
        <SelectField
          label={t('benefits.direction')}
          value={draft.direction}
          options={[
            { value: 'up', text: t('benefits.up') },
            { value: 'down', text: t('benefits.down') },
          ]}
          onChange={(direction) => setDraft({ direction })}
        />
        <SelectField
          label={t('benefits.frequency')}
          value={draft.frequency}
          options={choices(frequencyText, measureFrequencies)}
          onChange={(frequency) => setDraft({ frequency })}
        />
      </div>
      <TextField
        label={t('benefits.source')}
        value={draft.source}
        error={act.errorAt('/source')}
        onInput={(source) => setDraft({ source })}
      />
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

/** The value of a period; when there is none, why: it is never a zero. */
export function ObserveDialog(props: OfMeasure) {
  const [draft, setDraft] = createStore({
    period: '',
    value: '',
    missing: '' as '' | (typeof missingReasons)[number],
    source: props.measure.content.source,
    quality: 'measured' as Observation['quality'],
  })
  const act = createAct()
  async function submit() {
    const { period, source, quality, missing } = draft
    const value =
      missing === ''
        ? ({ kind: 'known', value: numberOf(draft.value) } as const)
        : ({ kind: 'missing', reason: missing } as const)
    const done = await act.run(() => observe(props.benefit, props.measure.key, { period, value, source, quality }))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.observeTitle', { name: said(props.measure.content.name) })}
      act={act}
      submit={t('benefits.enter')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <TextField
          label={t('benefits.period')}
          hint={t('benefits.monthHint')}
          value={draft.period}
          error={act.errorAt('/period')}
          onInput={(period) => setDraft({ period })}
        />
        <SelectField
          label={t('benefits.isThere')}
          value={draft.missing}
          options={[{ value: '', text: t('benefits.known1') }, ...choices(missingText, missingReasons)]}
          onChange={(missing) => setDraft({ missing })}
        />
        <Show when={draft.missing === ''}>
          <TextField
            label={t('benefits.valueIn', { unit: props.measure.content.unit })}
            value={draft.value}
            error={act.errorAt('/value')}
            onInput={(value) => setDraft({ value })}
          />
        </Show>
      </div>
      <SelectField
        label={t('benefits.quality')}
        value={draft.quality}
        options={choices(qualityText, ['measured', 'estimated', 'declared'])}
        onChange={(quality) => setDraft({ quality })}
      />
      <TextField
        label={t('benefits.source')}
        value={draft.source}
        error={act.errorAt('/source')}
        onInput={(source) => setDraft({ source })}
      />
    </FormDialog>
  )
}

/** What the benefit is held against: a second person freezes it. */
const modelText: Readonly<Record<BaselineModel['kind'], TextKey>> = {
  value: 'benefits.modelValue',
  'unit-rates': 'benefits.modelUnitRates',
  regression: 'benefits.modelRegression',
}
const rowsFaultText: Readonly<Record<RowsFault, TextKey>> = {
  columns: 'benefits.faultColumns',
  element: 'benefits.faultElement',
  number: 'benefits.faultNumber',
  key: 'benefits.faultKey',
  'index-without-base': 'benefits.faultIndex',
  month: 'benefits.faultMonth',
  nothing: 'benefits.faultNothing',
}
function modelRead(draft: { kind: BaselineModel['kind']; value: string; rows: string }): ReadRows {
  if (draft.kind === 'unit-rates') return unitRateRows(draft.rows)
  if (draft.kind === 'regression') return regressionRows(draft.rows)
  return { kind: 'read', model: { kind: 'value', value: numberOf(draft.value) } }
}

export function BaselineDialog(props: OfMeasure) {
  const [draft, setDraft] = createStore({
    kind: 'value' as BaselineModel['kind'],
    value: '',
    rows: '',
    from: '',
    to: '',
    method: '',
    evidence: '',
    reason: '',
  })
  const [rowsError, setRowsError] = createSignal<string>()
  const act = createAct()
  async function submit() {
    const { from, to, method, evidence, reason } = draft
    const read = modelRead(draft)
    if (read.kind === 'fault') {
      setRowsError(t('benefits.rowFault', { line: read.line, fault: t(rowsFaultText[read.fault]) }))
      return
    }
    setRowsError(undefined)
    const done = await act.run(() =>
      proposeBaseline(props.benefit, props.measure.key, {
        model: read.model,
        window: { from, to },
        method,
        evidence: [...linesOf(evidence)],
        reason,
      }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.baselineTitle', { name: said(props.measure.content.name) })}
      act={act}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <SelectField
        label={t('benefits.baselineKind')}
        value={draft.kind}
        options={choices(modelText, ['value', 'unit-rates', 'regression'])}
        onChange={(kind) => setDraft({ kind })}
      />
      <Show
        when={draft.kind === 'value'}
        fallback={
          <TextField
            label={t(modelText[draft.kind])}
            hint={t(draft.kind === 'regression' ? 'benefits.regressionHint' : 'benefits.unitRatesHint')}
            lines={5}
            value={draft.rows}
            error={rowsError() ?? act.errorAt('/model')}
            onInput={(rows) => setDraft({ rows })}
          />
        }
      >
        <TextField
          label={t('benefits.valueIn', { unit: props.measure.content.unit })}
          value={draft.value}
          error={act.errorAt('/model')}
          onInput={(value) => setDraft({ value })}
        />
      </Show>
      <div class="bn-f">
        <TextField
          label={t('benefits.windowFrom')}
          hint={t('benefits.monthHint')}
          value={draft.from}
          error={act.errorAt('/window/from')}
          onInput={(from) => setDraft({ from })}
        />
        <TextField
          label={t('benefits.windowTo')}
          hint={t('benefits.monthHint')}
          value={draft.to}
          error={act.errorAt('/window/to')}
          onInput={(to) => setDraft({ to })}
        />
      </div>
      <TextField
        label={t('benefits.method')}
        value={draft.method}
        error={act.errorAt('/method')}
        onInput={(method) => setDraft({ method })}
      />
      <TextField
        label={t('benefits.evidence')}
        hint={t('benefits.evidenceHint')}
        optional
        lines={2}
        value={draft.evidence}
        onInput={(evidence) => setDraft({ evidence })}
      />
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

function curveOf(kind: Curve['kind'], lagMonths: number, rampMonths: number): Curve {
  if (kind === 'step') return { kind, lagMonths }
  if (kind === 'ramp-hold-decay') return { kind, lagMonths, rampMonths, holdMonths: 36, halfLifeMonths: 24 }
  return { kind, lagMonths, rampMonths }
}

/** What to promise; after a first promise, a re-baseline with its reason. */
export function TrajectoryDialog(props: OfMeasure) {
  const [draft, setDraft] = createStore({
    low: '',
    mode: '',
    high: '',
    from: '',
    to: '',
    curve: 'step' as Curve['kind'],
    lag: '0',
    ramp: '12',
    basis: 'nominal' as 'nominal' | 'real',
    year: '2026',
    reason: '',
  })
  const act = createAct()
  const isMoneyUnit = () => isMoney(props.measure.content.unit)
  const isRevision = () => props.benefit.promises.length > 0
  async function submit() {
    const { low, mode, high, from, to, curve, lag, ramp, basis, year, reason } = draft
    const priceBasis = !isMoneyUnit()
      ? ({ kind: 'not-money' } as const)
      : basis === 'real'
        ? ({ kind: 'real', year: numberOf(year) } as const)
        : ({ kind: 'nominal' } as const)
    const done = await act.run(() =>
      proposeTrajectory(props.benefit, props.measure.key, {
        points: [],
        plateau: { low: numberOf(low), mode: numberOf(mode), high: numberOf(high) },
        curve: curveOf(curve, numberOf(lag), numberOf(ramp)),
        from,
        to,
        priceBasis,
        reason,
      }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t(isRevision() ? 'benefits.rebaselineTitle' : 'benefits.trajectoryTitle', {
        name: said(props.measure.content.name),
      })}
      act={act}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Show when={isRevision()}>
        <p class="sm mut">{t('benefits.rebaselineNote')}</p>
      </Show>
      <div class="bn-f">
        <TextField
          label={t('benefits.low')}
          value={draft.low}
          error={act.errorAt('/plateau/low')}
          onInput={(low) => setDraft({ low })}
        />
        <TextField
          label={t('benefits.mode')}
          value={draft.mode}
          error={act.errorAt('/plateau/mode')}
          onInput={(mode) => setDraft({ mode })}
        />
        <TextField
          label={t('benefits.high')}
          value={draft.high}
          error={act.errorAt('/plateau/high')}
          onInput={(high) => setDraft({ high })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.windowFrom')}
          hint={t('benefits.monthHint')}
          value={draft.from}
          error={act.errorAt('/from')}
          onInput={(from) => setDraft({ from })}
        />
        <TextField
          label={t('benefits.windowTo')}
          hint={t('benefits.monthHint')}
          value={draft.to}
          error={act.errorAt('/to')}
          onInput={(to) => setDraft({ to })}
        />
        <SelectField
          label={t('benefits.curve')}
          value={draft.curve}
          options={choices(curveText, ['step', 'ramp', 's', 'ramp-hold-decay'])}
          onChange={(curve) => setDraft({ curve })}
        />
        <TextField label={t('benefits.lagMonths')} value={draft.lag} onInput={(lag) => setDraft({ lag })} />
        <Show when={draft.curve !== 'step'}>
          <TextField label={t('benefits.rampMonths')} value={draft.ramp} onInput={(ramp) => setDraft({ ramp })} />
        </Show>
        <Show when={isMoneyUnit()}>
          <SelectField
            label={t('benefits.priceBasis')}
            value={draft.basis}
            options={[
              { value: 'nominal', text: t('benefits.nominal') },
              { value: 'real', text: t('benefits.real') },
            ]}
            onChange={(basis) => setDraft({ basis })}
          />
        </Show>
        <Show when={isMoneyUnit() && draft.basis === 'real'}>
          <TextField label={t('benefits.priceYear')} value={draft.year} onInput={(year) => setDraft({ year })} />
        </Show>
      </div>
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

/** The second person's word on what was proposed. */
export function WordDialog(props: OfMeasure & { readonly what: 'baseline' | 'trajectory' }) {
  const [draft, setDraft] = createStore({ reason: '' })
  const act = createAct()
  const say = async (decision: 'accept' | 'refuse') => {
    const word = { decision, reason: draft.reason }
    const done = await act.run(() => decide(props.benefit, props.measure.key, props.what, word))
    if (done !== undefined) props.onDone(done)
  }
  const proposal = () => (props.what === 'baseline' ? props.measure.proposedBaseline : props.measure.proposedTrajectory)
  return (
    <FormDialog
      title={t(props.what === 'baseline' ? 'benefits.freezeBaseline' : 'benefits.freezePromise')}
      act={act}
      submit={t('benefits.freeze')}
      onSubmit={() => void say('accept')}
      onClose={props.onClose}
      other={
        <Button kind="danger" onClick={() => void say('refuse')}>
          {t('benefits.refuse')}
        </Button>
      }
    >
      <p>{t('benefits.proposedBy', { person: proposal()?.statedBy ?? '', reason: proposal()?.reason ?? '' })}</p>
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}
