import { createStore } from 'solid-js/store'
import { Show } from 'solid-js'
import {
  measureFrequencies,
  type Measure,
  measureRoles,
  missingReasons,
  type Observation,
} from '#models/benefits/register.schemas.ts'
import { observe, putMeasure } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog, type OnBenefit, type OnMeasure } from './form-dialog.tsx'
import { choices, frequencyText, numberOf, orNull } from './form-words.ts'

const roleText: Readonly<Record<Measure['role'], TextKey>> = {
  outcome: 'benefits.roleOutcome',
  driver: 'benefits.roleDriver',
  index: 'benefits.roleIndex',
}
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

const newMeasure: Measure = {
  role: 'outcome',
  name: { fr: '', en: '' },
  unit: 'CAD/year',
  direction: 'up',
  formula: '',
  frequency: 'monthly',
  source: '',
  method: '',
  lagMonths: 1,
  collector: '',
  precision: null,
  costCentsPerYear: null,
  startsOn: null,
}

/** A measure of any unit, new or as it stands: what is promised, what drives it, or the index that carries its rates. */
export function MeasureDialog(props: OnBenefit & { readonly measure?: OnMeasure['measure'] | undefined }) {
  const standing = props.measure
  const { lagMonths, ...stated } = standing?.content ?? newMeasure
  const [draft, setDraft] = createStore({
    ...stated,
    key: standing?.key ?? `m${props.benefit.measures.length + 1}`,
    lag: String(lagMonths),
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { key, lag, ...content } = draft
    const done = await act.run(() => putMeasure(props.benefit, key, { ...content, lagMonths: numberOf(lag) }))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={
        standing === undefined
          ? t('benefits.addMeasure')
          : t('benefits.editTitle', { code: said(standing.content.name) })
      }
      act={act}
      submit={t(standing === undefined ? 'benefits.enter' : 'benefits.save')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <div class="bn-f">
        <SelectField
          label={t('benefits.measureRole')}
          value={draft.role}
          options={choices(roleText, measureRoles)}
          onChange={(role) => setDraft({ role })}
        />
        <Show when={standing === undefined}>
          <TextField
            label={t('benefits.measureKey')}
            hint={t('benefits.measureKeyHint')}
            value={draft.key}
            error={act.errorAt('/key')}
            onInput={(key) => setDraft({ key })}
          />
        </Show>
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.measureName')}
          value={draft.name.fr}
          error={act.errorAt('/name/fr')}
          onInput={(fr) => setDraft('name', { fr, en: draft.name.en })}
        />
        <TextField
          label={t('benefits.measureNameEn')}
          value={draft.name.en}
          error={act.errorAt('/name/en')}
          onInput={(en) => setDraft('name', { fr: draft.name.fr, en })}
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
      <div class="bn-f">
        <TextField
          label={t('benefits.source')}
          value={draft.source}
          error={act.errorAt('/source')}
          onInput={(source) => setDraft({ source })}
        />
        <TextField
          label={t('benefits.method')}
          optional
          value={draft.method}
          error={act.errorAt('/method')}
          onInput={(method) => setDraft({ method })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.measureLag')}
          value={draft.lag}
          error={act.errorAt('/lagMonths')}
          onInput={(lag) => setDraft({ lag })}
        />
        <TextField
          label={t('benefits.measureStartsOn')}
          optional
          type="date"
          value={draft.startsOn ?? ''}
          error={act.errorAt('/startsOn')}
          onInput={(day) => setDraft({ startsOn: orNull(day) })}
        />
      </div>
    </FormDialog>
  )
}

/** The value of a period; when there is none, why: it is never a zero. */
export function ObserveDialog(props: OnMeasure) {
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
