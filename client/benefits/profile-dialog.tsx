import { createStore } from 'solid-js/store'
import { Show } from 'solid-js'
import {
  benefitCategories,
  benefitClasses,
  benefitTypes,
  type Profile,
  type Role,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { createBenefit, editBenefit } from '#client/api/register.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Act, createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { categoryText, classText, typeText } from './benefit-words.ts'
import { FormDialog } from './form-dialog.tsx'
import { BodyField, firstBody, TitleFields } from './form-fields.tsx'
import { orNull } from './form-words.ts'

type Draft = Omit<Profile, 'life' | 'workloads'> & {
  readonly body: string
  readonly workloads: string
  readonly reason: string
}

const empty: Omit<Profile, 'life'> = {
  title: { fr: '', en: '' },
  class: 'economy',
  type: 'cost-avoidance',
  sign: 1,
  category: 'efficiency',
  recurrence: 'recurring',
  layer: 'end',
  beneficiary: '',
  owner: null,
  realisationOwner: null,
  financeCounterpart: null,
  projectLead: null,
  fund: null,
  budgetLine: null,
  workloads: [],
  ward: null,
  startsOn: null,
  endsOn: null,
}
const roleNamed = (role: string, before: Role | null): Role | null =>
  role.trim() === '' ? null : { unit: '', person: null, from: null, to: null, ...before, role }
/** Codes as people list them: by line, by comma or by space. */
const codesOf = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))]

/** The profile of a benefit, new or as it stands. A dis-benefit is the same record, with the other sign. */
export function ProfileDialog(props: {
  benefit: BenefitDetail | undefined
  /** The body looked at: a new benefit belongs to it, unless another is chosen. */
  body?: string | undefined
  onClose: () => void
  onDone: (benefit: BenefitDetail) => void
}) {
  const { life: _life, workloads, ...stated } = props.benefit?.profile.content ?? { ...empty, life: 'draft' as const }
  const [draft, setDraft] = createStore<Draft>({
    ...stated,
    workloads: workloads.join(', '),
    body: firstBody(props.body),
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { benefit } = props
    const { body, workloads: listed, ...others } = draft
    const fields = { ...others, workloads: codesOf(listed) }
    const done = await act.run(() =>
      benefit === undefined ? createBenefit({ ...fields, body }) : editBenefit(benefit, { ...fields }),
    )
    if (done === undefined) return
    showToast({ text: t(benefit === undefined ? 'benefits.registered' : 'benefits.saved', { code: done.code }) })
    props.onDone(done)
  }
  return (
    <FormDialog
      title={props.benefit === undefined ? t('benefits.add') : t('benefits.editTitle', { code: props.benefit.code })}
      act={act}
      submit={t(props.benefit === undefined ? 'benefits.enter' : 'benefits.save')}
      onSubmit={() => void submit()}
      onClose={() => props.onClose()}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <Show when={props.benefit === undefined}>
        <BodyField value={draft.body} error={act.errorAt('/body')} onChange={(body) => setDraft({ body })} />
      </Show>
      <TitleFields title={draft.title} act={act} onInput={(title) => setDraft('title', title)} />
      <div class="bn-f">
        <SelectField
          label={t('benefits.sign')}
          value={draft.sign === 1 ? 'gain' : 'loss'}
          options={[
            { value: 'gain', text: t('benefits.gain') },
            { value: 'loss', text: t('benefits.loss') },
          ]}
          onChange={(sign) => setDraft({ sign: sign === 'gain' ? 1 : -1 })}
        />
        <SelectField
          label={t('benefits.type')}
          value={draft.type}
          options={benefitTypes.map((one) => ({ value: one, text: t(typeText[one]) }))}
          onChange={(type) => setDraft({ type })}
        />
        <SelectField
          label={t('benefits.category')}
          value={draft.category}
          options={benefitCategories.map((one) => ({ value: one, text: t(categoryText[one]) }))}
          onChange={(category) => setDraft({ category })}
        />
        <SelectField
          label={t('benefits.class')}
          value={draft.class}
          options={benefitClasses.map((one) => ({ value: one, text: t(classText[one]) }))}
          onChange={(one) => setDraft({ class: one })}
        />
        <SelectField
          label={t('benefits.recurrence')}
          value={draft.recurrence}
          options={[
            { value: 'recurring', text: t('benefits.recurring') },
            { value: 'once', text: t('benefits.once') },
          ]}
          onChange={(recurrence) => setDraft({ recurrence })}
        />
        <SelectField
          label={t('benefits.layer')}
          value={draft.layer}
          options={[
            { value: 'end', text: t('benefits.layerEnd') },
            { value: 'intermediate', text: t('benefits.layerIntermediate') },
          ]}
          onChange={(layer) => setDraft({ layer })}
        />
      </div>
      <div class="bn-f">
        <RoleField field="owner" label={t('benefits.owner')} draft={draft} act={act} onInput={setDraft} />
        <RoleField
          field="financeCounterpart"
          label={t('benefits.finance')}
          draft={draft}
          act={act}
          onInput={setDraft}
        />
        <RoleField field="projectLead" label={t('benefits.projectLead')} draft={draft} act={act} onInput={setDraft} />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.beneficiary')}
          optional
          value={draft.beneficiary}
          error={act.errorAt('/beneficiary')}
          onInput={(beneficiary) => setDraft({ beneficiary })}
        />
        <TextField
          label={t('benefits.workloads')}
          hint={t('benefits.workloadsHint')}
          optional
          value={draft.workloads}
          error={act.errorAt('/workloads')}
          onInput={(workloads) => setDraft({ workloads })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.startsOn')}
          optional
          type="date"
          value={draft.startsOn ?? ''}
          error={act.errorAt('/startsOn')}
          onInput={(day) => setDraft({ startsOn: orNull(day) })}
        />
        <TextField
          label={t('benefits.endsOn')}
          optional
          type="date"
          value={draft.endsOn ?? ''}
          error={act.errorAt('/endsOn')}
          onInput={(day) => setDraft({ endsOn: orNull(day) })}
        />
        <TextField
          label={t('benefits.budgetLine')}
          optional
          value={draft.budgetLine ?? ''}
          error={act.errorAt('/budgetLine')}
          onInput={(line) => setDraft({ budgetLine: orNull(line) })}
        />
        <TextField
          label={t('benefits.fund')}
          optional
          value={draft.fund ?? ''}
          error={act.errorAt('/fund')}
          onInput={(fund) => setDraft({ fund: orNull(fund) })}
        />
      </div>
    </FormDialog>
  )
}

/** Who answers for something: a role, whoever holds it. */
function RoleField(props: {
  field: 'owner' | 'financeCounterpart' | 'projectLead'
  label: string
  draft: Draft
  act: Act
  onInput: (edit: Partial<Draft>) => void
}) {
  return (
    <TextField
      label={props.label}
      optional
      value={props.draft[props.field]?.role ?? ''}
      error={props.act.errorAt(`/${props.field}`)}
      onInput={(role) => props.onInput({ [props.field]: roleNamed(role, props.draft[props.field]) })}
    />
  )
}
