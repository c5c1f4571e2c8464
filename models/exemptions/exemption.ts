import { isExemptible, type RuleForce } from '../rules/verdict.ts'
import { daysBetween } from '../shared/day.ts'
import type { ExemptionApprover, ExemptionPolicy, ExemptionStanding, ExemptionState } from './exemption.schemas.ts'

/** Whether orientation rules may be exempted and who signs is open (domain rules README §5): a setting, with these defaults. */
export const defaultExemptionPolicy: ExemptionPolicy = {
  approvers: { orientation: 'centre', benchmark: 'security-officer', house: 'security-officer' },
  longestDays: 366,
  reminderDays: 30,
}

/** Who signs an exemption to a rule of this force; null when nobody may. A law or a decree is never set aside. */
export function approverOf(policy: ExemptionPolicy, force: RuleForce): ExemptionApprover | null {
  return isExemptible(force) ? policy.approvers[force] : null
}

export type DatedExemption = { readonly state: ExemptionState; readonly endsOn: string }

/** Whether it sets its rule aside on a day: approved, and not past its last day. */
export function isAlive(exemption: DatedExemption, day: string): boolean {
  return exemption.state === 'approved' && day <= exemption.endsOn
}

/** How it stands on a day. An approved one past its last day has ended, even before the night that records it. */
export function standingOf(
  exemption: DatedExemption,
  day: string,
  policy: Pick<ExemptionPolicy, 'reminderDays'>,
): ExemptionStanding {
  if (exemption.state !== 'approved') return exemption.state
  if (!isAlive(exemption, day)) return 'ended'
  return daysLeft(exemption.endsOn, day) <= policy.reminderDays ? 'ending' : 'living'
}

/** Days still to come, the last one included: 1 on the last day, 0 the day after. */
export function daysLeft(endsOn: string, day: string): number {
  return Math.max(0, daysBetween(day, endsOn) + 1)
}

export type EndDateFault = 'in-the-past' | 'too-far'

/** What is wrong with an end date proposed on a day; undefined when it may stand. */
export function endDateFault(
  endsOn: string,
  day: string,
  policy: Pick<ExemptionPolicy, 'longestDays'>,
): EndDateFault | undefined {
  if (endsOn < day) return 'in-the-past'
  return daysBetween(day, endsOn) > policy.longestDays ? 'too-far' : undefined
}
