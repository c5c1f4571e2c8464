import { For, Show } from 'solid-js'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { optionName } from '#client/assessment/option-name.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import type { VariantDraft } from './case-draft.ts'
import { termWords } from './case-words.ts'

const letters = ['A', 'B', 'C'] as const
const terms = ['on-demand', '1y', '3y'] as const

/** One to three ways of moving, compared with staying. */
export function VariantFields(props: {
  variants: readonly VariantDraft[]
  options: readonly HostingOption[]
  errorAt: (pointer: string) => string | undefined
  onChange: (variants: readonly VariantDraft[]) => void
}) {
  const set = (at: number, change: Partial<VariantDraft>) =>
    props.onChange(props.variants.map((one, i) => (i === at ? { ...one, ...change } : one)))
  const add = () => props.onChange([...props.variants, { label: '', place: 'option', option: '', term: 'on-demand' }])
  const options = () => [
    { value: '', text: t('cases.chooseOption') },
    ...props.options.map((one) => ({ value: one.id, text: optionName(one) })),
  ]
  // Rows are told apart by their place: what is typed in one must not make its field anew.
  const places = () => letters.slice(0, props.variants.length)
  return (
    <fieldset class="ca-vars">
      <legend>{t('cases.variants')}</legend>
      <p class="hint">{t('cases.variantsHint')}</p>
      <For each={places()}>
        {(letter, at) => {
          const one = () => props.variants[at()]
          return (
            <div class="ca-var">
              <b>{letter}</b>
              <TextField
                label={t('cases.variantLabel', { letter })}
                value={one()?.label ?? ''}
                onInput={(label) => set(at(), { label })}
                error={props.errorAt(`/variants/${at()}/label`)}
              />
              <SelectField
                label={t('cases.variantPlace', { letter })}
                value={one()?.place ?? 'chosen'}
                options={[
                  { value: 'chosen' as const, text: t('cases.placeChosen') },
                  { value: 'option' as const, text: t('cases.placeOption') },
                ]}
                onChange={(place) => set(at(), { place })}
              />
              <Show when={one()?.place === 'option'}>
                <SelectField
                  label={t('cases.variantOption', { letter })}
                  value={one()?.option ?? ''}
                  options={options()}
                  onChange={(option) => set(at(), { option })}
                  error={props.errorAt(`/variants/${at()}/place/option`)}
                />
              </Show>
              <SelectField
                label={t('cases.variantTerm', { letter })}
                value={one()?.term ?? 'on-demand'}
                options={terms.map((term) => ({ value: term, text: termWords(term) }))}
                onChange={(term) => set(at(), { term })}
              />
              <Show when={props.variants.length > 1}>
                <Button
                  small
                  kind="quiet"
                  icon="x"
                  onClick={() => props.onChange(props.variants.filter((_, i) => i !== at()))}
                >
                  {t('cases.variantRemove', { letter })}
                </Button>
              </Show>
            </div>
          )
        }}
      </For>
      <Show when={props.variants.length < letters.length}>
        <Button small icon="plus" onClick={add}>
          {t('cases.variantAdd')}
        </Button>
      </Show>
    </fieldset>
  )
}
