import { createSignal, Show } from 'solid-js'
import type { ImportBatchView } from '#models/imports/import.views.ts'
import { may } from '#client/api/access.ts'
import { undoImport } from '#client/api/imports.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

export function isUndoable(batch: ImportBatchView): boolean {
  return batch.state === 'applied' && batch.undoableUntil !== null && batch.undoableUntil >= new Date().toISOString()
}

/** Takes an import back, after saying what that does; refused with the list when later acts changed the same rows. */
export function UndoImport(props: { batch: ImportBatchView; small?: boolean; onDone: () => void }) {
  const [isAsking, setAsking] = createSignal(false)
  const act = createAct()
  const watch = createJobWatch((job) => {
    if (job.state !== 'done') return
    setAsking(false)
    showToast({ text: t('imports.undone') })
    void refresh('/api/')
    props.onDone()
  })
  const isRunning = () => act.isRunning() || watch.job()?.state === 'running' || watch.job()?.state === 'queued'
  async function undo() {
    const started = await act.run(async () => await undoImport(props.batch.id))
    if (started !== undefined) watch.watch(started.job)
  }
  return (
    <Show when={may('imports.run') && isUndoable(props.batch)}>
      <Button
        small={props.small ?? false}
        kind={props.small === true ? 'quiet' : 'default'}
        icon="undo"
        onClick={() => setAsking(true)}
      >
        {t('imports.undo')}
      </Button>
      <Show when={isAsking()}>
        <Dialog
          open
          title={t('imports.undoTitle', { date: fmt.date(props.batch.appliedAt ?? props.batch.receivedAt) })}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
              <Button kind="danger" busy={isRunning() ? t('imports.undoing') : undefined} onClick={() => void undo()}>
                {t('imports.undo')}
              </Button>
            </>
          }
        >
          <p>{t('imports.undoText')}</p>
          <Show when={props.batch.undoableUntil}>
            {(until) => <p class="sm mut">{t('imports.undoableUntil', { date: fmt.date(until()) })}</p>}
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          <Show when={watch.job()?.problem}>
            {(problem) => (
              <Note tone="warn">
                {said(problem().detail)} <span class="mono sm">{problem().code}</span>
              </Note>
            )}
          </Show>
        </Dialog>
      </Show>
    </Show>
  )
}
