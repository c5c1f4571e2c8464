import { createSignal, For, Show } from 'solid-js'
import type { Assumption } from '#models/assumptions/assumption-set.ts'
import { type AssumptionsView, assumptionStatuses } from '#models/assumptions/assumptions.views.ts'
import { stateAssumptions } from '#client/api/costs.ts'
import { language, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { assumptionValue, isInPercent, isSwitch, statusWords, unitWords } from './assumption-words.ts'
import { type StatedAssumption, statedAssumptions } from './stated-assumptions.ts'
import { typedNumber } from './typed-number.ts'

const ends = ['low', 'likely', 'high'] as const
type End = (typeof ends)[number]
const endText = { low: 'costs.low', likely: 'costs.likely', high: 'costs.high' } as const
const shortest = 3
/** Multiplying by 100 and back leaves no trail of binary digits. */
const clean = (value: number) => Number(value.toPrecision(12))

/** A body's own range for one assumption, with where it comes from and why it is taken; or ours again. */
export function AssumptionDialog(props: {
  of: Assumption
  view: AssumptionsView
  onClose: () => void
  onDone: (view: AssumptionsView) => void
}) {
  const own = () => statedAssumptions(props.view).find((one) => one.name === props.of.name)
  const others = () => statedAssumptions(props.view).filter((one) => one.name !== props.of.name)
  const isRatio = () => isInPercent(props.of)
  const scale = () => (isRatio() ? 100 : 1)
  const typed = (value: number) => {
    const text = String(clean(value * scale()))
    return language() === 'fr' ? text.replace('.', ',') : text
  }
  const before = own() ?? props.of
  const [range, setRange] = createSignal<Readonly<Record<End, string>>>({
    low: typed(before.low),
    likely: typed(before.likely),
    high: typed(before.high),
  })
  const [status, setStatus] = createSignal<StatedAssumption['status']>(own()?.status ?? 'estimate')
  const [reference, setReference] = createSignal(own()?.reference ?? '')
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const valueOf = (end: End) => {
    const value = typedNumber(range()[end])
    return value === undefined ? undefined : clean(value / scale())
  }
  const values = () => {
    const [low, likely, high] = [valueOf('low'), valueOf('likely'), valueOf('high')]
    return low === undefined || likely === undefined || high === undefined ? undefined : { low, likely, high }
  }
  const isOrdered = () => {
    const all = values()
    return all === undefined || (all.low <= all.likely && all.likely <= all.high)
  }
  const endError = (end: End) => {
    if (!tried()) return undefined
    if (valueOf(end) === undefined) return t('costs.numberError')
    return end === 'likely' && !isOrdered() ? t('costs.orderError') : undefined
  }
  const isShort = (text: string) => text.trim().length < shortest
  const shortError = (text: string) => (tried() && isShort(text) ? t('costs.tooShort') : undefined)
  const hint = () => (isRatio() ? '%' : isSwitch(props.of.name) ? t('costs.switchHint') : unitWords(props.of.unit))

  async function state(mine: StatedAssumption | undefined) {
    const overrides = mine === undefined ? [...others()] : [...others(), mine]
    const view = await act.run(async () => await stateAssumptions(props.view, { reason: reason().trim(), overrides }))
    if (view === undefined) return
    showToast({ text: t(mine === undefined ? 'costs.oursAgain' : 'costs.stated', { name: said(props.of.label) }) })
    props.onDone(view)
  }
  async function submit() {
    setTried(true)
    const all = values()
    if (all === undefined || !isOrdered() || isShort(reference()) || isShort(reason())) return
    await state({ name: props.of.name, ...all, reference: reference().trim(), status: status() })
  }
  async function giveBack() {
    setTried(true)
    if (!isShort(reason())) await state(undefined)
  }

  return (
    <Dialog
      open
      title={t('costs.editTitle', { name: said(props.of.label), body: props.view.body })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Show when={own()}>
            <Button onClick={() => void giveBack()}>{t('costs.takeOurs')}</Button>
          </Show>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('costs.saving') : undefined} onClick={() => void submit()}>
            {t('costs.save')}
          </Button>
        </>
      }
    >
      <p class="sm">
        {t('costs.oursIs', {
          value: assumptionValue(props.of, props.of.likely),
          low: assumptionValue(props.of, props.of.low),
          high: assumptionValue(props.of, props.of.high),
        })}
      </p>
      <div class="cs-3">
        <For each={ends}>
          {(end) => (
            <TextField
              label={t(endText[end])}
              hint={hint()}
              value={range()[end]}
              onInput={(value) => setRange({ ...range(), [end]: value })}
              error={endError(end)}
            />
          )}
        </For>
      </div>
      <SelectField
        label={t('costs.status')}
        value={status()}
        options={assumptionStatuses.map((one) => ({ value: one, text: statusWords(one) }))}
        onChange={setStatus}
      />
      <TextField
        label={t('costs.reference')}
        hint={t('costs.referenceHint')}
        lines={2}
        value={reference()}
        onInput={setReference}
        error={shortError(reference())}
      />
      <TextField
        label={t('costs.reason')}
        hint={t('costs.reasonHint')}
        lines={2}
        value={reason()}
        onInput={setReason}
        error={shortError(reason()) ?? act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
