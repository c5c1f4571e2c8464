import type { IncidentContent, IncidentNature, IncidentView } from '#models/incidents/incident.schemas.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import { csvText } from '#server/shared/csv.ts'

const header: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'Incident',
    'Organisme',
    'Charge',
    'État',
    'Nature',
    'Renseignements visés',
    'Pourquoi ils ne sont pas connus',
    'Genres',
    'Circonstances',
    'Date ou période',
    'Découvert le',
    'Nombre de personnes',
    'Risque de préjudice sérieux',
    'Éléments de la conclusion',
    'Avis à la Commission',
    'Avis aux personnes',
    'Motif d’un avis public',
    'Mesures prises',
    'Inscrit par',
    'Inscrit le',
    'Modifié le',
    'Conservé au moins jusqu’au',
  ],
  en: [
    'Incident',
    'Body',
    'Workload',
    'State',
    'Nature',
    'Information concerned',
    'Why it is not known',
    'Kinds',
    'Circumstances',
    'Date or period',
    'Discovered on',
    'Number of persons',
    'Risk of serious injury',
    'What leads to the conclusion',
    'Notice to the Commission',
    'Notice to the persons',
    'Reason of a public notice',
    'Measures taken',
    'Entered by',
    'Entered on',
    'Changed on',
    'Kept at least until',
  ],
}

const natureWords: Readonly<Record<IncidentNature, Bilingual>> = {
  access: { fr: 'accès non autorisé', en: 'unauthorized access' },
  use: { fr: 'utilisation non autorisée', en: 'unauthorized use' },
  communication: { fr: 'communication non autorisée', en: 'unauthorized communication' },
  loss: { fr: 'perte', en: 'loss' },
  other: { fr: 'autre atteinte à la protection', en: 'other breach of protection' },
}
const stateWords = { open: { fr: 'ouvert', en: 'open' }, closed: { fr: 'fermé', en: 'closed' } } as const
const unknown: Bilingual = { fr: 'inconnu', en: 'unknown' }

function when(occurred: IncidentContent['occurred'], language: Language): string {
  if (occurred.kind === 'day') return occurred.on
  return occurred.kind === 'period' ? `${occurred.from} – ${occurred.to}` : unknown[language]
}

function yesNo(value: boolean | null, language: Language): string {
  if (value === null) return unknown[language]
  return language === 'fr' ? (value ? 'oui' : 'non') : value ? 'yes' : 'no'
}

/** The register as a spreadsheet opens it. */
export function incidentsCsv(register: readonly IncidentView[], language: Language): string {
  const lines = register.map(({ content, ...one }) => [
    one.code,
    one.body,
    one.workload ?? '',
    stateWords[one.state][language],
    natureWords[content.nature][language],
    content.information ?? '',
    content.informationUnknownBecause ?? '',
    content.kinds.join(', '),
    content.circumstances,
    when(content.occurred, language),
    content.discoveredOn,
    content.personsBand ?? unknown[language],
    yesNo(content.seriousInjury, language),
    content.injuryElements ?? '',
    content.noticeToCommissionOn ?? '',
    content.noticeToPersonsOn ?? '',
    content.publicNoticeBecause ?? '',
    content.measures ?? '',
    one.statedBy,
    one.recordedAt,
    one.updatedAt,
    one.keptUntil,
  ])
  return csvText([[...header[language]], ...lines], language === 'fr' ? ';' : ',')
}
