import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Icon } from './icon.tsx'

type FieldProps = {
  label: string
  hint?: string | undefined
  /** What is wrong and what to do, shown under the field. */
  error?: string | undefined
  /** Required is the norm; the others say « facultatif ». */
  optional?: boolean
}

type Ids = { readonly id: string; readonly describedBy: () => string | undefined }

function Field(props: FieldProps & { ids: Ids; children: JSX.Element }) {
  return (
    <div class="field">
      <label for={props.ids.id}>
        {props.label}
        <Show when={props.optional}>
          <span class="hint"> {t('ui.optional')}</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p class="hint" id={`${props.ids.id}-hint`}>
          {props.hint}
        </p>
      </Show>
      {props.children}
      <Show when={props.error}>
        <p class="err" id={`${props.ids.id}-error`}>
          <Icon name="vbad" small />
          {props.error}
        </p>
      </Show>
    </div>
  )
}

function createIds(props: FieldProps): Ids {
  const id = createUniqueId()
  const describedBy = () => {
    const ids = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ')
    return ids === '' ? undefined : ids
  }
  return { id, describedBy }
}

export function TextField(
  props: FieldProps & {
    value: string
    onInput: (value: string) => void
    type?: 'text' | 'password' | 'email' | 'number' | 'date' | 'search'
    autocomplete?: string
    lines?: number
    ref?: (element: HTMLInputElement | HTMLTextAreaElement) => void
  },
) {
  const ids = createIds(props)
  return (
    <Field {...props} ids={ids}>
      <Show
        when={props.lines !== undefined}
        fallback={
          <input
            class="in"
            id={ids.id}
            ref={(element) => props.ref?.(element)}
            type={props.type ?? 'text'}
            autocomplete={props.autocomplete ?? 'off'}
            value={props.value}
            aria-invalid={props.error === undefined ? undefined : 'true'}
            aria-describedby={ids.describedBy()}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        }
      >
        <textarea
          class="in"
          id={ids.id}
          ref={(element) => props.ref?.(element)}
          rows={props.lines}
          value={props.value}
          aria-invalid={props.error === undefined ? undefined : 'true'}
          aria-describedby={ids.describedBy()}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </Show>
    </Field>
  )
}

export function SelectField<V extends string>(
  props: FieldProps & {
    value: V
    options: readonly { readonly value: V; readonly text: string }[]
    onChange: (value: V) => void
  },
) {
  const ids = createIds(props)
  return (
    <Field {...props} ids={ids}>
      <select
        class="in"
        id={ids.id}
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={ids.describedBy()}
        // The only values offered are those of `options`, all of type V.
        onChange={(event) => props.onChange(event.currentTarget.value as V)}
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.text}
            </option>
          )}
        </For>
      </select>
    </Field>
  )
}

export function CheckField(props: {
  label: JSX.Element
  checked: boolean
  onChange: (checked: boolean) => void
  type?: 'checkbox' | 'radio'
  name?: string
}) {
  return (
    <label class="ck">
      <input
        type={props.type ?? 'checkbox'}
        name={props.name}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  )
}
