import type { IncidentContent, IncidentNature, PersonsBand } from '#models/incidents/incident.schemas.ts'

/** An entry as it is being typed: texts may be empty, choices may be « unknown ». */
export type IncidentDraft = {
  readonly nature: IncidentNature
  readonly information: string
  readonly informationUnknownBecause: string
  readonly kinds: readonly IncidentContent['kinds'][number][]
  readonly circumstances: string
  readonly when: IncidentContent['occurred']['kind']
  readonly on: string
  readonly from: string
  readonly to: string
  readonly discoveredOn: string
  readonly persons: PersonsBand | ''
  readonly injury: 'yes' | 'no' | ''
  readonly injuryElements: string
  readonly noticeToCommissionOn: string
  readonly noticeToPersonsOn: string
  readonly publicNoticeBecause: string
  readonly measures: string
}

export function draftOf(content: IncidentContent | undefined): IncidentDraft {
  const occurred = content?.occurred
  const injury = content?.seriousInjury ?? null
  return {
    nature: content?.nature ?? 'access',
    information: content?.information ?? '',
    informationUnknownBecause: content?.informationUnknownBecause ?? '',
    kinds: content?.kinds ?? [],
    circumstances: content?.circumstances ?? '',
    when: occurred?.kind ?? 'day',
    on: occurred?.kind === 'day' ? occurred.on : '',
    from: occurred?.kind === 'period' ? occurred.from : '',
    to: occurred?.kind === 'period' ? occurred.to : '',
    discoveredOn: content?.discoveredOn ?? '',
    persons: content?.personsBand ?? '',
    injury: injury === null ? '' : injury ? 'yes' : 'no',
    injuryElements: content?.injuryElements ?? '',
    noticeToCommissionOn: content?.noticeToCommissionOn ?? '',
    noticeToPersonsOn: content?.noticeToPersonsOn ?? '',
    publicNoticeBecause: content?.publicNoticeBecause ?? '',
    measures: content?.measures ?? '',
  }
}

/** What is sent: an empty field is unknown, never an empty text. */
export function contentOf(draft: IncidentDraft): IncidentContent {
  const said = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    nature: draft.nature,
    information: said(draft.information),
    informationUnknownBecause: said(draft.informationUnknownBecause),
    kinds: [...draft.kinds],
    circumstances: draft.circumstances.trim(),
    occurred: occurredOf(draft),
    discoveredOn: draft.discoveredOn,
    personsBand: draft.persons === '' ? null : draft.persons,
    seriousInjury: draft.injury === '' ? null : draft.injury === 'yes',
    injuryElements: said(draft.injuryElements),
    noticeToCommissionOn: said(draft.noticeToCommissionOn),
    noticeToPersonsOn: said(draft.noticeToPersonsOn),
    publicNoticeBecause: said(draft.publicNoticeBecause),
    measures: said(draft.measures),
  }
}

function occurredOf({ when, on, from, to }: IncidentDraft): IncidentContent['occurred'] {
  if (when === 'day') return { kind: 'day', on }
  return when === 'period' ? { kind: 'period', from, to } : { kind: 'unknown' }
}
