import { For } from 'solid-js'
import type { ImportBatchView } from '#models/imports/import.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Icon } from '#client/ui/icon.tsx'
import './imports.css'

/** Which step the batch waits at, 0 to 4; 5 when all is done. */
export function currentStep(batch: ImportBatchView | undefined): number {
  switch (batch?.state) {
    case undefined:
    case 'failed':
    case 'cancelled':
    case 'reading':
      return 0
    case 'mapping':
      return 1
    case 'staged':
      return 3
    case 'applying':
      return 4
    case 'applied':
    case 'undone':
      return 5
  }
}

/** The five steps and where the batch stands. */
export function ImportSteps(props: { batch: ImportBatchView | undefined }) {
  const mapped = () => props.batch?.columns.filter((column) => column.field !== 'ignore').length ?? 0
  const steps = () => [
    { title: t('imports.stepChoose'), note: props.batch?.fileName ?? t('imports.stepChooseNote') },
    {
      title: t('imports.stepColumns'),
      note:
        props.batch === undefined || props.batch.columns.length === 0
          ? ''
          : t('imports.stepColumnsNote', { mapped: mapped(), total: props.batch.columns.length }),
    },
    {
      title: t('imports.stepCheck'),
      note: currentStep(props.batch) < 3 ? '' : t('imports.stepCheckNote', { count: props.batch?.rows.rejected ?? 0 }),
    },
    { title: t('imports.stepSimulate'), note: currentStep(props.batch) < 5 ? t('imports.stepSimulateNote') : '' },
    {
      title: t('imports.stepImport'),
      note:
        props.batch?.appliedAt === undefined || props.batch.appliedAt === null
          ? t('imports.stepImportNote')
          : t('imports.stepApplied', { date: fmt.date(props.batch.appliedAt) }),
    },
  ]
  return (
    <ol class="steps" aria-label={t('imports.steps')}>
      <For each={steps()}>
        {(step, place) => (
          <li
            classList={{
              dn: place() < currentStep(props.batch),
              cu: place() === currentStep(props.batch),
              td: place() > currentStep(props.batch),
            }}
            aria-current={place() === currentStep(props.batch) ? 'step' : undefined}
          >
            <span class="k">{place() < currentStep(props.batch) ? <Icon name="check" /> : place() + 1}</span>
            <b>{step.title}</b>
            <small>{step.note}</small>
          </li>
        )}
      </For>
    </ol>
  )
}
