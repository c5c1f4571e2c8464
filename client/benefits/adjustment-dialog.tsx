import { createStore } from 'solid-js/store'
import type { Adjustment } from '#models/benefits/register.schemas.ts'
import { proposeAdjustment } from '#client/api/register.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog, type OnBenefit } from './form-dialog.tsx'
import { MonthFields } from './form-fields.tsx'
import { choices, linesOf, numberOf, orNull } from './form-words.ts'
import { adjustmentKindText } from './proposal-facts.tsx'

/** What changes the baseline, with its evidence: it counts once another person approved it. */
export function AdjustmentDialog(props: OnBenefit) {
  const [draft, setDraft] = createStore({
    measure:
      (props.benefit.measures.find((one) => one.content.role === 'outcome') ?? props.benefit.measures[0])?.key ?? '',
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
    const { effect, evidence, to, ...stated } = draft
    const done = await act.run(() =>
      proposeAdjustment(props.benefit, {
        ...stated,
        effect: numberOf(effect),
        to: orNull(to),
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
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
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
        <MonthFields months={draft} act={act} mayGoOn onInput={(months) => setDraft(months)} />
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
    </FormDialog>
  )
}
