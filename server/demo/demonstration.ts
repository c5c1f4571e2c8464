import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#models/access/access.schemas.ts'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import type { Strategy } from '#models/inventory/workload.views.ts'
import { isOpen } from '#models/rules/best-option.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { type RandomStream, randomStream } from '#models/shared/random.ts'
import { createBody, createUser, demonstrationLink } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { assessWorkloads, workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import { publishBarometer } from '#server/barometer/barometer.usecases.ts'
import {
  approveClassification,
  proposeClassification,
  returnClassification,
} from '#server/classification/classification.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { proposeDecision, returnDecision, signDecision } from '#server/decisions/decisions.usecases.ts'
import { importInventory, readBatch, receiveFile } from '#server/imports/imports.usecases.ts'
import { workloadPage } from '#server/inventory/inventory.repository.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { demoBodies } from './demonstration-content.ts'
import { applicationsOf, type DemoApplication, inventoryFiles } from './demonstration-files.ts'

export type DemoDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly baseUrl: string
  /** Where received files wait for their import. */
  readonly filesFolder: string
}
export type DemoResult = {
  readonly bodies: number
  readonly workloads: number
  readonly signed: number
  readonly links: Readonly<Partial<Record<Role, string>>>
}

const demoRoles: readonly Role[] = [
  'portfolio-manager',
  'security-officer',
  'finance-officer',
  'auditor',
  'centre',
  'administrator',
]

/**
 * Loads the demonstration portfolio through the product's own doors: files imported, classifications proposed and approved by two
 * persons, decisions signed, promises frozen. The same seed gives the same portfolio. Refused on an installation that holds bodies.
 */
