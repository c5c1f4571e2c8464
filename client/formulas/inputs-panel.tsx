import { For, Show } from 'solid-js'
import type { FormulaInputView } from '#models/formulas/formula.views.ts'
import { statusWords } from '#client/costs/assumption-words.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { originText } from './formula-words.ts'

/** What the formulas of a set read: what each name is, its unit, where its value comes from, and who reads it. */
export function InputsPanel(props: { inputs: readonly FormulaInputView[] }) {
  return (
    <Panel flush title={t('formulas.inputs')} note={t('formulas.inputsNote', { count: props.inputs.length })}>
      <ScrollRegion label={t('workload.scrolling', { name: t('formulas.inputs') })}>
        <table class="tbl mid fx-in">
          <caption class="vh">{t('formulas.inputs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('formulas.input')}</th>
              <th scope="col">{t('formulas.meaning')}</th>
              <th scope="col">{t('formulas.unit')}</th>
              <th scope="col">{t('formulas.origin')}</th>
              <th scope="col" class="num">
                {t('formulas.range')}
              </th>
              <th scope="col">{t('formulas.usedBy')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.inputs}>{(input) => <InputLine input={input} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

/** As many digits as the registry gives, none more. */
const asStated = (value: number) => fmt.decimal(value, Math.min(6, `${value}`.split('.')[1]?.length ?? 0))

function InputLine(props: { input: FormulaInputView }) {
  // What the formulas call a drift or a rate may be one of several assumptions: the model chooses, row by row.
  const origin = () =>
    props.input.kind === 'assumption' && props.input.assumption === null
      ? 'formulas.kindBound'
      : originText[props.input.kind]
  const range = () => {
    const { assumption } = props.input
    if (assumption === null) return unknownMark
    const { low, likely, high } = assumption
    return low === high ? asStated(likely) : [low, likely, high].map(asStated).join(' · ')
  }
  return (
    <tr>
      <th scope="row" class="mono">
        {props.input.name}
      </th>
      <td>{said(props.input.label)}</td>
      <td class="mono nb">{props.input.unit}</td>
      <td>
        {t(origin())}
        <Show when={props.input.assumption}>
          {(it) => (
            <>
              <br />
              <small class="mut">
                {t('formulas.assumptionBy', {
                  author: it().author,
                  date: fmt.date(it().date),
                  status: statusWords(it().status),
                })}
              </small>
              <br />
              <small class="mut">{said(it().reference)}</small>
            </>
          )}
        </Show>
      </td>
      <td class="num nb">{range()}</td>
      <td class="mono sm">
        {props.input.usedBy.length === 0 ? t('formulas.usedByNone') : props.input.usedBy.join(', ')}
      </td>
    </tr>
  )
}
