import { createStore } from 'solid-js/store'
import { type Gate, gateNames } from '#models/benefits/register.schemas.ts'
import { holdGate } from '#client/api/register.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { gateVerdictText } from './benefit-words.ts'
import { FormDialog, type OnBenefit } from './form-dialog.tsx'
import { choices } from './form-words.ts'

/** Holds a gate: what the register says that day is kept with its digest. */
export function GateDialog(props: OnBenefit) {
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
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
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
          options={choices(gateVerdictText, ['passed', 'with-conditions', 'refused'])}
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
    </FormDialog>
  )
}
