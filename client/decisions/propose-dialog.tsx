import { createMemo, createSignal, Show } from 'solid-js'
import {
  type Strategy,
  strategies,
  type WorkloadAssessment,
  type WorkloadView,
} from '#models/inventory/workload.views.ts'
import { strategiesWithoutOption } from '#models/decisions/decision.schemas.ts'
import { placementStanding } from '#models/rules/ranking.ts'
import { proposeDecision } from '#client/api/decisions.ts'
import { optionName } from '#client/assessment/option-name.ts'
import { optionsBestFirst } from '#client/assessment/option-order.ts'
import { t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { verdictWord } from '#client/ui/verdict-mark.tsx'

const shortestRationale = 3
/** A strategy, where, and why: for another person to sign. */
export function ProposeDialog(props: {
  workload: WorkloadView
  assessment: WorkloadAssessment
  /** What the rules advise: offered first when nobody proposed a strategy. */
  computed: Strategy | undefined
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const options = createMemo(() => optionsBestFirst(props.assessment))
  const [strategy, setStrategy] = createSignal<Strategy>(props.workload.proposedStrategy ?? props.computed ?? 'rehost')
  const [option, setOption] = createSignal(props.assessment.best ?? '')
  const [rationale, setRationale] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const needsOption = () => !strategiesWithoutOption.includes(strategy())
  const chosen = () => options().find((one) => one.option === option())
  const standing = () => {
    const one = chosen()
    return one === undefined ? undefined : placementStanding(one.verdict)
  }
  const isShownBesideField = () => ['/strategy', '/option', '/rationale'].some((at) => act.errorAt(at) !== undefined)
  const optionError = () =>
    tried() && needsOption() && option() === '' ? t('decisions.optionMissing') : act.errorAt('/option')
  const rationaleError = () =>
    tried() && rationale().trim().length < shortestRationale
      ? t('decisions.rationaleMissing')
      : act.errorAt('/rationale')

  async function submit() {
    setTried(true)
    if ((needsOption() && option() === '') || rationale().trim().length < shortestRationale) return
    const made = await act.run(
      async () =>
        await proposeDecision(props.workload.code, {
          strategy: strategy(),
          option: needsOption() ? option() : null,
          rationale: rationale().trim(),
        }),
    )
    if (made === undefined) return
    showToast({ text: t('decisions.proposed') })
    props.onDone()
  }

  return (
    <Dialog
      open={props.open}
      title={t('decisions.propose')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('decisions.proposing') : undefined}
            onClick={() => void submit()}
          >
            {t('decisions.propose')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('decisions.strategy')}
        value={strategy()}
        options={strategies.map((one) => ({ value: one, text: strategyWord(one) }))}
        onChange={setStrategy}
        error={act.errorAt('/strategy')}
      />
      <Show when={needsOption()}>
        <SelectField
          label={t('decisions.option')}
          value={option()}
          options={[
            { value: '', text: t('decisions.noOption') },
            ...options().map((one) => ({
              value: one.option,
              text: `${optionName(one)} (${verdictWord(one.verdict.verdict)})`,
            })),
          ]}
          onChange={setOption}
          error={optionError()}
        />
        <Show when={standing() === 'forbid'}>
          <Note tone="warn">{t('decisions.forbidden')}</Note>
        </Show>
        <Show when={standing() === 'undetermined'}>
          <Note tone="warn">{t('decisions.undetermined')}</Note>
        </Show>
      </Show>
      <TextField
        label={t('decisions.rationale')}
        hint={t('decisions.rationaleHint')}
        value={rationale()}
        onInput={setRationale}
        error={rationaleError()}
        lines={3}
      />
      <Show when={isShownBesideField() ? undefined : act.problem()}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
