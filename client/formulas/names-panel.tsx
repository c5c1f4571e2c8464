import { createSignal, For, Show } from 'solid-js'
import { formulaFunctions } from '#models/formulas/formula-tree.ts'
import { fold } from '#models/shared/fold.ts'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { TextField } from '#client/ui/field.tsx'
import { knownNames } from './formula-list.tsx'

/** Names that a formula may use, each a button that puts it where the caret was. */
export function NamesPanel(props: {
  version: Pick<FormulaVersionDetail, 'inputs' | 'definitions'>
  onPick: (name: string) => void
}) {
  const [filter, setFilter] = createSignal('')
  const shown = () => {
    const wanted = fold(filter().trim())
    return [...knownNames(props.version)].filter(([name, { label }]) =>
      fold(`${name} ${label.fr} ${label.en}`).includes(wanted),
    )
  }
  return (
    <>
      <details>
        <summary>{t('formulas.notation')}</summary>
        <p class="sm">{t('formulas.notationText', { functions: formulaFunctions.join(', ') })}</p>
      </details>
      <details>
        <summary>{t('formulas.names')}</summary>
        <TextField label={t('formulas.filterNames')} type="search" value={filter()} onInput={setFilter} />
        <ul class="plain fx-names">
          <For each={shown()} fallback={<li class="mut">{t('formulas.noName')}</li>}>
            {([name, known]) => (
              <li>
                <button type="button" class="btn quiet s mono" onClick={() => props.onPick(name)}>
                  {name}
                </button>{' '}
                <span class="sm">{said(known.label)}</span>{' '}
                <Show when={known.unit !== '1'}>
                  <span class="mono sm mut">{known.unit}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </details>
    </>
  )
}
