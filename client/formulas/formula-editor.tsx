import { createEffect, createSignal, For, Index, on, Show } from 'solid-js'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import { formulaVersion, formulaVersionPath } from '#client/api/formulas.ts'
import { createLoad } from '#client/api/load.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ownBody } from './bodies-field.tsx'
import { EffectPanel } from './effect-panel.tsx'
import { createFormulaCheck, type LiveCheck } from './formula-check.ts'
import {
  isChanged,
  keepDraft,
  keptDraft,
  placeOf,
  problemsAt,
  withAdded,
  withChange,
  withName,
} from './formula-draft.ts'
import { FormulaField } from './formula-field.tsx'
import { NamesPanel } from './names-panel.tsx'
import { ProposePanel } from './propose-panel.tsx'

/** Writes a version from another one: what is wrong, what it would change, before anyone proposes it. */
export function FormulaEditor(props: {
  set: string
  from: string
  onBack: () => void
  onProposed: (version: FormulaVersionDetail) => void
}) {
  const load = createLoad(() => formulaVersionPath(props.set, props.from), formulaVersion)
  return (
    <>
      <p>
        <Button kind="quiet" icon="chevl" onClick={() => props.onBack()}>
          {t('formulas.back')}
        </Button>
      </p>
      <Shown load={load}>
        {(version) => <Editing start={version()} onBack={props.onBack} onProposed={props.onProposed} />}
      </Shown>
    </>
  )
}

function Editing(props: {
  start: FormulaVersionDetail
  onBack: () => void
  onProposed: (version: FormulaVersionDetail) => void
}) {
  const [formulas, setFormulas] = createSignal(
    keptDraft(props.start.set, props.start.id)?.formulas ?? props.start.definitions,
  )
  const [body, setBody] = createSignal(ownBody())
  const live = createFormulaCheck(props.start.set, formulas)
  const fields = new Map<number, HTMLTextAreaElement>()
  let lastField = 0
  createEffect(
    on(formulas, (now) => keepDraft({ set: props.start.set, from: props.start.id, formulas: now }), { defer: true }),
  )
  const blockedBy = () => {
    if (!isChanged(props.start.definitions, formulas())) return t('formulas.changeFirst')
    return live.isCurrent() && live.check()?.loads === true ? undefined : t('formulas.fixFirst')
  }
  function pick(name: string) {
    const field = fields.get(lastField) ?? fields.get(0)
    if (field === undefined) return
    const put = withName(field.value, name, { from: field.selectionStart, to: field.selectionEnd })
    setFormulas(withChange(formulas(), lastField, { expression: put.text }))
    field.focus()
    field.setSelectionRange(put.caret, put.caret)
  }
  function add() {
    const label = { fr: t('formulas.newLabelFr'), en: t('formulas.newLabelEn') }
    setFormulas(withAdded(formulas(), { name: t('formulas.newName'), label }))
    fields.get(formulas().length - 1)?.focus()
  }
  function remove(index: number) {
    setFormulas(formulas().filter((_, i) => i !== index))
    fields.delete(formulas().length)
    lastField = Math.min(lastField, formulas().length - 1)
    fields.get(lastField)?.focus()
  }
  return (
    <div class="stack">
      <Panel
        title={t('formulas.editorTitle')}
        note={t('formulas.editorNote', { version: props.start.version })}
        end={
          <Button
            kind="quiet"
            small
            onClick={() => {
              keepDraft(undefined)
              props.onBack()
            }}
          >
            {t('formulas.discard')}
          </Button>
        }
      >
        <div class="fx-edit">
          <div class="stack">
            <ol class="plain fx">
              <Index each={formulas()}>
                {(one, index) => (
                  <FormulaField
                    formula={one()}
                    isRequired={props.start.required.includes(one().name) && index < props.start.definitions.length}
                    problems={problemsAt(live.check(), index)}
                    onChange={(change) => setFormulas(withChange(formulas(), index, change))}
                    onRemove={() => remove(index)}
                    ref={(element) => {
                      fields.set(index, element)
                      element.addEventListener('focus', () => (lastField = index))
                    }}
                  />
                )}
              </Index>
            </ol>
            <p>
              <Button icon="plus" onClick={() => add()}>
                {t('formulas.addFormula')}
              </Button>
            </p>
          </div>
          <div class="stack fx-side">
            <Problems live={live} formulas={formulas()} onGo={(place) => fields.get(place)?.focus()} />
            <NamesPanel version={{ inputs: props.start.inputs, definitions: formulas() }} onPick={pick} />
          </div>
        </div>
      </Panel>
      <EffectPanel set={props.start.set} formulas={formulas()} body={body()} onBody={setBody} blockedBy={blockedBy()} />
      <ProposePanel
        set={props.start.set}
        formulas={formulas()}
        body={body()}
        onBody={setBody}
        blockedBy={blockedBy()}
        onProposed={props.onProposed}
      />
    </div>
  )
}

function Problems(props: { live: LiveCheck; formulas: readonly FormulaDefinition[]; onGo: (place: number) => void }) {
  const all = () => props.live.check()?.problems ?? []
  return (
    <section aria-live="polite">
      <h3>{t('formulas.check')}</h3>
      <Show when={props.live.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show when={props.live.check() !== undefined} fallback={<p class="mut">{t('formulas.checking')}</p>}>
        <Show when={all().length > 0} fallback={<StatusMark tone="ok">{t('formulas.loads')}</StatusMark>}>
          <StatusMark tone="bad">{t('formulas.problemCount', { count: all().length })}</StatusMark>
          <ul class="plain fx-problems">
            <For each={all()}>
              {(problem) => (
                <li>
                  <Show when={placeOf(problem) === undefined ? undefined : { place: placeOf(problem) ?? 0 }}>
                    {(it) => (
                      <button
                        type="button"
                        class="btn quiet s mono"
                        aria-label={t('formulas.goTo', { name: props.formulas[it().place]?.name ?? '' })}
                        onClick={() => props.onGo(it().place)}
                      >
                        {props.formulas[it().place]?.name ?? ''}
                      </button>
                    )}
                  </Show>{' '}
                  {said(problem.detail)}
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  )
}
