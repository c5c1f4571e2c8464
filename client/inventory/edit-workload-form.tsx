import { createSignal, Show } from 'solid-js'
import { environments, type Strategy, strategies, type WorkloadView } from '#models/inventory/workload.views.ts'
import { editWorkload } from '#client/api/workload.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { environmentWord, strategyWord } from './workload-words.ts'

/** An empty field says that it is not known. */
function orUnknown(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** What a person may correct on a workload; the version on screen goes with it. */
export function EditWorkloadDialog(props: {
  workload: WorkloadView
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  // The form starts from the record as it was when the form was opened; a later version is refused by its tag.
  const start = props.workload
  const [name, setName] = createSignal(start.name)
  const [owner, setOwner] = createSignal(start.application.owner ?? '')
  const [mission, setMission] = createSignal(start.application.mission ?? '')
  const [environment, setEnvironment] = createSignal(start.environment)
  const [technology, setTechnology] = createSignal(start.technology ?? '')
  const [hosting, setHosting] = createSignal(start.currentHosting ?? '')
  const [strategy, setStrategy] = createSignal<Strategy | ''>(start.proposedStrategy ?? '')
  const act = createAct()
  const nameError = () => (name().trim() === '' ? t('workload.nameMissing') : act.errorAt('/name'))

  async function submit() {
    if (name().trim() === '') return
    const chosen = strategy()
    const done = await act.run(async () => {
      await editWorkload(
        start.code,
        {
          name: name().trim(),
          owner: orUnknown(owner()),
          mission: orUnknown(mission()),
          environment: environment(),
          technology: orUnknown(technology()),
          currentHosting: orUnknown(hosting()),
          proposedStrategy: chosen === '' ? null : chosen,
        },
        start.etag,
      )
      return true
    })
    if (done === true) props.onDone()
  }

  return (
    <Dialog
      open={props.open}
      title={t('workload.editTitle', { code: start.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('workload.saving') : undefined}
            onClick={() => void submit()}
          >
            {t('workload.editSave')}
          </Button>
        </>
      }
    >
      <TextField label={t('workload.fieldName')} value={name()} onInput={setName} error={nameError()} />
      <TextField
        optional
        label={t('workload.fieldOwner')}
        value={owner()}
        onInput={setOwner}
        error={act.errorAt('/owner')}
      />
      <TextField
        optional
        label={t('workload.fieldMission')}
        value={mission()}
        onInput={setMission}
        error={act.errorAt('/mission')}
        lines={2}
      />
      <SelectField
        label={t('workload.fieldEnvironment')}
        value={environment()}
        options={environments.map((one) => ({ value: one, text: environmentWord(one) }))}
        onChange={setEnvironment}
      />
      <TextField
        optional
        label={t('workload.fieldTechnology')}
        value={technology()}
        onInput={setTechnology}
        error={act.errorAt('/technology')}
      />
      <TextField
        optional
        label={t('workload.fieldHosting')}
        value={hosting()}
        onInput={setHosting}
        error={act.errorAt('/currentHosting')}
      />
      <SelectField
        optional
        label={t('workload.fieldStrategy')}
        value={strategy()}
        options={[
          { value: '' as const, text: t('workload.noStrategy') },
          ...strategies.map((one) => ({ value: one, text: strategyWord(one) })),
        ]}
        onChange={setStrategy}
      />
      <Show when={(act.problem()?.errors.length ?? 0) === 0 ? act.problem() : undefined}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
