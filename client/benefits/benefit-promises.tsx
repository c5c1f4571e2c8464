import { For, Show } from 'solid-js'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { inUnit } from './benefit-words.ts'

type Lost = Extract<BenefitDetail['support'], { kind: 'unsupported' }>
/** Why the decision in force no longer supports a promise. */
const lostWord: Readonly<Record<Lost['reason'], TextKey>> = {
  retired: 'benefits.lostRetired',
  retained: 'benefits.lostRetained',
  'planned-cost-unknown': 'benefits.lostCostUnknown',
}
const lostSupport = ({ support }: BenefitDetail): Lost | undefined =>
  support.kind === 'unsupported' ? support : undefined

function Frozen(props: { benefit: BenefitDetail }) {
  const measureOf = (key: string) => props.benefit.measures.find((one) => one.key === key)?.content
  const amount = (promise: BenefitDetail['promises'][number]) => {
    if (promise.annualCents !== null) return t('benefits.perYear', { amount: fmt.money(promise.annualCents / 100) })
    const value = promise.trajectory.plateau?.mode ?? promise.trajectory.points.at(-1)?.mode
    return value === undefined ? unknownMark : inUnit(value, measureOf(promise.measure)?.unit ?? '')
  }
  return (
    <Show when={props.benefit.promises.length > 0} fallback={<p class="sm mut">{t('benefits.noPromise')}</p>}>
      <ol class="bn-pr">
        <For each={props.benefit.promises}>
          {(promise) => (
            <li>
              <b>v{promise.version}</b>{' '}
              <Show when={promise.figure} fallback={amount(promise)}>
                {(figure) => (
                  <Figure id={figure()} label={t('benefits.figureOf', { code: props.benefit.code })}>
                    {amount(promise)}
                  </Figure>
                )}
              </Show>
              , {t('benefits.promiseFrom', { month: promise.trajectory.from })}
              <small>
                {fmt.date(promise.recordedAt)}, {promise.frozenBy}. {promise.reason}
              </small>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}

/** What was promised, from the first that never leaves; whether its chain holds, and whether a decision still supports it. */
export function Promises(props: { benefit: BenefitDetail }) {
  return (
    <>
      <Show when={props.benefit.chainBreak !== null}>
        <Note tone="warn">{t('benefits.chainBroken', { codes: props.benefit.code })}</Note>
      </Show>
      <Show when={lostSupport(props.benefit)}>
        {(lost) => (
          <p class="sm">
            <StatusMark tone="warn">{t('benefits.unsupported', { date: fmt.date(lost().since) })}</StatusMark>{' '}
            {t(lostWord[lost().reason])}
          </p>
        )}
      </Show>
      <Frozen benefit={props.benefit} />
    </>
  )
}
