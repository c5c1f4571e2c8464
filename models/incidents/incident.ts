import { yearsAfter } from '../shared/day.ts'
import type { IncidentContent, IncidentGap } from './incident.schemas.ts'

/** Kept at least five years after the body learned of the incident (A-2.1, r. 3.1, art. 8). */
const keptYears = 5

export function keptUntil(content: Pick<IncidentContent, 'discoveredOn'>): string {
  return yearsAfter(content.discoveredOn, keptYears)
}

/**
 * What the Act asks of an entry and is not there yet. Unknown is not an answer: an entry may be saved with it, not closed. Notices are asked
 * only when the injury may be serious (art. 63.8); a public notice stands for notices to persons.
 */
export function incidentGapsOf(content: IncidentContent): IncidentGap[] {
  const { information, informationUnknownBecause, occurred, personsBand, seriousInjury, injuryElements, measures } =
    content
  const isMissing: Readonly<Record<IncidentGap, boolean>> = {
    information: information === null && informationUnknownBecause === null,
    occurred: occurred.kind === 'unknown',
    persons: personsBand === null,
    injury: seriousInjury === null || injuryElements === null,
    'notice-to-commission': seriousInjury === true && content.noticeToCommissionOn === null,
    'notice-to-persons':
      seriousInjury === true && content.noticeToPersonsOn === null && content.publicNoticeBecause === null,
    measures: measures === null,
  }
  const gaps = Object.entries(isMissing).filter(([, missing]) => missing)
  return gaps.map(([gap]) => gap as IncidentGap) // the keys of the record above
}

export type IncidentFault = { readonly field: 'discoveredOn' | 'occurred' | NoticeField; readonly kind: FaultKind }
type NoticeField = 'noticeToCommissionOn' | 'noticeToPersonsOn'
type FaultKind = 'in-the-future' | 'period-backwards' | 'after-discovery' | 'before-discovery'

/** Days that contradict one another, or that have not come: an entry with one is refused. */
export function incidentFaults(content: IncidentContent, today: string): IncidentFault[] {
  const { occurred, discoveredOn } = content
  const faults: IncidentFault[] = []
  if (discoveredOn > today) faults.push({ field: 'discoveredOn', kind: 'in-the-future' })
  if (occurred.kind === 'period' && occurred.to < occurred.from)
    faults.push({ field: 'occurred', kind: 'period-backwards' })
  const began = occurred.kind === 'day' ? occurred.on : occurred.kind === 'period' ? occurred.from : undefined
  if (began !== undefined && began > discoveredOn) faults.push({ field: 'occurred', kind: 'after-discovery' })
  for (const field of ['noticeToCommissionOn', 'noticeToPersonsOn'] as const) {
    const day = content[field]
    if (day === null) continue
    if (day > today) faults.push({ field, kind: 'in-the-future' })
    else if (day < discoveredOn) faults.push({ field, kind: 'before-discovery' })
  }
  return faults
}
