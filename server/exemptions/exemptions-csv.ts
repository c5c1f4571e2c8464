import type { ExemptionStanding, ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import { csvText } from '#server/shared/csv.ts'

const header: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'Dérogation',
    'État',
    'Règle',
    'Force',
    'Charge',
    'Nom de la charge',
    'Organisme',
    'Motif',
    'Mesures compensatoires',
    'Dernier jour',
    'Jours restants',
    'Proposée par',
    'Proposée le',
    'Décidée par',
    'Décidée le',
    'Motif de la décision',
    'Placement',
    'Verdict aujourd’hui',
  ],
  en: [
    'Exemption',
    'State',
    'Rule',
    'Force',
    'Workload',
    'Workload name',
    'Body',
    'Reason',
    'Compensating measures',
    'Last day',
    'Days left',
    'Proposed by',
    'Proposed on',
    'Decided by',
    'Decided on',
    'Reason of the decision',
    'Placement',
    'Verdict today',
  ],
}

const standingWords: Readonly<Record<ExemptionStanding, Bilingual>> = {
  proposed: { fr: 'proposée', en: 'proposed' },
  living: { fr: 'en vigueur', en: 'in force' },
  ending: { fr: 'finit bientôt', en: 'ends soon' },
  ended: { fr: 'échue', en: 'ended' },
  returned: { fr: 'retournée', en: 'returned' },
  withdrawn: { fr: 'retirée', en: 'withdrawn' },
  superseded: { fr: 'remplacée', en: 'superseded' },
}

/** The register as a spreadsheet opens it. */
export function exemptionsCsv(register: readonly ExemptionView[], language: Language): string {
  const lines = register.map((one) => [
    one.code,
    standingWords[one.standing][language],
    one.rule,
    one.force ?? '',
    one.workload,
    one.workloadName,
    one.body,
    one.reason,
    one.measures,
    one.endsOn,
    one.daysLeft === null ? '' : String(one.daysLeft),
    one.proposedBy,
    one.proposedAt,
    one.decidedBy ?? '',
    one.decidedAt ?? '',
    one.decisionReason ?? '',
    one.placement?.label[language] ?? '',
    one.placement?.verdict ?? '',
  ])
  return csvText([[...header[language]], ...lines], language === 'fr' ? ';' : ',')
}
