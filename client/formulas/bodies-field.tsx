import { session } from '#client/api/access.ts'
import { language } from '#client/i18n/i18n.ts'
import { SelectField } from '#client/ui/field.tsx'

/** The body in which the person holds a role that writes formulas; else the first in sight. */
export function ownBody(): string {
  const grant = session()?.grants.find(({ role }) => role === 'portfolio-manager')
  return grant?.body ?? session()?.bodies[0]?.code ?? ''
}

/** One of the bodies in sight. */
export function BodiesField(props: {
  label: string
  hint?: string
  value: string
  onChange: (code: string) => void
  error?: string | undefined
}) {
  return (
    <SelectField
      label={props.label}
      hint={props.hint}
      value={props.value}
      options={(session()?.bodies ?? []).map((body) => ({
        value: body.code,
        text: `${body.code}, ${language() === 'fr' ? body.nameFr : body.nameEn}`,
      }))}
      onChange={(code) => props.onChange(code)}
      error={props.error}
    />
  )
}
