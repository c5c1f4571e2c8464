import { createUniqueId, For, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import type { DraftValue } from './draft.ts'
import type { RecordField } from './record-fields.ts'

type Props = {
  field: RecordField
  value: DraftValue
  error: string | undefined
  /** Other answers on the form make this one necessary. */
  needed?: boolean
  onChange: (value: DraftValue) => void
}
const answers = [
  { value: 'yes', text: 'classification.yes' },
  { value: 'no', text: 'classification.no' },
  { value: 'unknown', text: 'classification.unknown' },
] as const

function YesNo(props: Props) {
  const name = createUniqueId()
  const chosen = () => (props.value === true ? 'yes' : props.value === false ? 'no' : 'unknown')
  return (
    <fieldset class="tri" aria-describedby={props.error === undefined ? undefined : `${name}-error`}>
      <legend>{t(props.field.label)}</legend>
      <For each={answers}>
        {(answer) => (
          <CheckField
            type="radio"
            name={name}
            label={t(answer.text)}
            checked={chosen() === answer.value}
            onChange={() => props.onChange(answer.value === 'unknown' ? null : answer.value === 'yes')}
          />
        )}
      </For>
      <Show when={props.error}>
        <p class="err" id={`${name}-error`}>
          <Icon name="vbad" small />
          {props.error}
        </p>
      </Show>
    </fieldset>
  )
}

function Choices(props: Props) {
  const chosen = () => (Array.isArray(props.value) ? (props.value as readonly string[]) : []) // the only arrays of a draft hold texts
  return (
    <fieldset class="many">
      <legend>{t(props.field.label)}</legend>
      <For each={props.field.choices}>
        {(choice) => (
          <CheckField
            label={choice.text()}
            checked={chosen().includes(choice.value)}
            onChange={(on) =>
              props.onChange(on ? [...chosen(), choice.value] : chosen().filter((one) => one !== choice.value))
            }
          />
        )}
      </For>
    </fieldset>
  )
}

function Choice(props: Props) {
  return (
    <SelectField
      label={t(props.field.label)}
      value={typeof props.value === 'string' ? props.value : ''}
      options={[
        { value: '', text: t('classification.unknown') },
        ...(props.field.choices ?? []).map((choice) => ({ value: choice.value, text: choice.text() })),
      ]}
      onChange={(value) => props.onChange(value === '' ? null : value)}
      error={props.error}
    />
  )
}

function Written(props: Props) {
  return (
    <TextField
      optional={props.needed !== true}
      label={t(props.field.label)}
      value={typeof props.value === 'string' ? props.value : ''}
      type={props.field.kind === 'date' ? 'date' : 'text'}
      onInput={props.onChange}
      error={props.error}
      {...(props.field.kind === 'long-text' ? { lines: 3 } : {})}
    />
  )
}

/** One field of the record; what is not known can always be said. */
export function RecordFieldInput(props: Props) {
  switch (props.field.kind) {
    case 'yes-no':
      return <YesNo {...props} />
    case 'choices':
      return <Choices {...props} />
    case 'level':
    case 'choice':
      return <Choice {...props} />
    case 'date':
    case 'text':
    case 'long-text':
      return <Written {...props} />
  }
}
