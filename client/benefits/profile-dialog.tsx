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
import { session } from '#client/api/access.ts'
import { createBenefit, editBenefit } from '#client/api/register.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { categoryText, classText, typeText } from './benefit-words.ts'
import { FormDialog } from './form-dialog.tsx'

type Draft = Omit<Profile, 'life'> & { readonly body: string; readonly reason: string }

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
const orNull = (text: string) => (text === '' ? null : text)

/** The profile of a benefit, new or as it stands. A dis-benefit is the same record, with the other sign. */
export function ProfileDialog(props: {
  benefit: BenefitDetail | undefined
  onClose: () => void
  onDone: (benefit: BenefitDetail) => void
}) {
  const { life: _life, ...stated } = props.benefit?.profile.content ?? { ...empty, life: 'draft' as const }
  const [draft, setDraft] = createStore<Draft>({ ...stated, body: session()?.bodies[0]?.code ?? '', reason: '' })
  const act = createAct()
  const bodies = () =>
    (session()?.bodies ?? []).map((one) => ({
      value: one.code,
      text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
    }))
  async function submit() {
    const { benefit } = props
    const { body, ...fields } = draft
    const title = { fr: fields.title.fr, en: fields.title.en.trim() === '' ? fields.title.fr : fields.title.en }
    const done = await act.run(() =>
      benefit === undefined ? createBenefit({ ...fields, title, body }) : editBenefit(benefit, { ...fields, title }),
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
    >
      <Show when={props.benefit === undefined && bodies().length > 1}>
        <SelectField
          label={t('benefits.bodyLong')}
          value={draft.body}
          options={bodies()}
          error={act.errorAt('/body')}
          onChange={(body) => setDraft({ body })}
        />
      </Show>
      <TextField
        label={t('benefits.titleFr')}
        value={draft.title.fr}
        error={act.errorAt('/title/fr')}
        onInput={(fr) => setDraft('title', { fr, en: draft.title.en })}
      />
      <TextField
        label={t('benefits.titleEn')}
        optional
        value={draft.title.en}
        error={act.errorAt('/title/en')}
        onInput={(en) => setDraft('title', { fr: draft.title.fr, en })}
      />
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
        <TextField
          label={t('benefits.owner')}
          optional
          value={draft.owner?.role ?? ''}
          onInput={(role) => setDraft({ owner: roleNamed(role, draft.owner) })}
        />
        <TextField
          label={t('benefits.finance')}
          optional
          value={draft.financeCounterpart?.role ?? ''}
          onInput={(role) => setDraft({ financeCounterpart: roleNamed(role, draft.financeCounterpart) })}
        />
        <TextField
          label={t('benefits.beneficiary')}
          optional
          value={draft.beneficiary}
          onInput={(beneficiary) => setDraft({ beneficiary })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.startsOn')}
          optional
          type="date"
          value={draft.startsOn ?? ''}
          onInput={(day) => setDraft({ startsOn: orNull(day) })}
        />
        <TextField
          label={t('benefits.endsOn')}
          optional
          type="date"
          value={draft.endsOn ?? ''}
          onInput={(day) => setDraft({ endsOn: orNull(day) })}
        />
        <TextField
          label={t('benefits.budgetLine')}
          optional
          value={draft.budgetLine ?? ''}
          onInput={(line) => setDraft({ budgetLine: orNull(line) })}
        />
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
