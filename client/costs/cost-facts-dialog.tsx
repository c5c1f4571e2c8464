import { createSignal, For, Show } from 'solid-js'
import type { CostFacts } from '#models/cost/cost-facts.ts'
import type { CostFactsView } from '#models/cost/cost-facts.views.ts'
import { stateCostFacts } from '#client/api/costs.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { factFields, type FactField } from './fact-fields.ts'
import { typedNumber } from './typed-number.ts'

type Draft = Readonly<Record<keyof CostFacts, string>>
const shortest = 3

function draftOf(facts: CostFacts): Draft {
  const typed = (value: string | number | null) => {
    if (value === null) return ''
    return typeof value === 'number' && language() === 'fr' ? String(value).replace('.', ',') : String(value)
  }
  // One entry a fact, in the order of the form.
  return Object.fromEntries(factFields.map(({ name }) => [name, typed(facts[name])])) as Draft
}

/** A typed fact as it is sent: empty is not stated; undefined when what is typed is not one. */
function factOf({ kind }: FactField, text: string): string | number | null | undefined {
  const bare = text.trim()
  if (bare === '') return null
  if (kind === 'day') return bare
  const value = typedNumber(bare)
  if (value === undefined || value < 0) return undefined
  return kind === 'years' && !(Number.isInteger(value) && value >= 1 && value <= 30) ? undefined : value
}

/** Facts of a workload's costs stated anew, whole, with what lets another find them again. */
export function CostFactsDialog(props: {
  of: CostFactsView
  onClose: () => void
  onDone: (stated: CostFactsView) => void
}) {
  const [draft, setDraft] = createSignal(draftOf(props.of.facts))
  const [reference, setReference] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isWrong = (field: FactField) => factOf(field, draft()[field.name]) === undefined
  const isShort = () => reference().trim().length < shortest
  const errorOf = (field: FactField) => {
    if (tried() && isWrong(field)) return t(field.kind === 'years' ? 'costs.yearsError' : 'costs.amountError')
    return act.errorAt(`/facts/${field.name}`)
  }
  async function submit() {
    setTried(true)
    if (factFields.some(isWrong) || isShort()) return
    const facts = Object.fromEntries(
      factFields.map((field) => [field.name, factOf(field, draft()[field.name]) ?? null]),
    ) as CostFacts // one entry a fact, each read by its kind
    const stated = await act.run(
      async () => await stateCostFacts(props.of.workload, { facts, reference: reference().trim() }),
    )
    if (stated !== undefined) props.onDone(stated)
  }
  const hintOf = (field: FactField) =>
    [field.unit, field.hint].flatMap((key) => (key === undefined ? [] : [t(key)])).join('. ') || undefined
  return (
    <Dialog
      open
      title={t('costs.factsTitle', { code: props.of.workload })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('costs.saving') : undefined} onClick={() => void submit()}>
            {t('costs.stateDo')}
          </Button>
        </>
      }
    >
      <p class="sm">{t('costs.factsText')}</p>
      <div class="cs-2">
        <For each={factFields}>
          {(field) => (
            <TextField
              optional
              label={t(field.text)}
              hint={hintOf(field)}
              type={field.kind === 'day' ? 'date' : 'text'}
              value={draft()[field.name]}
              onInput={(value) => setDraft({ ...draft(), [field.name]: value })}
              error={errorOf(field)}
            />
          )}
        </For>
      </div>
      <TextField
        label={t('costs.factReference')}
        hint={t('costs.referenceHint')}
        lines={2}
        value={reference()}
        onInput={setReference}
        error={tried() && isShort() ? t('costs.tooShort') : act.errorAt('/reference')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
