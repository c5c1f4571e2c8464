import { createStore } from 'solid-js/store'
import { createSignal, Show } from 'solid-js'
import { isMoney } from '#models/benefits/invariants.ts'
import type { Curve, Trajectory } from '#models/benefits/register.schemas.ts'
import { trajectoryRows } from '#models/benefits/trajectory-rows.ts'
import { proposeTrajectory } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog, type OnMeasure } from './form-dialog.tsx'
import { MonthFields } from './form-fields.tsx'
import { choices, curveText, faultWords, numberOf } from './form-words.ts'

/** How the values are stated: a plateau and how it comes in, or each period by its own. */
type Form = 'plateau' | 'points'
const formText: Readonly<Record<Form, TextKey>> = { plateau: 'benefits.byPlateau', points: 'benefits.byPoints' }

const asText = (value: number | undefined) => (value === undefined ? '' : String(value))

function curveOf(draft: {
  readonly curve: Curve['kind']
  readonly lag: string
  readonly ramp: string
  readonly hold: string
  readonly halfLife: string
}): Curve {
  const { curve: kind } = draft
  const lagMonths = numberOf(draft.lag)
  if (kind === 'step') return { kind, lagMonths }
  const rampMonths = numberOf(draft.ramp)
  if (kind !== 'ramp-hold-decay') return { kind, lagMonths, rampMonths }
  return { kind, lagMonths, rampMonths, holdMonths: numberOf(draft.hold), halfLifeMonths: numberOf(draft.halfLife) }
}

/** What the last promise says, for a revision to start from it. */
function draftOf(before: Trajectory | undefined) {
  const curve = before?.curve ?? null
  const form: Form = before !== undefined && before.points.length > 0 ? 'points' : 'plateau'
  return {
    form,
    low: asText(before?.plateau?.low),
    mode: asText(before?.plateau?.mode),
    high: asText(before?.plateau?.high),
    rows: (before?.points ?? []).map((one) => [one.period, one.low, one.mode, one.high].join(' ; ')).join('\n'),
    months: { from: before?.from ?? '', to: before?.to ?? '' },
    curve: curve?.kind ?? ('step' as Curve['kind']),
    lag: String(curve?.lagMonths ?? 0),
    ramp: curve !== null && 'rampMonths' in curve ? String(curve.rampMonths) : '12',
    hold: curve !== null && 'holdMonths' in curve ? String(curve.holdMonths) : '36',
    halfLife: curve !== null && 'halfLifeMonths' in curve ? String(curve.halfLifeMonths) : '24',
    basis: before?.priceBasis.kind === 'real' ? ('real' as const) : ('nominal' as const),
    year: before?.priceBasis.kind === 'real' ? String(before.priceBasis.year) : String(new Date().getFullYear()),
    reason: '',
  }
}

/** What to promise; after a first promise, a re-baseline with its reason. */
export function TrajectoryDialog(props: OnMeasure) {
  const [draft, setDraft] = createStore(draftOf(props.measure.trajectory?.content))
  const [rowsError, setRowsError] = createSignal<string>()
  const act = createAct()
  const isMoneyUnit = () => isMoney(props.measure.content.unit)
  const isRevision = () => props.benefit.promises.length > 0
  const priceBasis = (): Trajectory['priceBasis'] => {
    if (!isMoneyUnit()) return { kind: 'not-money' }
    return draft.basis === 'real' ? { kind: 'real', year: numberOf(draft.year) } : { kind: 'nominal' }
  }
  async function submit() {
    const { low, mode, high, months, reason } = draft
    const read = draft.form === 'points' ? trajectoryRows(draft.rows) : undefined
    setRowsError(read?.kind === 'fault' ? faultWords(read) : undefined)
    if (read?.kind === 'fault') return
    const values =
      read === undefined
        ? {
            points: [],
            plateau: { low: numberOf(low), mode: numberOf(mode), high: numberOf(high) },
            curve: curveOf(draft),
          }
        : { points: [...read.points], plateau: null, curve: null }
    const asked = { ...values, ...months, priceBasis: priceBasis(), reason }
    const done = await act.run(() => proposeTrajectory(props.benefit, props.measure.key, asked))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t(isRevision() ? 'benefits.rebaselineTitle' : 'benefits.trajectoryTitle', {
        name: said(props.measure.content.name),
      })}
      act={act}
      fault={rowsError()}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <Show when={isRevision()}>
        <p class="sm mut">{t('benefits.rebaselineNote')}</p>
      </Show>
      <div class="bn-f">
        <SelectField<Form>
          label={t('benefits.trajectoryForm')}
          value={draft.form}
          options={choices(formText, ['plateau', 'points'])}
          onChange={(form) => {
            setRowsError(undefined)
            setDraft({ form })
          }}
        />
        <MonthFields months={draft.months} act={act} onInput={(months) => setDraft('months', months)} />
      </div>
      <Show
        when={draft.form === 'plateau'}
        fallback={
          <TextField
            label={t('benefits.pointsIn', { unit: props.measure.content.unit })}
            hint={t('benefits.pointsHint')}
            lines={5}
            value={draft.rows}
            error={rowsError() ?? act.errorAt('/points')}
            onInput={(rows) => setDraft({ rows })}
          />
        }
      >
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
          <SelectField
            label={t('benefits.curve')}
            value={draft.curve}
            options={choices(curveText, ['step', 'ramp', 's', 'ramp-hold-decay'])}
            onChange={(curve) => setDraft({ curve })}
          />
          <TextField
            label={t('benefits.lagMonths')}
            value={draft.lag}
            error={act.errorAt('/curve/lagMonths')}
            onInput={(lag) => setDraft({ lag })}
          />
          <Show when={draft.curve !== 'step'}>
            <TextField
              label={t('benefits.rampMonths')}
              value={draft.ramp}
              error={act.errorAt('/curve/rampMonths')}
              onInput={(ramp) => setDraft({ ramp })}
            />
          </Show>
          <Show when={draft.curve === 'ramp-hold-decay'}>
            <TextField
              label={t('benefits.holdMonths')}
              value={draft.hold}
              error={act.errorAt('/curve/holdMonths')}
              onInput={(hold) => setDraft({ hold })}
            />
            <TextField
              label={t('benefits.halfLifeMonths')}
              value={draft.halfLife}
              error={act.errorAt('/curve/halfLifeMonths')}
              onInput={(halfLife) => setDraft({ halfLife })}
            />
          </Show>
        </div>
      </Show>
      <Show when={isMoneyUnit()}>
        <div class="bn-f">
          <SelectField<'nominal' | 'real'>
            label={t('benefits.priceBasis')}
            value={draft.basis}
            options={[
              { value: 'nominal', text: t('benefits.nominal') },
              { value: 'real', text: t('benefits.real') },
            ]}
            onChange={(basis) => setDraft({ basis })}
          />
          <Show when={draft.basis === 'real'}>
            <TextField
              label={t('benefits.priceYear')}
              value={draft.year}
              error={act.errorAt('/priceBasis/year')}
              onInput={(year) => setDraft({ year })}
            />
          </Show>
        </div>
      </Show>
    </FormDialog>
  )
}
