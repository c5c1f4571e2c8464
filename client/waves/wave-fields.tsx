import { Show } from 'solid-js'
import { datesFaults } from '#models/waves/wave-dates.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import { session } from '#client/api/access.ts'
import { language, t } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

export type WaveDraft = {
  readonly body: string
  readonly name: string
  readonly note: string
  readonly dates: WaveDates
}

/** Days typed so far, when all three are there and in order. */
export function readyDates(draft: WaveDraft): WaveDates | undefined {
  const { dates } = draft
  const isComplete = Object.values(dates).every((day) => day !== '')
  return isComplete && datesFaults(dates).length === 0 ? dates : undefined
}

const fields = [
  ['startsOn', 'waves.starts', 'waves.startsHint'],
  ['cutsOverOn', 'waves.cutsOver', 'waves.cutsOverHint'],
  ['decommissionsOn', 'waves.decommissions', 'waves.decommissionsHint'],
] as const

/** The name, the days and the note of a wave, and its body while it is new. What the server refuses is told beside its field. */
export function WaveFields(props: {
  draft: WaveDraft
  act: Act
  tried: boolean
  isNew: boolean
  onDraft: (draft: WaveDraft) => void
}) {
  const set = (change: Partial<WaveDraft>) => props.onDraft({ ...props.draft, ...change })
  const missing = (value: string) => (props.tried && value.trim() === '' ? t('waves.required') : undefined)
  const bodies = () => session()?.bodies ?? []
  return (
    <>
      <Show when={props.isNew && bodies().length > 1}>
        <SelectField
          label={t('waves.body')}
          value={props.draft.body}
          options={bodies().map((one) => ({
            value: one.code,
            text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
          }))}
          onChange={(body) => set({ body })}
          error={props.act.errorAt('/body')}
        />
      </Show>
      <TextField
        label={t('waves.name')}
        value={props.draft.name}
        onInput={(name) => set({ name })}
        error={missing(props.draft.name) ?? props.act.errorAt('/name')}
      />
      <div class="wv-3">
        {fields.map(([field, label, hint]) => (
          <TextField
            type="date"
            label={t(label)}
            hint={t(hint)}
            value={props.draft.dates[field]}
            onInput={(day) => set({ dates: { ...props.draft.dates, [field]: day } })}
            error={missing(props.draft.dates[field]) ?? props.act.errorAt(`/dates/${field}`)}
          />
        ))}
      </div>
      <TextField
        optional
        lines={2}
        label={t('waves.note')}
        value={props.draft.note}
        onInput={(note) => set({ note })}
        error={props.act.errorAt('/note')}
      />
    </>
  )
}
