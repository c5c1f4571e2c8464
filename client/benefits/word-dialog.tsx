import { createStore } from 'solid-js/store'
import type { JSX } from 'solid-js'
import type { SecondWord } from '#models/benefits/register.requests.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { acceptHandover, decide, decideAdjustment } from '#client/api/register.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { FormDialog, type OnBenefit, type OnMeasure } from './form-dialog.tsx'
import { AdjustmentFacts, BaselineFacts, HandoverFacts, TrajectoryFacts } from './proposal-facts.tsx'

/** The second person's word on what another proposed, read in full first: accept it, or refuse it with a reason. */
function WordDialog(
  props: OnBenefit & {
    readonly title: string
    readonly submit: string
    readonly proposal: { readonly statedBy: string; readonly reason: string }
    readonly say: (word: SecondWord) => Promise<BenefitDetail>
    readonly children: JSX.Element
  },
) {
  const [draft, setDraft] = createStore({ reason: '' })
  const act = createAct()
  const say = async (decision: SecondWord['decision']) => {
    const done = await act.run(() => props.say({ decision, reason: draft.reason }))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={props.title}
      act={act}
      submit={props.submit}
      onSubmit={() => void say('accept')}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
      other={
        <Button kind="danger" onClick={() => void say('refuse')}>
          {t('benefits.refuse')}
        </Button>
      }
    >
      <p>{t('benefits.proposedBy', { person: props.proposal.statedBy, reason: props.proposal.reason })}</p>
      {props.children}
    </FormDialog>
  )
}

type Proposed<T> = { readonly proposal: T }
export function BaselineWordDialog(props: OnMeasure & Proposed<NonNullable<OnMeasure['measure']['proposedBaseline']>>) {
  return (
    <WordDialog
      {...props}
      title={t('benefits.freezeBaseline')}
      submit={t('benefits.freeze')}
      say={(word) => decide(props.benefit, props.measure.key, 'baseline', word)}
    >
      <BaselineFacts baseline={props.proposal.content} unit={props.measure.content.unit} />
    </WordDialog>
  )
}

export function TrajectoryWordDialog(
  props: OnMeasure & Proposed<NonNullable<OnMeasure['measure']['proposedTrajectory']>>,
) {
  return (
    <WordDialog
      {...props}
      title={t('benefits.freezePromise')}
      submit={t('benefits.freeze')}
      say={(word) => decide(props.benefit, props.measure.key, 'trajectory', word)}
    >
      <TrajectoryFacts trajectory={props.proposal.content} unit={props.measure.content.unit} />
    </WordDialog>
  )
}

export function AdjustmentWordDialog(props: OnBenefit & Proposed<BenefitDetail['adjustments'][number]>) {
  const unit = () =>
    props.benefit.measures.find((one) => one.key === props.proposal.content.measure)?.content.unit ?? ''
  return (
    <WordDialog
      {...props}
      title={t('benefits.decideAdjustment')}
      submit={t('benefits.approve')}
      say={(word) => decideAdjustment(props.benefit, props.proposal.key, word)}
    >
      <AdjustmentFacts adjustment={props.proposal.content} unit={unit()} />
    </WordDialog>
  )
}

/** The owner's word on a handover, or that of finance. */
export function HandoverWordDialog(
  props: OnBenefit & Proposed<NonNullable<BenefitDetail['handover']>> & { readonly as: 'owner' | 'finance' },
) {
  return (
    <WordDialog
      {...props}
      title={t(props.as === 'owner' ? 'benefits.handoverAsOwner' : 'benefits.handoverAsFinance')}
      submit={t('benefits.accept')}
      say={(word) => acceptHandover(props.benefit, { as: props.as, ...word })}
    >
      <HandoverFacts handover={props.proposal.content} />
    </WordDialog>
  )
}
