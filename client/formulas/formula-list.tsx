import { createMemo, For, Show } from 'solid-js'
import type { FormulaDefinition, FormulaInput } from '#models/formulas/formula-set.ts'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import { namesIn } from '#models/formulas/names-in.ts'
import { said, t } from '#client/i18n/i18n.ts'

type Known = { readonly label: FormulaInput['label']; readonly unit: string; readonly isFormula: boolean }

/** Every name that a formula of the set may use, with what it is. */
export function knownNames(version: Pick<FormulaVersionDetail, 'inputs' | 'definitions'>): ReadonlyMap<string, Known> {
  return new Map([
    ...version.inputs.map(({ name, label, unit }): [string, Known] => [name, { label, unit, isFormula: false }]),
    ...version.definitions.map(({ name, label, unit }): [string, Known] => [name, { label, unit, isFormula: true }]),
  ])
}

/** Formulas as they are written, each with its unit and what it reads. `shipped` is what they are compared with, when they may differ. */
export function FormulaList(props: {
  version: FormulaVersionDetail
  shipped?: readonly FormulaDefinition[] | undefined
}) {
  const names = createMemo(() => knownNames(props.version))
  const before = (name: string) => props.shipped?.find((one) => one.name === name)
  return (
    <ol class="plain fx">
      <For each={props.version.definitions}>
        {(one) => (
          <li>
            <div class="fx-h">
              <h3 class="mono">{one.name}</h3>
              <span>{said(one.label)}</span>
              <Show when={props.shipped !== undefined && props.version.changed.includes(one.name)}>
                <span class="tag warn">
                  {t(before(one.name) === undefined ? 'formulas.added' : 'formulas.changed')}
                </span>
              </Show>
              <span class="mono mut fx-u">{one.unit}</span>
            </div>
            <p class="mono fx-e">{one.expression}</p>
            <Show when={before(one.name)?.expression !== one.expression ? before(one.name) : undefined}>
              {(old) => (
                <p class="sm fx-was">
                  <span class="mut">{t('formulas.shippedText')}</span> <del class="mono">{old().expression}</del>
                </p>
              )}
            </Show>
            <Show when={one.note}>{(note) => <p class="sm mut">{said(note())}</p>}</Show>
            <details>
              <summary>{t('formulas.reads', { name: one.name })}</summary>
              <Reads expression={one.expression} names={names()} />
            </details>
          </li>
        )}
      </For>
    </ol>
  )
}

function Reads(props: { expression: string; names: ReadonlyMap<string, Known> }) {
  const read = () =>
    [...namesIn(props.expression)].flatMap((name) => {
      const known = props.names.get(name)
      return known === undefined ? [] : [{ name, ...known }]
    })
  return (
    <Show when={read().length > 0} fallback={<p class="sm mut">{t('formulas.readsNothing')}</p>}>
      <dl class="dl left sm">
        <For each={read()}>
          {(one) => (
            <>
              <dt class="mono">{one.name}</dt>
              <dd>
                {said(one.label)} <span class="mono mut">{one.unit}</span>
                <Show when={one.isFormula}>
                  <span class="mut"> · {t('formulas.ofSet')}</span>
                </Show>
              </dd>
            </>
          )}
        </For>
      </dl>
    </Show>
  )
}
