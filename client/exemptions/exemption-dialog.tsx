import { createSignal, Show } from 'solid-js'
import { approverOf } from '#models/exemptions/exemption.ts'
import type { ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import { may } from '#client/api/access.ts'
import {
  approveExemption,
  exemptionPolicy,
  exemptionPolicyPath,
  returnExemption,
  withdrawExemption,
} from '#client/api/exemptions.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark, verdictWord } from '#client/ui/verdict-mark.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { approvalObstacle, standingLook } from './exemption-words.ts'

const shortest = 3

function Facts(props: { exemption: ExemptionView }) {
  const one = () => props.exemption
  return (
    <dl class="dl left">
      <dt>{t('exemptions.standing')}</dt>
      <dd>
        <StatusMark tone={standingLook[one().standing].tone}>{t(standingLook[one().standing].text)}</StatusMark>
      </dd>
      <dt>{t('exemptions.workload')}</dt>
      <dd>
        <a href={`/charges/${encodeURIComponent(one().workload)}`}>
          <span class="mono">{one().workload}</span> {one().workloadName}
        </a>
        , {one().body}
      </dd>
      <dt>{t('exemptions.rule')}</dt>
      <dd>
        <span class="mono">{one().rule}</span> <Show when={one().force}>{(force) => <ForceTag force={force()} />}</Show>
        <br />
        <Show when={one().ruleText} fallback={t('exemptions.ruleGone')}>
          {(text) => <>{said(text())}</>}
        </Show>
      </dd>
      <dt>{t('exemptions.reason')}</dt>
      <dd>{one().reason}</dd>
      <dt>{t('exemptions.measures')}</dt>
      <dd>{one().measures}</dd>
      <dt>{t('exemptions.ends')}</dt>
      <dd>
        {fmt.date(one().endsOn)}
        <Show when={one().daysLeft !== null}>, {t('exemptions.days', { count: one().daysLeft ?? 0 })}</Show>
        <br />
        <small class="mut">
          {t('exemptions.proposedBy', { user: one().proposedBy, date: fmt.date(one().proposedAt) })}
        </small>
        <Show when={one().decidedBy}>
          {(user) => (
            <>
              <br />
              <small class="mut">
                {t('exemptions.decidedBy', { user: user(), date: fmt.date(one().decidedAt ?? '') })}
              </small>
            </>
          )}
        </Show>
      </dd>
      <Show when={one().decisionReason}>
        {(reason) => (
          <>
            <dt>{t('exemptions.decisionReason')}</dt>
            <dd>{reason()}</dd>
          </>
        )}
      </Show>
      <dt>{t('exemptions.placement')}</dt>
      <dd>
        <Show when={one().placement} fallback={t('exemptions.noPlacement')}>
          {(placement) => (
            <>
              {said(placement().label)} (
              {t(placement().isDecided ? 'exemptions.decidedOption' : 'exemptions.bestOption')}
              ), {verdictWord(placement().verdict)}
            </>
          )}
        </Show>
      </dd>
    </dl>
  )
}

type DialogProps = {
  exemption: ExemptionView
  onClose: () => void
  onChanged: (changed: ExemptionView) => void
}
const renewable = ['living', 'ending', 'ended']

/** One exemption: all it says, and what this person may do with it. To renew it is to ask again, from what was said. */
export function ExemptionDialog(props: DialogProps) {
  const [isRenewing, setRenewing] = createSignal(false)
  const policy = createLoad(() => (isRenewing() ? exemptionPolicyPath : undefined), exemptionPolicy)
  return (
    <Show
      when={isRenewing() ? policy.value() : undefined}
      fallback={<OneExemption {...props} onRenew={() => setRenewing(true)} />}
    >
      {(set) => (
        <AskDialog
          rule={props.exemption.rule}
          workload={props.exemption.workload}
          policy={set()}
          isForCentre={props.exemption.force !== null && approverOf(set(), props.exemption.force) === 'centre'}
          renews={props.exemption}
          onClose={() => props.onClose()}
          onDone={(made) => props.onChanged(made)}
        />
      )}
    </Show>
  )
}

function OneExemption(props: DialogProps & { onRenew: () => void }) {
  const [reason, setReason] = createSignal('')
  const [needsReason, setNeedsReason] = createSignal(false)
  const act = createAct()
  const one = () => props.exemption
  const isProposed = () => one().standing === 'proposed'
  const mayDecide = () => isProposed() && may('exemptions.approve')
  const mayWithdraw = () => may('exemptions.propose') && ['proposed', 'living', 'ending'].includes(one().standing)
  const mayRenew = () => may('exemptions.propose') && one().force !== null && renewable.includes(one().standing)
  const obstacle = () => approvalObstacle(one())
  async function settle(run: () => Promise<ExemptionView>, done: string) {
    const changed = await act.run(run)
    if (changed === undefined) return
    showToast({ text: done })
    props.onChanged(changed)
  }
  function withReason(run: (reason: string) => Promise<ExemptionView>, done: string) {
    const written = reason().trim()
    setNeedsReason(written.length < shortest)
    if (written.length >= shortest) void settle(async () => await run(written), done)
  }
  return (
    <Dialog
      open
      title={t('exemptions.number') + ' ' + one().code}
      onClose={() => props.onClose()}
      footer={
        <>
          <Show when={mayWithdraw()}>
            <Button
              kind="danger"
              onClick={() =>
                withReason(async (why) => await withdrawExemption(one(), why), t('exemptions.withdrawnToast'))
              }
            >
              {t('exemptions.withdraw')}
            </Button>
          </Show>
          <Show when={mayRenew()}>
            <Button kind="primary" icon="flag" onClick={() => props.onRenew()}>
              {t('exemptions.askNewDate')}
            </Button>
          </Show>
          <Show when={mayDecide()}>
            <Button
              blockedBy={obstacle() === undefined ? undefined : ''}
              onClick={() =>
                withReason(async (why) => await returnExemption(one(), why), t('exemptions.returnedToast'))
              }
            >
              {t('exemptions.return')}
            </Button>
            <Button
              kind="primary"
              busy={act.isRunning() ? t('exemptions.approving') : undefined}
              blockedBy={obstacle()}
              onClick={() => void settle(async () => await approveExemption(one()), t('exemptions.approved'))}
            >
              {t('exemptions.approve')}
            </Button>
          </Show>
        </>
      }
    >
      <Facts exemption={one()} />
      <Show when={mayDecide() || mayWithdraw()}>
        <TextField
          optional
          label={t('exemptions.answerReason')}
          hint={t('exemptions.answerReasonHint')}
          value={reason()}
          onInput={setReason}
          lines={2}
          error={needsReason() ? t('exemptions.answerMissing') : act.errorAt('/reason')}
        />
      </Show>
      <Show when={isProposed() && !mayDecide() && one().approver !== null}>
        <Note>{t(one().approver === 'centre' ? 'exemptions.signedByCentre' : 'exemptions.signedByOfficer')}</Note>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
