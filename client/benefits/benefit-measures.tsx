import { Show } from 'solid-js'
import { may } from '#client/api/access.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Measure } from '#models/benefits/register.schemas.ts'
import { Button } from '#client/ui/button.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import type { Doing } from './benefit-dialogs.tsx'
import { inUnit } from './benefit-words.ts'
import type { OnMeasure } from './form-dialog.tsx'

const roleText: Readonly<Record<Measure['role'], TextKey>> = {
  outcome: 'benefits.roleOutcome',
  driver: 'benefits.roleDriver',
  index: 'benefits.roleIndex',
}

/** One measure: its baseline, its last value, what waits for a second person, and what may be done. */
export function MeasureBlock(props: { measure: OnMeasure['measure']; canAct: boolean; onDo: (doing: Doing) => void }) {
  const measure = () => props.measure.content
  const last = () => props.measure.observations.at(-1)
  const baseline = () => props.measure.baseline?.content
  const baselineText = () => {
    const frozen = baseline()
    if (frozen === undefined) return undefined
    const value = frozen.model.kind === 'value' ? inUnit(frozen.model.value, measure().unit) : t('benefits.model')
    return t('benefits.baselineOf', { value, from: frozen.window.from, to: frozen.window.to })
  }
  const observed = () => {
    const one = last()?.content
    if (one === undefined) return undefined
    return one.value.kind === 'known'
      ? `${one.period} : ${inUnit(one.value.value, measure().unit)}`
      : `${one.period} : ${t('benefits.missing')}`
  }
  return (
    <section class="bn-ms">
      <h4>
        {said(measure().name)} <span class="mut">{measure().unit}</span>
      </h4>
      <p class="sm mut">
        {t(roleText[measure().role])}, <span class="mono">{props.measure.key}</span>
      </p>
      <p class="sm">
        <Show when={baselineText()} fallback={<StatusMark tone="none">{t('benefits.noBaseline')}</StatusMark>}>
          {(text) => <>{text()}</>}
        </Show>
      </p>
      <p class="sm">
        <Show when={observed()} fallback={<StatusMark tone="none">{t('benefits.notMeasured')}</StatusMark>}>
          {(text) => <>{text()}</>}
        </Show>
      </p>
      <Show when={props.canAct}>
        <div class="row-w">
          <Show when={may('benefits.edit')}>
            <Button small onClick={() => props.onDo({ kind: 'observe', measure: props.measure })}>
              {t('benefits.observe')}
            </Button>
            <Button small kind="quiet" onClick={() => props.onDo({ kind: 'measure', measure: props.measure })}>
              {t('benefits.edit')}
            </Button>
            <Button small onClick={() => props.onDo({ kind: 'baseline', measure: props.measure })}>
              {t('benefits.proposeBaseline')}
            </Button>
            <Button small onClick={() => props.onDo({ kind: 'trajectory', measure: props.measure })}>
              {t('benefits.proposeTrajectory')}
            </Button>
          </Show>
          <Show when={may('benefits.approve')}>
            <Show when={props.measure.proposedBaseline}>
              <Button
                small
                kind="primary"
                onClick={() => props.onDo({ kind: 'baseline-word', measure: props.measure })}
              >
                {t('benefits.freezeBaseline')}
              </Button>
            </Show>
            <Show when={props.measure.proposedTrajectory}>
              <Button
                small
                kind="primary"
                onClick={() => props.onDo({ kind: 'trajectory-word', measure: props.measure })}
              >
                {t('benefits.freezePromise')}
              </Button>
            </Show>
          </Show>
        </div>
      </Show>
      <Show when={(props.measure.proposedBaseline ?? props.measure.proposedTrajectory)?.statedBy}>
        {(person) => (
          <p class="sm">
            <StatusMark tone="warn">{t('benefits.waitsSecond', { person: person() })}</StatusMark>
          </p>
        )}
      </Show>
    </section>
  )
}
