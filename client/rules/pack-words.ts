import type { PackState, PackVersionView } from '#models/rules/pack.views.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const stateText: Readonly<Record<PackState, TextKey>> = {
  shipped: 'packs.stateShipped',
  proposed: 'packs.stateProposed',
  approved: 'packs.stateApproved',
  returned: 'packs.stateReturned',
  withdrawn: 'packs.stateWithdrawn',
}
export const stateTone: Readonly<Record<PackState, Tone>> = {
  shipped: 'none',
  proposed: 'warn',
  approved: 'ok',
  returned: 'bad',
  withdrawn: 'none',
}

export function periodWords({ inForceFrom, inForceTo }: PackVersionView): string {
  if (inForceFrom === null) return t('packs.otherwise')
  return inForceTo === null
    ? t('packs.from', { from: inForceFrom })
    : t('packs.fromTo', { from: inForceFrom, to: inForceTo })
}

/** Who proposed a version and who answered, a line each. */
export function peopleWords(version: PackVersionView): readonly string[] {
  const { state, proposedBy, proposedAt, decidedBy, decidedAt } = version
  if (proposedBy === null || proposedAt === null) return []
  const proposed = t('packs.proposedBy', { who: proposedBy, at: fmt.date(proposedAt) })
  if (decidedBy === null || decidedAt === null) return [proposed]
  const key: TextKey =
    state === 'approved' ? 'packs.approvedBy' : state === 'returned' ? 'packs.returnedBy' : 'packs.withdrawnBy'
  return [proposed, t(key, { who: decidedBy, at: fmt.date(decidedAt) })]
}
