import { For, Show } from 'solid-js'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaCheck } from '#models/formulas/formula.views.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

const lineLength = 90

/** One formula being written. Those that the model asks for keep their name and unit; the others are wholly the writer's. */
export function FormulaField(props: {
  formula: FormulaDefinition
  isRequired: boolean
  problems: FormulaCheck['problems']
  onChange: (change: Partial<FormulaDefinition>) => void
  onRemove: () => void
  ref: (element: HTMLTextAreaElement) => void
}) {
  const one = () => props.formula
  const errorAt = (part: string) => {
    const found = props.problems.filter(({ pointer }) => pointer?.endsWith(`/${part}`) === true)
    return found.length === 0 ? undefined : found.map(({ detail }) => said(detail)).join(' ')
  }
  const unitError = () => (props.isRequired ? undefined : errorAt('unit'))
  const expressionError = () => {
    const found = [errorAt('expression'), props.isRequired ? errorAt('unit') : undefined].filter(Boolean).join(' ')
    return found === '' ? undefined : found
  }
  return (
    <li>
      <div class="fx-h">
        <h3 class="mono">{one().name}</h3>
        <span>{said(one().label)}</span>
        <span class="mono mut fx-u">{one().unit}</span>
      </div>
      <Show when={!props.isRequired}>
        <div class="fx-form">
          <TextField
            label={t('formulas.name')}
            value={one().name}
            onInput={(name) => props.onChange({ name })}
            error={errorAt('name')}
          />
          <TextField
            label={t('formulas.unit')}
            value={one().unit}
            onInput={(unit) => props.onChange({ unit })}
            error={unitError()}
          />
          <For each={['fr', 'en'] as const}>
            {(language) => (
              <TextField
                label={t(language === 'fr' ? 'formulas.labelFr' : 'formulas.labelEn')}
                value={one().label[language]}
                onInput={(text) => props.onChange({ label: { ...one().label, [language]: text } })}
                error={errorAt('label')}
              />
            )}
          </For>
        </div>
      </Show>
      <div class="fx-expr">
        <TextField
          label={t('formulas.expressionOf', { name: one().name })}
          lines={Math.max(1, Math.ceil(one().expression.length / lineLength))}
          value={one().expression}
          onInput={(expression) => props.onChange({ expression })}
          error={expressionError()}
          // A field with lines is a textarea.
          ref={(element) => props.ref(element as HTMLTextAreaElement)}
        />
      </div>
      <Show when={!props.isRequired}>
        <Button small icon="x" onClick={() => props.onRemove()}>
          {t('formulas.removeFormula', { name: one().name })}
        </Button>
      </Show>
    </li>
  )
}
