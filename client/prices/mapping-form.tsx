import { For, Show } from 'solid-js'
import { neededColumns, type PriceMapping } from '#models/prices/price-mapping.ts'
import { type PriceColumn, priceColumns } from '#models/prices/price-row.ts'
import { t } from '#client/i18n/i18n.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { columnText } from './price-words.ts'

/** Which column of the file is each of ours, or the value that holds for every line. */
export function MappingForm(props: {
  headers: readonly string[]
  mapping: PriceMapping
  onChange: (mapping: PriceMapping) => void
}) {
  const needed: readonly string[] = neededColumns
  const options = () => [
    { value: '', text: t('prices.mapNone') },
    ...props.headers.filter((header) => header !== '').map((header) => ({ value: header, text: header })),
  ]
  const columnOf = (column: PriceColumn) => props.mapping.columns[column] ?? ''
  const set = (part: 'columns' | 'constants', column: PriceColumn, value: string) => {
    const { [column]: _, ...others } = props.mapping[part]
    props.onChange({ ...props.mapping, [part]: value === '' ? others : { ...others, [column]: value } })
  }
  return (
    <div class="pbk-map">
      <For each={priceColumns}>
        {(column) => (
          <fieldset>
            <legend>
              {t(columnText[column])}
              <Show when={!needed.includes(column)}>
                <span class="hint"> {t('ui.optional')}</span>
              </Show>
            </legend>
            <SelectField
              label={t('prices.mapColumn')}
              value={columnOf(column)}
              options={options()}
              onChange={(header) => set('columns', column, header)}
            />
            <TextField
              optional
              label={t('prices.mapConstant')}
              value={props.mapping.constants[column] ?? ''}
              onInput={(value) => set('constants', column, value)}
            />
          </fieldset>
        )}
      </For>
    </div>
  )
}
