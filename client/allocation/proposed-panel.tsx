import { createSignal, Show } from 'solid-js'
import type { RuleSetView } from '#models/allocation/allocation.views.ts'
import { may, session } from '#client/api/access.ts'
import {
  allocationPath,
  approveRules,
  returnRules,
  ruleSetPreview,
  ruleSetPreviewPath,
} from '#client/api/allocation.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { ReasonDialog } from './decision-dialog.tsx'
import { PreviewView } from './preview-view.tsx'
import { RulesTable } from './rules-table.tsx'

/** A version that somebody proposed: its rules, what they would move, and the answer of another person. */
export function ProposedPanel(props: { rules: RuleSetView }) {
  const preview = createLoad(() => ruleSetPreviewPath(props.rules.id), ruleSetPreview)
  const [answer, setAnswer] = createSignal<'approve' | 'return'>()
  const act = createAct()
  const watch = createJobWatch(() => {
    showToast({ text: t('allocation.replayed') })
    void refresh(allocationPath)
  })
  const blockedBy = () => {
    if (!may('allocation.approve')) return t('allocation.cannotApprove')
    return props.rules.proposedBy === session()?.user ? t('allocation.ownVersion') : undefined
  }
  async function decide(reason: string) {
    const given = answer()
    const done = await act.run(async () => {
      if (given === 'return') return { job: undefined, rules: await returnRules(props.rules, reason) }
      return await approveRules(props.rules, reason)
    })
    if (done === undefined) return
    setAnswer(undefined)
    showToast({ text: t(given === 'return' ? 'allocation.returned' : 'allocation.approved') })
    if (done.job !== undefined) watch.watch(done.job.id)
    void refresh(allocationPath)
  }
  return (
    <Panel
      title={t('allocation.toDecide', { version: props.rules.version })}
      note={t('allocation.toDecideNote', {
        proposer: props.rules.proposedBy ?? '',
        date: fmt.date(props.rules.proposedAt ?? ''),
        reason: props.rules.reason,
      })}
      flush
      footer={
        <span class="row-w">
          <Button kind="primary" blockedBy={blockedBy()} onClick={() => setAnswer('approve')}>
            {t('allocation.approve')}
          </Button>
          <Show when={blockedBy() === undefined}>
            <Button onClick={() => setAnswer('return')}>{t('allocation.giveBack')}</Button>
          </Show>
        </span>
      }
    >
      <RulesTable
        label={t('allocation.toDecide', { version: props.rules.version })}
        rules={props.rules.rules}
        taken={preview.value()?.taken}
      />
      <div class="al-pad stack">
        <h3>{t('allocation.preview')}</h3>
        <Shown load={preview}>
          {(value) => (
            <PreviewView label={t('allocation.previewOf', { version: props.rules.version })} preview={value()} />
          )}
        </Shown>
      </div>
      <Show when={answer()}>
        {(given) => (
          <ReasonDialog
            title={t('allocation.toDecide', { version: props.rules.version })}
            submit={t(given() === 'approve' ? 'allocation.approve' : 'allocation.giveBack')}
            busy={t('allocation.deciding')}
            act={act}
            onClose={() => {
              act.clear()
              setAnswer(undefined)
            }}
            onSay={(reason) => void decide(reason)}
          />
        )}
      </Show>
    </Panel>
  )
}
