import { Show } from 'solid-js'
import type { RuleForce } from '#models/rules/verdict.ts'
import { type TextKey, t } from '#client/i18n/i18n.ts'

export type RuleEvidence = 'verified' | 'press' | 'estimate' | 'unverified'

const looks: Readonly<Record<RuleForce, { readonly class: string; readonly text: TextKey }>> = {
  law: { class: 'f-l', text: 'ui.forceLaw' },
  decree: { class: 'f-d', text: 'ui.forceDecree' },
  orientation: { class: 'f-o', text: 'ui.forceOrientation' },
  benchmark: { class: 'f-r', text: 'ui.forceBenchmark' },
  house: { class: 'f-m', text: 'ui.forceHouse' },
}
const evidenceText: Readonly<Record<Exclude<RuleEvidence, 'verified'>, TextKey>> = {
  press: 'ui.evidencePress',
  estimate: 'ui.evidenceEstimate',
  unverified: 'ui.evidenceUnverified',
}

/** How binding a rule is, by its border; then how far its source may be relied on, when it was not verified. */
export function ForceTag(props: { force: RuleForce; evidence?: RuleEvidence }) {
  const weakness = () =>
    props.evidence === undefined || props.evidence === 'verified' ? undefined : evidenceText[props.evidence]
  return (
    <>
      <span class={`frc ${looks[props.force].class}`}>{t(looks[props.force].text)}</span>
      <Show when={weakness()}>{(key) => <span class="frc st">{t(key())}</span>}</Show>
    </>
  )
}
