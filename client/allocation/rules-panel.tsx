import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type { RuleSetPreview, RuleSetsView } from '#models/allocation/allocation.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { may } from '#client/api/access.ts'
import { allocationPath, previewRules, proposeRules, replayRules } from '#client/api/allocation.ts'
import { problemIn } from '#client/api/http.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { ReasonDialog } from './decision-dialog.tsx'
import { PreviewView } from './preview-view.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RulesTable } from './rules-table.tsx'

const patienceMs = 600

/** The rules in force, and the draft that would take their place: its effect is told as it is written. */
export function RulesPanel(props: { sets: RuleSetsView }) {
  const [draft, setDraft] = createSignal<readonly AllocationRule[]>()
  const [editing, setEditing] = createSignal<number>()
  const [isAsking, setAsking] = createSignal(false)
  const [isReplaying, setReplaying] = createSignal(false)
  const act = createAct()
  const replaying = createAct()
  const effect = createEffectOf(() => props.sets.body, draft)
  const watch = createJobWatch(() => {
    setReplaying(false)
    showToast({ text: t('allocation.replayed') })
    void refresh(allocationPath)
  })
  const inForce = () => props.sets.inForce
  function moved(at: number, to: number) {
    const rules = [...(draft() ?? [])]
    const [rule] = rules.splice(at, 1)
    if (rule !== undefined) rules.splice(to, 0, rule)
    setDraft(rules)
  }
  function kept(rule: AllocationRule) {
    const at = editing() ?? 0
    const rules = [...(draft() ?? [])]
    rules[at] = rule
    setDraft(rules)
    setEditing(undefined)
  }
  async function propose(reason: string) {
    const made = await act.run(async () => await proposeRules(props.sets.body, draft() ?? [], reason))
    if (made === undefined) return
    showToast({ text: t('allocation.proposed', { version: made.version }) })
    setAsking(false)
    setDraft(undefined)
    void refresh(allocationPath)
  }
  async function replay() {
    const job = await replaying.run(async () => await replayRules(inForce().id))
    if (job === undefined) return
    setReplaying(true)
    watch.watch(job.id)
  }
  const note = () =>
    inForce().state === 'shipped'
      ? t('allocation.shipped')
      : `${t('allocation.version', { version: inForce().version })}. ${t('allocation.decidedBy', {
          proposer: inForce().proposedBy ?? '',
          decider: inForce().decidedBy ?? '',
        })}`
  return (
    <Panel
      title={t('allocation.rulesTitle')}
      note={note()}
      flush
      end={
        <Show when={draft() === undefined && may('allocation.propose')}>
          <Button icon="pen" onClick={() => setDraft(inForce().rules)}>
            {t('allocation.change')}
          </Button>
        </Show>
      }
      footer={
        <Show
          when={draft()}
          fallback={
            <span class="row-w sm mut">
              {t('allocation.applied', {
                done: fmt.integer(props.sets.imports.byTheseRules),
                total: fmt.integer(props.sets.imports.total),
              })}
              <Show when={may('allocation.approve') && inForce().state === 'in-force'}>
                <Button
                  small
                  busy={isReplaying() || replaying.isRunning() ? t('allocation.replaying') : undefined}
                  onClick={() => void replay()}
                >
                  {t('allocation.replay')}
                </Button>
              </Show>
            </span>
          }
        >
          <span class="row-w">
            <Button icon="plus" onClick={() => setEditing(draft()?.length ?? 0)}>
              {t('allocation.add')}
            </Button>
            <Button kind="primary" onClick={() => setAsking(true)}>
              {t('allocation.propose')}
            </Button>
            <Button kind="quiet" onClick={() => setDraft(undefined)}>
              {t('allocation.abandon')}
            </Button>
          </span>
        </Show>
      }
    >
      <Show when={draft()} fallback={<RulesTable label={t('allocation.rulesTitle')} rules={inForce().rules} />}>
        {(rules) => (
          <>
            <RulesTable
              label={t('allocation.rulesTitle')}
              rules={rules()}
              taken={effect.preview()?.taken}
              onMove={moved}
              onEdit={setEditing}
              onDrop={(at) => setDraft(rules().filter((_, place) => place !== at))}
            />
            <div class="al-pad stack" aria-live="polite">
              <h3>{t('allocation.preview')}</h3>
              <Show when={effect.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
              <Show when={effect.preview()}>
                {(preview) => <PreviewView label={t('allocation.preview')} preview={preview()} />}
              </Show>
            </div>
          </>
        )}
      </Show>
      <Show when={isReplaying()}>
        <div class="al-pad">
          <JobProgress title={t('allocation.replaying')} job={watch.job()} />
        </div>
      </Show>
      <Show when={replaying.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show when={editing() !== undefined}>
        <RuleDialog
          rule={draft()?.[editing() ?? 0]}
          body={props.sets.body}
          onClose={() => setEditing(undefined)}
          onKeep={kept}
        />
      </Show>
      <Show when={isAsking()}>
        <ReasonDialog
          title={t('allocation.propose')}
          submit={t('allocation.propose')}
          busy={t('allocation.proposing')}
          act={act}
          onClose={() => {
            act.clear()
            setAsking(false)
          }}
          onSay={(reason) => void propose(reason)}
        />
      </Show>
    </Panel>
  )
}

/** The effect of a draft, asked once its author pauses; a later draft stops the question of an earlier one. */
function createEffectOf(body: () => string, draft: () => readonly AllocationRule[] | undefined) {
  const [preview, setPreview] = createSignal<RuleSetPreview>()
  const [problem, setProblem] = createSignal<Problem>()
  createEffect(
    on([body, draft], ([of, rules]) => {
      setProblem(undefined)
      if (rules === undefined) {
        setPreview(undefined)
        return
      }
      const asked = new AbortController()
      const timer = setTimeout(() => {
        previewRules(of, rules, asked.signal)
          .then(setPreview)
          .catch((error: unknown) => {
            if (!asked.signal.aborted) setProblem(problemIn(error))
          })
      }, patienceMs)
      onCleanup(() => {
        clearTimeout(timer)
        asked.abort()
      })
    }),
  )
  return { preview, problem }
}
