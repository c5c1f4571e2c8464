import { createStore } from 'solid-js/store'
import { type Handover, measureFrequencies } from '#models/benefits/register.schemas.ts'
import { proposeHandover } from '#client/api/register.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog, type OnBenefit } from './form-dialog.tsx'
import { choices, frequencyText } from './form-words.ts'

/** Who follows the benefit once the project ends: the owner and finance accept it, neither of them who proposed it. */
export function HandoverDialog(props: OnBenefit) {
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
    const { role, unit, ...stated } = draft
    const done = await act.run(() =>
      proposeHandover(props.benefit, { ...stated, to: { role, unit, person: null, from: null, to: null } }),
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
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
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
        <TextField
          label={t('benefits.orgUnit')}
          optional
          value={draft.unit}
          error={act.errorAt('/to/unit')}
          onInput={(unit) => setDraft({ unit })}
        />
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
    </FormDialog>
  )
}
