import type { BodyView } from '#models/access/access.schemas.ts'
import { session } from '#client/api/access.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { SelectField } from '#client/ui/field.tsx'

/** The only body of a person is theirs without a choice. */
export function firstBody(bodies: readonly BodyView[]): string {
  return bodies.length === 1 ? (bodies[0]?.code ?? '') : ''
}

export function BodyField(props: { value: string; onChange: (code: string) => void; error?: string | undefined }) {
  return (
    <SelectField
      label={t('bills.body')}
      value={props.value}
      options={[
        { value: '', text: t('bills.chooseBody') },
        ...(session()?.bodies ?? []).map((one) => ({
          value: one.code,
          text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
        })),
      ]}
      onChange={props.onChange}
      error={props.error}
    />
  )
}
