import { createSignal, Show } from 'solid-js'
import type { ClaimDecision } from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { decideClaim, moveClaim } from '#client/api/claims.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { amountWords, stateLook } from './claim-words.ts'

const shortest = 3

/** Decimals as people type them here: a comma or a point, spaces passed over. */
export const typedDecimal = (text: string) => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')

/** Accepts, accepts a part, returns or rejects: each says what it lacks before it is sent. */
export function DecideForm(props: {
  claim: ClaimView
  reasons: Readonly<Record<string, string>>
  onChanged: (claim: ClaimView) => void
}) {
  const act = createAct()
  const [comment, setComment] = createSignal('')
  const [part, setPart] = createSignal('')
  const [budgetEntry, setBudgetEntry] = createSignal(props.claim.content.budgetEntry ?? '')
  let commentField: HTMLElement | undefined
  let partField: HTMLElement | undefined
  let acceptButton: HTMLElement | undefined
  const failures = () => props.claim.now.filter((one) => one.verdict === 'fail')
  const unexplained = () =>
    props.claim.now.filter((one) => one.verdict === 'warn' && (props.reasons[one.rule] ?? '').trim().length < shortest)
  /** What the amount, the budget or another person may still mend does not stop the acceptance of a part. */
  const mendable = ['pool-ceiling', 'budget-withdrawn', 'within-measured', 'budget-year']
  const obstacle = (isPart: boolean) => {
    if (failures().some((one) => !(mendable.includes(one.rule) && (isPart || budgetEntry() !== ''))))
      return t('claims.hasFailures')
    return unexplained().length > 0 ? t('claims.needsReasons') : undefined
  }
  async function decide(decision: ClaimDecision) {
    if (decision !== 'accept' && comment().trim().length < shortest) return commentField?.focus()
    if (decision === 'accept-part' && part().trim() === '') return partField?.focus()
    const overrides = Object.entries(props.reasons)
      .map(([rule, reason]) => ({ rule, reason: reason.trim() }))
      .filter((one) => one.reason.length >= shortest)
    const decided = await act.run(() =>
      decideClaim(props.claim, {
        decision,
        accepted: decision === 'accept-part' ? typedDecimal(part()) : null,
        budgetEntry: budgetEntry().trim() === '' ? null : budgetEntry().trim(),
        comment: comment().trim(),
        overrides,
      }),
    )
    if (decided === undefined) return undefined
    showToast({ text: t('claims.decidedToast', { code: decided.code, state: t(stateLook[decided.state].text) }) })
    return props.onChanged(decided)
  }
  async function review() {
    const taken = await act.run(() => moveClaim(props.claim, 'review'))
    if (taken !== undefined) props.onChanged(taken)
  }
  createShortcuts(() => [
    { keys: 'a', label: t('claims.keyAccept'), run: () => acceptButton?.focus() },
    { keys: 'p', label: t('claims.keyPart'), run: () => partField?.focus() },
    { keys: 'r', label: t('claims.keyReturn'), run: () => commentField?.focus() },
  ])
  const busy = () => (act.isRunning() ? t('claims.deciding') : undefined)
  return (
    <div class="stack">
      <h3>{t('claims.decide')}</h3>
      <Show when={props.claim.nature === 'cashable'}>
        <TextField
          label={t('claims.budgetEntry')}
          hint={t('claims.budgetEntryHint')}
          value={budgetEntry()}
          onInput={setBudgetEntry}
          error={act.errorAt('/budgetEntry')}
        />
      </Show>
      <TextField
        label={t('claims.part')}
        hint={t('claims.partHint', { net: amountWords(props.claim.net, props.claim.unit) })}
        optional
        value={part()}
        onInput={setPart}
        ref={(element) => (partField = element)}
        error={act.errorAt('/accepted')}
      />
      <TextField
        label={t('claims.comment')}
        hint={t('claims.commentHint')}
        lines={2}
        value={comment()}
        onInput={setComment}
        ref={(element) => (commentField = element)}
        error={act.errorAt('/comment')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <div class="rc-acts">
        <Button
          kind="primary"
          busy={busy()}
          blockedBy={obstacle(false)}
          ref={(element) => (acceptButton = element)}
          onClick={() => void decide('accept')}
        >
          {t('claims.accept', { amount: amountWords(props.claim.net, props.claim.unit) })}
        </Button>
        <Button blockedBy={obstacle(true) === undefined ? undefined : ''} onClick={() => void decide('accept-part')}>
          {t('claims.acceptPart')}
        </Button>
        <Button onClick={() => void decide('return')}>{t('claims.return')}</Button>
        <Button kind="danger" onClick={() => void decide('reject')}>
          {t('claims.reject')}
        </Button>
        <Show when={props.claim.state === 'submitted'}>
          <Button kind="quiet" onClick={() => void review()}>
            {t('claims.review')}
          </Button>
        </Show>
      </div>
    </div>
  )
}
