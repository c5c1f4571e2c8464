import { createSignal, For, Show } from 'solid-js'
import type { BulkApproval } from '#models/classification/review.views.ts'
import { may, session } from '#client/api/access.ts'
import {
  approveTogether,
  classificationQueue,
  lookAlikesPath,
  type QueuedClassification,
} from '#client/api/classifications.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

function TogetherDialog(props: {
  items: readonly QueuedClassification[]
  onClose: () => void
  onDone: (result: BulkApproval) => void
}) {
  const [kept, setKept] = createSignal<ReadonlySet<string>>(new Set(props.items.map((item) => item.id)))
  const act = createAct()
  const chosen = () => props.items.filter((item) => kept().has(item.id))
  async function approve() {
    if (chosen().length === 0) return
    const result = await act.run(async () => await approveTogether(chosen()))
    if (result !== undefined) props.onDone(result)
  }
  return (
    <Dialog
      open
      title={t('classification.togetherTitle', { count: chosen().length })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('classification.approving') : undefined}
            onClick={() => void approve()}
          >
            {t('classification.togetherApprove', { count: chosen().length })}
          </Button>
        </>
      }
    >
      <p class="sm">{t('classification.togetherHint')}</p>
      <div class="stack many-l">
        <For each={props.items}>
          {(item) => (
            <CheckField
              label={`${item.workloadName}, ${item.workload}, ${item.body}`}
              checked={kept().has(item.id)}
              onChange={(on) => {
                const next = new Set(kept())
                if (on) next.add(item.id)
                else next.delete(item.id)
                setKept(next)
              }}
            />
          )}
        </For>
      </div>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}

/** Proposals that read like this one: seen together, approved together, each on the version that was read. */
export function LookAlikes(props: { item: QueuedClassification; onDone: () => void }) {
  const [isOpen, setOpen] = createSignal(false)
  const alike = createLoad(
    () => (may('classification.approve') ? lookAlikesPath(props.item.id) : undefined),
    classificationQueue,
  )
  const mine = () => (alike.value() ?? []).filter((item) => item.proposedBy !== session()?.user)
  return (
    <Show when={mine().length > 1}>
      <Panel title={t('classification.alike', { count: mine().length })}>
        <p class="sm">{t('classification.alikeText')}</p>
        <p class="sm mut">
          {mine()
            .filter((item) => item.id !== props.item.id)
            .slice(0, 4)
            .map((item) => item.workloadName)
            .join(', ')}
          {mine().length > 5 ? '…' : ''}
        </p>
        <p>
          <Button small icon="pen" onClick={() => setOpen(true)}>
            {t('classification.alikeReview')}
          </Button>
        </p>
      </Panel>
      <Show when={isOpen()}>
        <TogetherDialog
          items={mine()}
          onClose={() => setOpen(false)}
          onDone={({ results }) => {
            setOpen(false)
            const refused = results.filter((one) => !one.ok).length
            showToast({
              text:
                refused === 0
                  ? t('classification.togetherDone', { count: results.length })
                  : t('classification.togetherPartly', { done: results.length - refused, refused }),
            })
            props.onDone()
          }}
        />
      </Show>
    </Show>
  )
}
