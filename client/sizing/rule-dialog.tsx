import { createSignal, Show } from 'solid-js'
import { sizingRuleWords } from '#models/sizing/rule-words.ts'
import type { WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import { azurePercentiles, type SizingRuleId, sizingRules } from '#models/sizing/usage.schemas.ts'
import { settleSizingRule } from '#client/api/usage.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

/** The rule of a workload, its margin, its percentile for Azure Migrate's, and why. */
export function RuleDialog(props: {
  view: WorkloadSizesView
  onClose: () => void
  onDone: (view: WorkloadSizesView) => void
}) {
  const settled = props.view.choice
  const [rule, setRule] = createSignal<SizingRuleId>(props.view.rule)
  const [comfort, setComfort] = createSignal(
    settled?.comfort === null || settled === null ? '' : fmt.decimal(settled.comfort, 2),
  )
  const [percentile, setPercentile] = createSignal<string>(String(settled?.percentile ?? ''))
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const factor = () => (comfort().trim() === '' ? null : Number(comfort().trim().replace(',', '.')))
  const isFactor = () => {
    const value = factor()
    return value === null || (value >= 1 && value <= 3)
  }
  async function submit() {
    setTried(true)
    if (!isFactor() || reason().trim() === '') return
    const view = await act.run(
      async () =>
        await settleSizingRule(props.view, {
          rule: rule(),
          comfort: factor(),
          percentile: azurePercentiles.find((one) => String(one) === percentile()) ?? null,
          reason: reason(),
        }),
    )
    if (view === undefined) return
    showToast({ text: t('sizing.saved') })
    props.onDone(view)
  }
  return (
    <Dialog
      open
      title={t('sizing.dialogTitle', { code: props.view.workload })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('sizing.saving') : undefined} onClick={() => void submit()}>
            {t('sizing.save')}
          </Button>
        </>
      }
    >
      <p class="hint">{t('sizing.dialogText')}</p>
      <SelectField
        label={t('sizing.ruleField')}
        hint={said(sizingRuleWords[rule()].does)}
        value={rule()}
        options={sizingRules.map((one) => ({ value: one, text: said(sizingRuleWords[one].name) }))}
        onChange={setRule}
      />
      <Show when={rule() === 'azure-migrate'}>
        <SelectField
          label={t('sizing.percentileField')}
          value={percentile()}
          options={[
            { value: '', text: t('sizing.percentileDefault') },
            ...azurePercentiles.map((one) => ({ value: String(one), text: `P${one}` })),
          ]}
          onChange={setPercentile}
        />
      </Show>
      <Show when={rule() !== 'nameplate' && rule() !== 'aws-peak'}>
        <TextField
          label={t('sizing.comfortField')}
          hint={t('sizing.comfortHint')}
          optional
          value={comfort()}
          onInput={setComfort}
          error={tried() && !isFactor() ? t('sizing.comfortWrong') : act.errorAt('/comfort')}
        />
      </Show>
      <TextField
        label={t('sizing.reasonField')}
        value={reason()}
        onInput={setReason}
        lines={2}
        error={tried() && reason().trim() === '' ? t('sizing.reasonNeeded') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
