import type { ExemptionStanding, ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import type { RuleOutcome } from '#models/rules/verdict.ts'
import { session } from '#client/api/access.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const standingLook: Readonly<Record<ExemptionStanding, { readonly tone: Tone; readonly text: TextKey }>> = {
  proposed: { tone: 'warn', text: 'exemptions.proposed' },
  living: { tone: 'ok', text: 'exemptions.living' },
  ending: { tone: 'warn', text: 'exemptions.ending' },
  ended: { tone: 'bad', text: 'exemptions.ended' },
  returned: { tone: 'mit', text: 'exemptions.returned' },
  withdrawn: { tone: 'none', text: 'exemptions.withdrawn' },
  superseded: { tone: 'none', text: 'exemptions.superseded' },
}

/** « Par dérogation DE-0004 jusqu’au 2027-03-31 »; undefined when no exemption sets this rule aside. */
export function exemptionWords(rule: RuleOutcome): string | undefined {
  const { exemption } = rule
  return exemption === undefined ? undefined : t('exemptions.until', { code: exemption.code, date: exemption.endsOn })
}

/** Why this person cannot approve it; undefined when nothing on this page says they cannot. The server decides. */
export function approvalObstacle(exemption: ExemptionView): string | undefined {
  const who = session()
  if (exemption.proposedBy === who?.user) return t('exemptions.ownRequest')
  if (exemption.approver === 'centre' && who?.grants.some((grant) => grant.role === 'centre') !== true)
    return t('exemptions.forCentre')
  return undefined
}
