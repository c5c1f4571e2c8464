import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncidentContent } from '#models/incidents/incident.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { StoredOption } from '#server/assessment/assessment.usecases.ts'
import { classificationQueue } from '#server/classification/classification.usecases.ts'
import { analyseFile, analyseInventory } from '#server/detection/detections.usecases.ts'
import { approveExemption, proposeExemption } from '#server/exemptions/exemptions.usecases.ts'
import { recheckExemptions } from '#server/exemptions/recheck.usecases.ts'
import { editIncident, recordIncident } from '#server/incidents/incidents.usecases.ts'
import { dataLinks, stateDependency } from '#server/inventory/dependencies.usecases.ts'
import { findWorkloadById } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { sha256 } from '#server/shared/digest.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import { type ReachAs, type Subject, versionOf } from './demonstration-classification.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

export type SecurityStory = {
  readonly deps: DemoDeps & { readonly reassess: (reach: Reach, ids: readonly string[]) => Promise<void> }
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly todayMs: number
  /** What each workload came to on the eve of the decisions. */
  readonly assessed: ReadonlyMap<string, { readonly options: readonly StoredOption[] }>
  /** Workloads that a newcomer is shown: nothing is set aside for them. */
  readonly spared: ReadonlySet<string>
}

type Asked = {
  readonly rule: string
  readonly askedDaysAgo: number
  /** Days from today to its last day; negative once it has ended. */
  readonly endsIn: number
  readonly isApproved: boolean
  readonly reason: string
  readonly measures: string
}

/** Rules set aside for one workload each: some hold, one ends soon, one has ended, one awaits its approval. */
const exemptions: readonly Asked[] = [
  {
    rule: 'QC-DIS-16',
    askedDaysAgo: 52,
    endsIn: 210,
    isApproved: true,
    reason: 'Deuxième site livré au prochain exercice (démonstration).',
    measures: 'Copie quotidienne vérifiée et procédure de reprise écrite.',
  },
  {
    rule: 'SOU-EXIT-24',
    askedDaysAgo: 50,
    endsIn: 150,
    isApproved: true,
    reason: 'Plan de sortie en rédaction, essai prévu au printemps (démonstration).',
    measures: 'Export mensuel dans un format ouvert, conservé par l’organisme.',
  },
  {
    rule: 'CA-CRY-19',
    askedDaysAgo: 47,
    endsIn: 120,
    isApproved: true,
    reason: 'Stratégie de clés à consigner après le changement de fournisseur (démonstration).',
    measures: 'Chiffrement au repos actif, clés renouvelées chaque trimestre.',
  },
  {
    rule: 'SOU-JUR-22',
    askedDaysAgo: 45,
    endsIn: 12,
    isApproved: true,
    reason: 'Clés externes en cours d’acquisition (démonstration).',
    measures: 'Données limitées au strict nécessaire, journal d’accès relu chaque semaine.',
  },
  {
    rule: 'SOU-EXIT-24',
    askedDaysAgo: 43,
    endsIn: -9,
    isApproved: true,
    reason: 'Essai de sortie reporté d’un trimestre (démonstration).',
    measures: 'Export manuel chaque mois.',
  },
  {
    rule: 'QC-DIS-16',
    askedDaysAgo: 42,
    endsIn: -15,
    isApproved: true,
    reason: 'Travaux électriques au deuxième site (démonstration).',
    measures: 'Copie hors site chaque nuit.',
  },
  {
    rule: 'CA-CRY-19',
    askedDaysAgo: 41,
    endsIn: -20,
    isApproved: true,
    reason: 'Module de clés en réparation (démonstration).',
    measures: 'Accès limité à deux personnes, consigné chaque jour.',
  },
  {
    rule: 'QC-DIS-16',
    askedDaysAgo: 6,
    endsIn: 240,
    isApproved: false,
    reason: 'Site de relève en déménagement jusqu’à l’automne (démonstration).',
    measures: 'Équipe d’astreinte et copie hors site chaque nuit.',
  },
]

