import { Match, Switch } from 'solid-js'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { AdjustmentDialog } from './adjustment-dialog.tsx'
import { BaselineDialog } from './baseline-dialog.tsx'
import type { OnBenefit, OnMeasure } from './form-dialog.tsx'
import { GateDialog } from './gate-dialog.tsx'
import { HandoverDialog } from './handover-dialog.tsx'
import { MeasureDialog, ObserveDialog } from './measure-dialogs.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { TrajectoryDialog } from './trajectory-dialog.tsx'
import { AdjustmentWordDialog, BaselineWordDialog, HandoverWordDialog, TrajectoryWordDialog } from './word-dialog.tsx'

type MeasureAct = 'observe' | 'baseline' | 'trajectory' | 'baseline-word' | 'trajectory-word'
/** What a person is doing to a benefit, and to what part of it. */
export type Doing =
  | { readonly kind: 'edit' }
  | { readonly kind: 'adjust' }
  | { readonly kind: 'handover' }
  | { readonly kind: 'gate' }
  | { readonly kind: 'measure'; readonly measure?: OnMeasure['measure'] }
  | {
      [K in MeasureAct]: { readonly kind: K; readonly measure: OnMeasure['measure'] }
    }[MeasureAct]
  | { readonly kind: 'adjustment-word'; readonly proposal: BenefitDetail['adjustments'][number] }
  | { readonly kind: 'handover-word'; readonly as: 'owner' | 'finance' }

/** The form of what is being done. Whoever shows it shows it anew for each act. */
export function BenefitDialog(props: OnBenefit & { readonly doing: Doing }) {
  const { doing } = props
  const given = { benefit: props.benefit, onClose: props.onClose, onDone: props.onDone }
  const of = <K extends Doing['kind']>(kind: K) =>
    doing.kind === kind ? (doing as Extract<Doing, { kind: K }>) : undefined // its kind was just read
  return (
    <Switch>
      <Match when={of('edit')}>
        <ProfileDialog {...given} />
      </Match>
      <Match when={of('adjust')}>
        <AdjustmentDialog {...given} />
      </Match>
      <Match when={of('handover')}>
        <HandoverDialog {...given} />
      </Match>
      <Match when={of('gate')}>
        <GateDialog {...given} />
      </Match>
      <Match when={of('measure')}>{(on) => <MeasureDialog {...given} measure={on().measure} />}</Match>
      <Match when={of('observe')}>{(on) => <ObserveDialog {...given} measure={on().measure} />}</Match>
      <Match when={of('baseline')}>{(on) => <BaselineDialog {...given} measure={on().measure} />}</Match>
      <Match when={of('trajectory')}>{(on) => <TrajectoryDialog {...given} measure={on().measure} />}</Match>
      <Match when={of('baseline-word')?.measure} keyed>
        {(measure) =>
          measure.proposedBaseline === null ? undefined : (
            <BaselineWordDialog {...given} measure={measure} proposal={measure.proposedBaseline} />
          )
        }
      </Match>
      <Match when={of('trajectory-word')?.measure} keyed>
        {(measure) =>
          measure.proposedTrajectory === null ? undefined : (
            <TrajectoryWordDialog {...given} measure={measure} proposal={measure.proposedTrajectory} />
          )
        }
      </Match>
      <Match when={of('adjustment-word')}>{(on) => <AdjustmentWordDialog {...given} proposal={on().proposal} />}</Match>
      <Match when={of('handover-word')} keyed>
        {({ as }) =>
          props.benefit.handover === null ? undefined : (
            <HandoverWordDialog {...given} as={as} proposal={props.benefit.handover} />
          )
        }
      </Match>
    </Switch>
  )
}