export async function loadDemonstration(deps: DemoDeps): Promise<DemoResult> {
  if ((await deps.db.selectFrom('body').select('id').limit(1).execute()).length > 0) throw notEmpty()
  const random = randomStream('arpent-demonstration')
  const { reach, users } = await peopleAndBodies(deps)
  await setSetting(deps.db, 'demonstration', 'yes')
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demo-'))
  const applications = new Map<string, DemoApplication>()
  try {
    for (const [body] of demoBodies)
      await importBody({ deps, reach: reach('portfolio-manager'), body, folder, applications, random })
    await leaveOneToConfirm(deps, reach('portfolio-manager'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const codes = await allCodes(deps, reach('portfolio-manager'))
  await classify(deps, reach, codes, applications, random)
  await assessWorkloads(deps, reach('portfolio-manager'))
  const signed = await decide(deps, reach, codes)
  await publishBarometer(deps, reach('centre'))
  return { bodies: demoBodies.length, workloads: codes.length, signed, links: await demonstrationLinks(deps, users) }
}

async function demonstrationLinks(deps: DemoDeps, users: ReadonlyMap<Role, string>): Promise<DemoResult['links']> {
  const links: Partial<Record<Role, string>> = {}
  for (const role of demoRoles) links[role] = await demonstrationLink(deps, users.get(role) ?? '')
  return links
}

/** Loads the demonstration into an empty installation, or finds the one that is there; new one-time sign-in links in both cases. */
export async function openDemonstration(deps: DemoDeps): Promise<DemoResult['links']> {
  const rows = await deps.db
    .selectFrom('user_account')
    .select(['id', 'login'])
    .where('login', 'like', 'demo-%')
    .execute()
  if (rows.length === 0) return (await loadDemonstration(deps)).links
  const users = new Map(
    demoRoles.flatMap((role) => rows.flatMap((row) => (row.login === `demo-${role}` ? [[role, row.id] as const] : []))),
  )
  return demonstrationLinks(deps, users)
}

function notEmpty(): ProblemError {
  return new ProblemError({
    code: 'demonstration-not-empty',
    status: 409,
    title: { fr: 'L’installation n’est pas vide', en: 'The installation is not empty' },
    detail: {
      fr: 'La démonstration se charge dans une base neuve. En indiquer une avec --database.',
      en: 'The demonstration loads into a new database. Name one with --database.',
    },
  })
}

type ReachAs = (role: Role) => Reach

async function peopleAndBodies(deps: DemoDeps): Promise<{ reach: ReachAs; users: Map<Role, string> }> {
  const ids: string[] = []
  const installing = () => systemReach({ bodies: ids, requestId: newId() })
  const root = await createBody(deps, installing(), {
    code: 'GOUV',
    nameFr: 'Portefeuille gouvernemental (fictif)',
    nameEn: 'Government portfolio (fictitious)',
    kind: 'centre',
    parent: null,
  })
  ids.push(root.id)
  for (const [code, nameFr, nameEn] of demoBodies)
    ids.push((await createBody(deps, installing(), { code, nameFr, nameEn, kind: 'body', parent: 'GOUV' })).id)
  const users = new Map<Role, string>()
  const codes = new Map<Role, string>()
  for (const role of demoRoles) {
    const user = await createUser(
      deps,
      installing(),
      { login: `demo-${role}`, language: 'fr', grants: [{ role, body: 'GOUV' }] },
      'active',
    )
    users.set(role, user.id)
    codes.set(role, user.code)
  }
  await changing(deps, installing(), (work) =>
    work.record({
      bodyId: root.id,
      action: 'demonstration.loaded',
      objectType: 'installation',
      objectId: 'demo',
      after: { seed: 'arpent-demonstration' },
    }),
  )
  const reach = (role: Role) =>
    systemReach({ bodies: ids, actor: codes.get(role) ?? '', userId: users.get(role) ?? '', requestId: newId() })
  return { reach, users }
}

async function importBody(given: {
  deps: DemoDeps
  reach: Reach
  body: string
  folder: string
  applications: Map<string, DemoApplication>
  random: RandomStream
}): Promise<void> {
  const { deps, reach, body, folder } = given
  const own = applicationsOf(body, given.random)
  for (const application of own) given.applications.set(application.name, application)
  const files = inventoryFiles(body, own, given.random)
  const from = async (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    await importInventory(deps, reach, { file, bodyCode: body, format: 'auto', dryRun: false })
  }
  await from(`RVTools_tabvInfo_${body}.csv`, files.vInfo)
  await from(`applications_${body}.csv`, files.applications)
  await from(`relations_${body}.csv`, files.relations)
}

/** A file read but not confirmed: what the first page shows as awaiting someone. */
async function leaveOneToConfirm(deps: DemoDeps, reach: Reach): Promise<void> {
  const text =
    '\ufeffApplication;Environnement;Mission;Détenteur;Technologie;Coût annuel\r\nForêts, imagerie par drone;Production;Mission fictive : imagerie;Direction fictive 5, MEF;GDAL 3;38400,00\r\nQualité de l’eau, capteurs;Production;Mission fictive : qualité de l’eau;Direction fictive 6, MEF;MQTT;61250,00\r\nRéservation de campings;Production;Mission fictive : camping;Direction fictive 4, MEF;PHP 8;-12\r\n'
  const id = await receiveFile(deps, reach, {
    bodyCode: 'MEF',
    fileName: 'inventaire_mef_2026-11.csv',
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
  })
  mkdirSync(deps.filesFolder, { recursive: true })
  writeFileSync(join(deps.filesFolder, id), text)
  await readBatch(deps, reach, id, join(deps.filesFolder, id))
}

async function allCodes(
  deps: DemoDeps,
  reach: Reach,
): Promise<{ code: string; application: string; environment: string }[]> {
  const all: { code: string; application: string; environment: string }[] = []
  for (let after: string | null = null; ;) {
    const page = await workloadPage(reach, deps.db, { after, limit: 500, bodyCode: null, search: null })
    all.push(
      ...page.map((row) => ({ code: row.code, application: row.application_name, environment: row.environment })),
    )
    after = page.at(-1)?.code ?? null
    if (page.length < 500) return all
  }
}

type Subject = { readonly code: string; readonly application: string; readonly environment: string }

/** About three in four approved, the rest proposed, returned, or not begun; facts left unknown here and there, as in life. */
async function classify(
  deps: DemoDeps,
  reach: ReachAs,
  subjects: readonly Subject[],
  applications: ReadonlyMap<string, DemoApplication>,
  random: RandomStream,
): Promise<void> {
  const given = { ...deps, reassess: () => Promise.resolve() } // assessed once, whole, afterwards
  const today = todayOf(deps.clock)
  for (const subject of subjects) {
    const application = applications.get(subject.application)
    const fate = random()
    if (application === undefined || fate < 0.12) continue
    const record = recordFor(application, subject.environment, today, random)
    const proposed = await proposeClassification(given, reach('portfolio-manager'), subject.code, {
      record,
      reason: 'Catégorisation fictive de démonstration',
    })
    const version = Number(proposed.etag.replaceAll('"', ''))
    if (fate < 0.2) continue
    if (fate < 0.23)
      await returnClassification(
        given,
        reach('security-officer'),
        proposed.id,
        version,
        'Préciser les régimes juridiques (démonstration)',
      )
    else await approveClassification(given, reach('security-officer'), proposed.id, version)
  }
}

function recordFor(
  { profile, core }: DemoApplication,
  environment: string,
  today: string,
  random: RandomStream,
): ClassificationRecord {
  const level = (value: number) => ([1, 2, 3, 4] as const)[value - 1] ?? 1
  const isKnown = random() > 0.08
  const age = random() < 0.06 ? 4 : 0
  const isPrivacyDone = random() < 0.6
  return {
    ...unknownClassification,
    dic: {
      d: level(profile.d),
      i: level(profile.i),
      c: level(profile.c),
      justification: `Fictif : ${core.toLowerCase()}`,
      date: `${Number(today.slice(0, 4)) - age}${today.slice(4)}`,
    },
    owner: 'Direction fictive',
    pi: {
      ...unknownClassification.pi,
      present: isKnown ? profile.pi : null,
      kinds: profile.pi ? ['identity', 'contact'] : [],
      sensitive: profile.pi ? profile.c >= 3 : false,
      collectedFromPerson: profile.pi,
      communicatedWithoutConsent: false,
      subjectsBand: profile.pi ? '10000-99999' : null,
      purpose: null,
    },
    legalRegimes: profile.regime === undefined ? (profile.pi ? ['A-2.1'] : []) : ['A-2.1', profile.regime as 'R-22.1'], // the regimes of the content are in the list
    adjudicative: profile.adjudicative === true,
    caEquivalent: profile.c === 4 ? 'PB' : profile.c === 3 ? 'PB' : profile.c === 2 ? 'PA' : 'none',
    change: 'migrate',
    missionCritical: profile.d === 4,
    realData: environment === 'test' ? random() < 0.2 : true,
    aiUse: 'none',
    efvp: profile.pi
      ? {
          ...unknownClassification.efvp,
          projectStatus: isPrivacyDone ? 'done' : 'started',
          committeeConsultedOn: isPrivacyDone ? '2026-03-12' : null,
          outsideQcStatus: random() < 0.35 ? 'done' : 'not-started',
          factors: random() < 0.35 ? ['sensitivity', 'purpose', 'measures', 'legalRegime'] : [],
          adequate: random() < 0.35,
        }
      : unknownClassification.efvp,
    agreement: {
      signedOn: random() < 0.4 ? '2026-05-04' : null,
      reflectsEfvp: random() < 0.4 ? true : null,
      reference: null,
    },
    places: [],
    obligationsMet: [
      'key_strategy.recorded',
      ...(random() < 0.5 ? ['exit.plan', 'export.tested', 'dependency.list', 'cutoff_scenario.rehearsed'] : []),
      ...(random() < 0.6 ? ['justification.foreign_choice', 'cost_gap.recorded'] : []),
    ],
  }
}

/** Some workloads go to the end of the chain: proposed, then signed by another person, with their promise; some wait, some came back. */
async function decide(deps: DemoDeps, reach: ReachAs, subjects: readonly Subject[]): Promise<number> {
  let proposedCount = 0
  let signed = 0
  const strategies: readonly Strategy[] = ['rehost', 'replatform', 'refactor', 'rehost', 'relocate']
  // A step prime to any portfolio's size walks through every body before it comes back.
  const step = 211
  for (let i = 0; i < subjects.length && proposedCount < 90; i += 1) {
    const subject = subjects[(i * step) % subjects.length]
    if (subject === undefined || subject.environment === 'recovery') continue
    const assessment = await workloadAssessment(deps, reach('portfolio-manager'), subject.code)
    const priced = assessment.options.find((one) => isOpen(one.verdict.verdict) && one.annualCostCad.kind === 'known')
    const open = priced ?? assessment.options.find((one) => isOpen(one.verdict.verdict))
    if (open === undefined || (priced === undefined && proposedCount % 5 !== 0)) continue
    proposedCount += 1
    const strategy = strategies[proposedCount % strategies.length] ?? 'rehost'
    const decision = await proposeDecision(deps, reach('portfolio-manager'), subject.code, {
      strategy,
      option: open.option,
      rationale: 'Proposition fictive de démonstration : meilleure option ouverte au moindre coût.',
    })
    const version = Number(decision.etag.replaceAll('"', ''))
    if (proposedCount % 8 === 0) continue
    if (proposedCount % 17 === 0)
      await returnDecision(
        deps,
        reach('finance-officer'),
        decision.id,
        version,
        'Joindre le coût actuel (démonstration)',
      )
    else {
      await signDecision(deps, reach('finance-officer'), decision.id, version)
      signed += 1
    }
  }
  return signed
}