/** What a security officer and a manager do besides classifying: links described, rules set aside. */
export function secureOverMonths(story: SecurityStory, subjects: readonly Subject[]): void {
  const { deps } = story
  const taken = new Set(story.spared)
  const bodies = new Set<string>()
  for (const asked of exemptions) {
    const held = subjects.filter(
      ({ code }) =>
        !taken.has(code) &&
        story.assessed.get(code)?.options.some((option) => option.open.includes(asked.rule)) === true,
    )
    // One body is not the only one to ask.
    const subject = held.find(({ body }) => !bodies.has(body)) ?? held[0]
    if (subject === undefined) continue
    taken.add(subject.code)
    bodies.add(subject.body)
    on(story, asked.askedDaysAgo, () => exempt(story, subject.code, asked))
  }
  on(story, 7, () => recheckExemptions(deps))
  on(story, 40, () => describeLinks(story, subjects))
  on(story, 1, () => lookAtProposals(story))
}

/** Entries of the register of incidents, as they were made. */
export function enterIncidents(story: Omit<SecurityStory, 'assessed' | 'spared'>): void {
  const { deps, reach } = story
  const officer = reach('security-officer')
  for (const { daysAgo, body, content, closedDaysAgo } of incidents(story.chronicle))
    on(story, daysAgo, async () => {
      const { code, etag } = await recordIncident(deps, officer, { body, workload: null, content })
      if (closedDaysAgo === null) return
      const closed = { state: 'closed' as const, workload: null, content }
      on(story, closedDaysAgo, () => editIncident(deps, officer, code, versionOf({ etag }), closed))
    })
}

/** Mid-afternoon, so many days before today. */
function on(story: Pick<SecurityStory, 'chronicle' | 'todayMs'>, daysAgo: number, act: () => Promise<unknown>): void {
  story.chronicle.at(story.todayMs - daysAgo * dayMs - 2 * hourMs, act)
}

async function exempt(story: SecurityStory, code: string, asked: Asked): Promise<void> {
  const { deps, reach, chronicle } = story
  const { rule, reason, measures, endsIn, askedDaysAgo, isApproved } = asked
  const proposed = await proposeExemption(deps, reach('portfolio-manager'), code, {
    rule,
    reason,
    measures,
    endsOn: chronicle.dayFromToday(endsIn),
  })
  if (!isApproved) return
  on(story, askedDaysAgo - 3, () =>
    approveExemption(deps, reach('security-officer'), proposed.code, versionOf(proposed)),
  )
}

/** Some links carry personal information and a few are copies: what the class of one workload asks of another. */
async function describeLinks(story: SecurityStory, subjects: readonly Subject[]): Promise<void> {
  const { deps, reach } = story
  const manager = reach('portfolio-manager')
  const links = await dataLinks(deps, manager)
  for (const [n, link] of links.entries()) {
    if (n % 9 !== 0) continue
    const from = await findWorkloadById(manager, deps.db, link.from)
    const known = subjects.find(({ code }) => code === from?.code)
    if (from === undefined || known === undefined || story.spared.has(from.code)) continue
    const given = { personalInformation: n % 27 !== 18, isCopy: n % 27 === 9 }
    await stateDependency(deps, manager, from.code, link.id, from.row_version, given)
  }
}

const schema = `CREATE TABLE dossier_fictif (
  dossier_id INTEGER PRIMARY KEY,
  nas CHAR(9) NOT NULL,
  nom VARCHAR(80) NOT NULL,
  prenom VARCHAR(80) NOT NULL,
  date_naissance DATE NOT NULL,
  courriel VARCHAR(160),
  telephone VARCHAR(20),
  etat CHAR(2) NOT NULL
);
CREATE TABLE versement_fictif (
  versement_id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL,
  revenu_annuel DECIMAL(12, 2),
  compte_bancaire VARCHAR(24),
  verse_le DATE
);
`

