import { createStore } from 'solid-js/store'
import {
  type Adjustment,
  type Gate,
  gateNames,
  type Handover,
  measureFrequencies,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { decideAdjustment, holdGate, proposeAdjustment, proposeHandover } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { choices, frequencyText, linesOf, numberOf } from './form-words.ts'
import { FormDialog } from './form-dialog.tsx'

export type Done = {
  readonly benefit: BenefitDetail
  readonly onClose: () => void
  readonly onDone: (benefit: BenefitDetail) => void
}

export const adjustmentKindText: Readonly<Record<Adjustment['kind'], TextKey>> = {
  routine: 'benefits.adjustmentRoutine',
  'non-routine': 'benefits.adjustmentNonRoutine',
}
const verdictText: Readonly<Record<Gate['verdict'], TextKey>> = {
  passed: 'benefits.gatePassed',
  'with-conditions': 'benefits.gateConditions',
  refused: 'benefits.gateRefused',
}

/** What changes the baseline, with its evidence: it counts once another person approved it. */
export function AdjustmentDialog(props: Done) {
  const [draft, setDraft] = createStore({
    measure: props.benefit.measures.find((one) => one.content.role === 'outcome')?.key ?? '',
    kind: 'non-routine' as Adjustment['kind'],
    effect: '',
    from: '',
    to: '',
    description: '',
    evidence: '',
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { effect, evidence, to, ...said } = draft
    const done = await act.run(() =>
      proposeAdjustment(props.benefit, {
        ...said,
        effect: numberOf(effect),
        to: to.trim() === '' ? null : to,
        evidence: linesOf(evidence),
      }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.proposeAdjustment')}
      act={act}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <SelectField
          label={t('benefits.measure')}
          value={draft.measure}
          options={props.benefit.measures.map((one) => ({ value: one.key, text: said(one.content.name) }))}
          error={act.errorAt('/measure')}
          onChange={(measure) => setDraft({ measure })}
        />
        <SelectField
          label={t('benefits.adjustmentKind')}
          value={draft.kind}
          options={choices(adjustmentKindText, ['routine', 'non-routine'])}
          onChange={(kind) => setDraft({ kind })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.effect')}
          hint={t('benefits.effectHint')}
          value={draft.effect}
          error={act.errorAt('/effect')}
          onInput={(effect) => setDraft({ effect })}
        />
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
          optional
          value={draft.to}
          error={act.errorAt('/to')}
          onInput={(to) => setDraft({ to })}
        />
      </div>
      <TextField
        label={t('benefits.whatChanged')}
        lines={2}
        value={draft.description}
        error={act.errorAt('/description')}
        onInput={(description) => setDraft({ description })}
      />
      <TextField
        label={t('benefits.evidence')}
        hint={t('benefits.evidenceHint')}
        lines={2}
        value={draft.evidence}
        error={act.errorAt('/evidence')}
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

/** The second person approves an adjustment, or refuses it with a reason. */
export function AdjustmentWordDialog(props: Done & { readonly adjustment: BenefitDetail['adjustments'][number] }) {
  const [draft, setDraft] = createStore({ reason: '' })
  const act = createAct()
  const say = async (decision: 'accept' | 'refuse') => {
    const word = { decision, reason: draft.reason }
    const done = await act.run(() => decideAdjustment(props.benefit, props.adjustment.key, word))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.decideAdjustment')}
      act={act}
      submit={t('benefits.approve')}
      onSubmit={() => void say('accept')}
      onClose={props.onClose}
      other={
        <Button kind="danger" onClick={() => void say('refuse')}>
          {t('benefits.refuse')}
        </Button>
      }
    >
      <p>{t('benefits.proposedBy', { person: props.adjustment.statedBy, reason: props.adjustment.reason })}</p>
      <p>{props.adjustment.content.description}</p>
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

/** Who follows the benefit once the project ends: the owner and finance accept it, neither of them who proposed it. */
export function HandoverDialog(props: Done) {
  const [draft, setDraft] = createStore({
    from: props.benefit.profile.content.projectLead?.role ?? '',
    role: props.benefit.profile.content.owner?.role ?? '',
    unit: props.benefit.profile.content.owner?.unit ?? '',
    effectiveOn: '',
    endsOn: '',
    obligations: '',
    frequency: 'monthly' as Handover['frequency'],
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { role, unit, ...said } = draft
    const done = await act.run(() =>
      proposeHandover(props.benefit, { ...said, to: { role, unit, person: null, from: null, to: null } }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.proposeHandover')}
      act={act}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <TextField
          label={t('benefits.handoverFrom')}
          value={draft.from}
          error={act.errorAt('/from')}
          onInput={(from) => setDraft({ from })}
        />
        <TextField
          label={t('benefits.handoverTo')}
          value={draft.role}
          error={act.errorAt('/to/role')}
          onInput={(role) => setDraft({ role })}
        />
        <TextField label={t('benefits.orgUnit')} optional value={draft.unit} onInput={(unit) => setDraft({ unit })} />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.effectiveOn')}
          type="date"
          value={draft.effectiveOn}
          error={act.errorAt('/effectiveOn')}
          onInput={(effectiveOn) => setDraft({ effectiveOn })}
        />
        <TextField
          label={t('benefits.trackedUntil')}
          type="date"
          value={draft.endsOn}
          error={act.errorAt('/endsOn')}
          onInput={(endsOn) => setDraft({ endsOn })}
        />
        <SelectField
          label={t('benefits.frequency')}
          value={draft.frequency}
          options={choices(frequencyText, measureFrequencies)}
          onChange={(frequency) => setDraft({ frequency })}
        />
      </div>
      <TextField
        label={t('benefits.obligations')}
        lines={3}
        value={draft.obligations}
        error={act.errorAt('/obligations')}
        onInput={(obligations) => setDraft({ obligations })}
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

/** Holds a gate: what the register says that day is kept with its digest. */
export function GateDialog(props: Done) {
  const [draft, setDraft] = createStore({
    gate: 'G2' as Gate['gate'],
    verdict: 'passed' as Gate['verdict'],
    conditions: '',
    heldOn: new Date().toISOString().slice(0, 10),
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const done = await act.run(() => holdGate(props.benefit, { ...draft }))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.holdGate')}
      act={act}
      submit={t('benefits.enter')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <SelectField
          label={t('benefits.gate')}
          value={draft.gate}
          options={gateNames.map((one) => ({ value: one, text: one }))}
          onChange={(gate) => setDraft({ gate })}
        />
        <SelectField
          label={t('benefits.gateVerdict')}
          value={draft.verdict}
          options={choices(verdictText, ['passed', 'with-conditions', 'refused'])}
          onChange={(verdict) => setDraft({ verdict })}
        />
        <TextField
          label={t('benefits.heldOn')}
          type="date"
          value={draft.heldOn}
          error={act.errorAt('/heldOn')}
          onInput={(heldOn) => setDraft({ heldOn })}
        />
      </div>
      <TextField
        label={t('benefits.conditions')}
        optional
        lines={2}
        value={draft.conditions}
        error={act.errorAt('/conditions')}
        onInput={(conditions) => setDraft({ conditions })}
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
