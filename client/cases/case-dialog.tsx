import { createSignal, Show } from 'solid-js'
import type { CaseView } from '#models/cases/case.schemas.ts'
import { session } from '#client/api/access.ts'
import { editCase, openCase } from '#client/api/cases.ts'
import { createLoad } from '#client/api/load.ts'
import { hostingOptions, hostingOptionsPath } from '#client/api/rules.ts'
import { waveChoices, wavesPath } from '#client/api/waves.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { type CaseDraft, contentOf, draftOf, faultsOf, newDraft } from './case-draft.ts'
import { fiscalYearName } from './case-words.ts'
import { SelectionFields } from './selection-fields.tsx'
import { VariantFields } from './variant-fields.tsx'

const dayFields = [
  ['startsOn', 'waves.starts', 'waves.startsHint'],
  ['cutsOverOn', 'waves.cutsOver', 'waves.cutsOverHint'],
  ['decommissionsOn', 'waves.decommissions', 'waves.decommissionsHint'],
] as const
const yearsOffered = 12

/** What a case compares: opened anew, or changed as it stands. */
export function CaseDialog(props: {
  of: CaseView | undefined
  codes: readonly string[]
  /** Body chosen where the codes were. */
  body: string | undefined
  onClose: () => void
  onDone: (view: CaseView) => void
}) {
  const [draft, setDraft] = createSignal<CaseDraft>(
    props.of === undefined ? newDraft(props.codes, t('cases.firstVariant'), new Date()) : draftOf(props.of),
  )
  const [body, setBody] = createSignal(
    props.of?.body ??
      props.body ??
      (session()?.bodies.find(({ kind }) => kind === 'body') ?? session()?.bodies[0])?.code ??
      '',
  )
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const options = createLoad(() => hostingOptionsPath, hostingOptions)
  const waves = createLoad(
    () => `${wavesPath}?limit=500`,
    (_, signal) => waveChoices(signal),
  )
  const set = (change: Partial<CaseDraft>) => setDraft({ ...draft(), ...change })
  const errorAt = (pointer: string) => {
    const fault = tried() ? faultsOf(draft())[pointer] : undefined
    return fault === undefined ? act.errorAt(pointer) : t(fault)
  }
  const firstYear = draft().baseYear - 2

  async function submit() {
    setTried(true)
    if (Object.keys(faultsOf(draft())).length > 0) return
    const content = contentOf(draft())
    const { of } = props
    const done = await act.run(async () =>
      of === undefined ? await openCase({ body: body(), ...content }) : await editCase(of, content),
    )
    if (done !== undefined) props.onDone(done)
  }

  return (
    <Dialog
      open
      title={props.of === undefined ? t('cases.newTitle') : t('cases.editTitle', { code: props.of.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('cases.saving') : undefined} onClick={() => void submit()}>
            {t(props.of === undefined ? 'cases.create' : 'cases.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('cases.caseTitle')}
        value={draft().title}
        onInput={(title) => set({ title })}
        error={errorAt('/title')}
      />
      <Show when={props.of === undefined && (session()?.bodies.length ?? 0) > 1}>
        <SelectField
          label={t('cases.body')}
          hint={t('cases.bodyHint')}
          value={body()}
          options={(session()?.bodies ?? []).map((one) => ({
            value: one.code,
            text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
          }))}
          onChange={setBody}
          error={errorAt('/body')}
        />
      </Show>
      <SelectionFields draft={draft()} waves={waves.value() ?? []} errorAt={errorAt} onChange={set} />
      <div class="ca-3">
        <SelectField
          label={t('cases.baseYear')}
          hint={t('cases.baseYearHint')}
          value={String(draft().baseYear)}
          options={Array.from({ length: yearsOffered }, (_, i) => ({
            value: String(firstYear + i),
            text: fiscalYearName(firstYear + i),
          }))}
          onChange={(year) => set({ baseYear: Number(year) })}
          error={errorAt('/baseYear')}
        />
        <TextField
          label={t('cases.yearCount')}
          hint={t('cases.yearCountHint')}
          type="number"
          value={draft().years}
          onInput={(years) => set({ years })}
          error={errorAt('/years')}
        />
        <SelectField
          label={t('cases.basis')}
          hint={t('cases.basisHint')}
          value={draft().basis}
          options={[
            { value: 'nominal' as const, text: t('cases.nominal') },
            { value: 'real' as const, text: t('cases.real') },
          ]}
          onChange={(basis) => set({ basis })}
        />
      </div>
      <fieldset class="ca-days">
        <legend>{t('cases.defaultDates')}</legend>
        <p class="hint">{t('cases.defaultDatesHint')}</p>
        <div class="ca-3">
          {dayFields.map(([field, label, hint]) => (
            <TextField
              optional
              type="date"
              label={t(label)}
              hint={t(hint)}
              value={draft().dates[field]}
              onInput={(day) => set({ dates: { ...draft().dates, [field]: day } })}
              error={errorAt(`/defaultDates/${field}`) ?? (field === 'startsOn' ? errorAt('/defaultDates') : undefined)}
            />
          ))}
        </div>
      </fieldset>
      <VariantFields
        variants={draft().variants}
        options={options.value() ?? []}
        errorAt={errorAt}
        onChange={(variants) => set({ variants })}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