/** Of what awaits the officer and holds personal information: what flows out of it is said, and a few schemas are analysed. */
async function lookAtProposals(story: SecurityStory): Promise<void> {
  const { deps, reach } = story
  const manager = reach('portfolio-manager')
  const awaiting = (await classificationQueue(deps, reach('security-officer'))).filter(
    ({ workload, record }) => record.pi.present === true && !story.spared.has(workload),
  )
  for (const [n, { workload }] of awaiting.entries()) {
    const { id, row_version } = await ensureWorkload(deps, manager, workload)
    const link = (await dataLinks(deps, manager, [id])).find(({ from }) => from === id)
    if (link !== undefined)
      await stateDependency(deps, manager, workload, link.id, row_version, { personalInformation: true, isCopy: false })
    if (n < 3) await analyseSchema(story, workload)
    else if (n < 6) await analyseInventory(deps, reach('security-officer'), workload)
  }
}

async function analyseSchema({ deps, reach }: SecurityStory, workload: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demo-'))
  try {
    const file = { path: join(folder, 'schema.sql'), fileName: 'schema_fictif.sql', sha256: sha256(schema) }
    writeFileSync(file.path, schema)
    await analyseFile(deps, reach('security-officer'), workload, file, {})
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Three entries of the register: one closed without serious injury, one with notices given, one still to complete. */
function incidents(chronicle: Chronicle): readonly {
  readonly daysAgo: number
  readonly closedDaysAgo: number | null
  readonly body: string
  readonly content: IncidentContent
}[] {
  const at = (daysAgo: number) => chronicle.dayFromToday(-daysAgo)
  return [
    {
      daysAgo: 118,
      closedDaysAgo: 104,
      body: 'MSC',
      content: {
        nature: 'communication',
        information: 'Coordonnées et objet d’une demande (fictif).',
        informationUnknownBecause: null,
        kinds: ['contact'],
        circumstances: 'Lettre mise dans la mauvaise enveloppe, rendue sans être lue (fictif).',
        occurred: { kind: 'day', on: at(122) },
        discoveredOn: at(121),
        personsBand: '1-9',
        seriousInjury: false,
        injuryElements: 'Information peu sensible, récupérée le lendemain (fictif).',
        noticeToCommissionOn: null,
        noticeToPersonsOn: at(119),
        publicNoticeBecause: null,
        measures: 'Double vérification de l’adresse avant l’envoi (fictif).',
      },
    },
    {
      daysAgo: 54,
      closedDaysAgo: null,
      body: 'RPQ',
      content: {
        nature: 'access',
        information: 'Identité et prestations de dossiers ouverts sans motif (fictif).',
        informationUnknownBecause: null,
        kinds: ['identity', 'financial'],
        circumstances: 'Consultations hors mandat repérées par l’analyse des journaux (fictif).',
        occurred: { kind: 'period', from: at(95), to: at(61) },
        discoveredOn: at(60),
        personsBand: '10-99',
        seriousInjury: true,
        injuryElements: 'Renseignements financiers, usage malveillant possible (fictif).',
        noticeToCommissionOn: at(57),
        noticeToPersonsOn: at(55),
        publicNoticeBecause: null,
        measures: 'Accès retiré, alertes sur les consultations sans dossier assigné (fictif).',
      },
    },
    {
      daysAgo: 4,
      closedDaysAgo: null,
      body: 'MJP',
      content: {
        nature: 'loss',
        information: null,
        informationUnknownBecause: 'Inventaire du portable perdu en cours (fictif).',
        kinds: [],
        circumstances: 'Portable chiffré oublié dans un transport (fictif).',
        occurred: { kind: 'day', on: at(6) },
        discoveredOn: at(5),
        personsBand: null,
        seriousInjury: null,
        injuryElements: null,
        noticeToCommissionOn: null,
        noticeToPersonsOn: null,
        publicNoticeBecause: null,
        measures: 'Effacement à distance demandé (fictif).',
      },
    },
  ]
}
