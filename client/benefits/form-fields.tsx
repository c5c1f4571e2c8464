import { Show } from 'solid-js'
import { session } from '#client/api/access.ts'
import { language, t } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

type Title = { readonly fr: string; readonly en: string }

/** A title in both languages: neither is a translation that may come later. */
export function TitleFields(props: { title: Title; act: Act; pointer?: string; onInput: (title: Title) => void }) {
  const pointer = () => props.pointer ?? '/title'
  return (
    <div class="bn-f">
      <TextField
        label={t('benefits.titleFr')}
        value={props.title.fr}
        error={props.act.errorAt(`${pointer()}/fr`)}
        onInput={(fr) => props.onInput({ ...props.title, fr })}
      />
      <TextField
        label={t('benefits.titleEn')}
        value={props.title.en}
        error={props.act.errorAt(`${pointer()}/en`)}
        onInput={(en) => props.onInput({ ...props.title, en })}
      />
    </div>
  )
}

/** The body that something new belongs to first: the one looked at, or the first of those within reach. */
export const firstBody = (lookedAt: string | undefined): string => lookedAt ?? session()?.bodies[0]?.code ?? ''

/** One of the bodies within reach; not asked when there is only one. */
export function BodyField(props: { value: string; error?: string | undefined; onChange: (body: string) => void }) {
  const bodies = () =>
    (session()?.bodies ?? []).map((one) => ({
      value: one.code,
      text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
    }))
  return (
    <Show when={bodies().length > 1}>
      <SelectField
        label={t('benefits.bodyLong')}
        value={props.value}
        options={bodies()}
        error={props.error}
        onChange={props.onChange}
      />
    </Show>
  )
}

type Months = { readonly from: string; readonly to: string }

/** First and last month of what is said, both included. */
export function MonthFields(props: {
  months: Months
  act: Act
  pointer?: string
  /** Whether it may go on without an end. */
  mayGoOn?: boolean
  onInput: (months: Months) => void
}) {
  const pointer = () => props.pointer ?? ''
  return (
    <>
      <TextField
        label={t('benefits.windowFrom')}
        hint={t('benefits.monthHint')}
        value={props.months.from}
        error={props.act.errorAt(`${pointer()}/from`)}
        onInput={(from) => props.onInput({ ...props.months, from })}
      />
      <TextField
        label={t('benefits.windowTo')}
        hint={t('benefits.monthHint')}
        optional={props.mayGoOn === true}
        value={props.months.to}
        error={props.act.errorAt(`${pointer()}/to`)}
        onInput={(to) => props.onInput({ ...props.months, to })}
      />
    </>
  )
}
