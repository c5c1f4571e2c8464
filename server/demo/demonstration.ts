import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#models/access/access.schemas.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { type RandomStream, randomStream } from '#models/shared/random.ts'
import { createBody, createUser, demonstrationLink } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { assessWorkloads, type StoredOption } from '#server/assessment/assessment.usecases.ts'
import { publishBarometer } from '#server/barometer/barometer.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { importInventory } from '#server/imports/imports.usecases.ts'
import { readBatch, receiveFile } from '#server/imports/reading.usecases.ts'
import { workloadPage } from '#server/inventory/inventory.repository.ts'
import { todayOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { type DemoDeps, type Chronicle, createChronicle } from './demonstration-chronicle.ts'
import { approvedBy, classifyOverMonths, type ReachAs, type Subject } from './demonstration-classification.ts'
import { demoBodies } from './demonstration-content.ts'
import { decideOverWeeks } from './demonstration-decisions.ts'
import type { BilledPilot } from './demonstration-bill-files.ts'
import { registerBenefits } from './demonstration-benefits.ts'
import { receiveBills } from './demonstration-bills.ts'
import { showTheBoard } from './demonstration-board.ts'
import { claimOverQuarters } from './demonstration-claims.ts'
import { pilots } from './demonstration-pilots.ts'
import { allocateOverMonths } from './demonstration-allocation.ts'
import { proposeContract } from './demonstration-prices.ts'
import { enterIncidents, secureOverMonths } from './demonstration-security.ts'
import { makeCases } from './demonstration-cases.ts'
import { planWaves } from './demonstration-waves.ts'
import { stateIndicators } from './demonstration-barometer.ts'
import { answerOverMonths } from './demonstration-strategies.ts'
import { countVolumes } from './demonstration-volumes.ts'
import { enterUsage } from './demonstration-usage.ts'
import { applicationsOf, type DemoApplication, inventoryFiles, revisedCosts } from './demonstration-files.ts'

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

/** Days before today: accounts opened, first import, one body every so many days after it, its costs sent again, a file left to confirm. */
const openedDaysAgo = 276
const firstImportDaysAgo = 268
const daysBetweenImports = 3
const costsAgainDaysAgo = 12
const leftDaysAgo = 3
/** When a month of measures came. */
const usageDaysAgo = 6
/** Workloads that the README shows a newcomer. */
const exampleWorkloads: ReadonlySet<string> = new Set([
  'CH-000001',
  'CH-000017',
  'CH-000018',
  'CH-000184',
  'CH-000186',
  'CH-000436',
])
/** Small bodies that have classified and decided everything. */
const thorough: ReadonlySet<string> = new Set(['ACT', 'BAP', 'ODL'])

/**
 * Loads the demonstration portfolio through the product's own doors: files imported, classifications proposed and approved by two
 * persons, decisions signed, promises frozen, over the nine months before today. The same seed gives the same portfolio. Refused on an
 * installation that holds bodies.
 */
export async function loadDemonstration(deps: DemoDeps): Promise<DemoResult> {
  if ((await deps.db.selectFrom('body').select('id').limit(1).execute()).length > 0) throw notEmpty()
  const random = randomStream('arpent-demonstration')
  const chronicle = createChronicle(deps.clock, random)
  const then = { ...deps, clock: chronicle.clock }
  chronicle.clock.moveTo(chronicle.moment(openedDaysAgo))
  const { reach, users } = await peopleAndBodies(then)
  await setSetting(deps.db, 'demonstration', 'yes')
  const applications = await importBodies(then, reach, chronicle, random)
  const subjects = await allSubjects(then, reach('portfolio-manager'))
  const importedDaysAgo = firstImportDaysAgo - demoBodies.length * daysBetweenImports
  const reassess = () => Promise.resolve() // assessed whole, on the eve of the decisions and today
  const telling = { deps: { ...then, reassess }, reach, chronicle }
  const shown = exampleWorkloads
  classifyOverMonths({ ...telling, applications, random, importedDaysAgo, thorough, shown }, subjects)
  const story = { ...telling, todayMs: deps.clock.now().getTime() }
  enterIncidents(story)
  planWaves({ ...story, deps: then }, subjects)
  answerOverMonths({ ...story, deps: then }, subjects)
  const moved = await pilotsOf(deps.db, subjects)
  const movedCodes = new Set(moved.map(({ code }) => code))
  const billed = {
    deps: then,
    reach,
    chronicle: chronicle.apart(randomStream('arpent-demonstration-bills')),
    thisMonth: todayOf(deps.clock).slice(0, 7),
    pilots: moved,
  }
  const eve = chronicle.moment(approvedBy - 1)
  chronicle.at(eve, async () => {
    await assessWorkloads(then, reach('portfolio-manager'))
    const assessed = await assessmentsKept(deps.db)
    decideOverWeeks({ deps: then, reach, chronicle, random, assessed, thorough, moved: movedCodes }, subjects)
    secureOverMonths({ ...story, assessed, spared: exampleWorkloads }, subjects)
  })
  receiveBills(billed)
  allocateOverMonths(billed)
  const benefits = registerBenefits(billed)
  claimOverQuarters(billed, benefits)
  countVolumes({ ...billed, chronicle: chronicle.apart(randomStream('arpent-demonstration-volumes-told')) }, benefits)
  showTheBoard(billed)
  chronicle.at(chronicle.moment(30), () => publishBarometer(then, reach('centre')))
  const measuresAt = deps.clock.now().getTime() - usageDaysAgo * 86_400_000
  chronicle.at(measuresAt, () => enterUsage(then, reach('portfolio-manager'), 'MSC'))
  await chronicle.play()
  await assessWorkloads(deps, reach('portfolio-manager'))
  await makeCases(deps, reach)
  await stateIndicators(deps, reach('centre'))
  await publishBarometer(deps, reach('centre'))
  await proposeContract(deps, reach('portfolio-manager'))
  const [signed] = await deps.db
    .selectFrom('decision')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('state', '=', 'signed')
    .execute()
  return {
    bodies: demoBodies.length,
    workloads: subjects.length,
    signed: Number(signed?.n ?? 0),
    links: await demonstrationLinks(deps, users),
  }
}

/** The workloads that moved before the product came, each with its first server: bills name some by its key. */
async function pilotsOf(db: Database, subjects: readonly Subject[]): Promise<BilledPilot[]> {
  const production = Map.groupBy(
    subjects.filter((one) => one.environment === 'production'),
    (one) => one.body,
  )
  const codes = pilots.map(({ body, nth }) => production.get(body)?.at(-1 - nth)?.code ?? '')
  const rows = await db
    .selectFrom('asset')
    .innerJoin('workload', 'workload.id', 'asset.workload_id')
    .select(['workload.code', 'workload.name'])
    .select((e) => [
      e.fn.min<string>('asset.name').as('machine'),
      e.fn.min<string>('asset.natural_key').as('machineKey'),
    ])
    .where('workload.code', 'in', codes)
    .groupBy(['workload.code', 'workload.name'])
    .execute()
  const found = new Map(rows.map((row) => [row.code, row]))
  return pilots.flatMap((pilot, at) => {
    const row = found.get(codes[at] ?? '')
    return row === undefined ? [] : [{ ...pilot, ...row }]
  })
}

/** Each body sends its files in its turn; one sends its costs again, one leaves a file to confirm. */
async function importBodies(deps: DemoDeps, reach: ReachAs, chronicle: Chronicle, random: RandomStream) {
  const applications = new Map<string, DemoApplication>()
  const manager = reach('portfolio-manager')
  for (const [k, [body]] of demoBodies.entries()) {
    const own = applicationsOf(body, random)
    for (const application of own) applications.set(application.name, application)
    const files = inventoryFiles(body, own, random)
    const costs = { body, name: `applications_${body}.csv` }
    chronicle.clock.moveTo(chronicle.moment(firstImportDaysAgo - k * daysBetweenImports))
    await importFile(deps, manager, { body, name: `RVTools_tabvInfo_${body}.csv`, text: files.vInfo })
    await importFile(deps, manager, { ...costs, text: files.applications })
    await importFile(deps, manager, { body, name: `relations_${body}.csv`, text: files.relations })
    if (body !== 'MVR') continue
    const text = revisedCosts(files.applications)
    chronicle.at(chronicle.moment(costsAgainDaysAgo), () => importFile(deps, manager, { ...costs, text }))
  }
  chronicle.at(chronicle.moment(leftDaysAgo), () => leaveOneToConfirm(deps, manager))
  return applications
}

async function assessmentsKept(db: Database) {
  const rows = await db
    .selectFrom('assessment')
    .innerJoin('workload', 'workload.id', 'assessment.workload_id')
    .select(['workload.code', 'assessment.best_option', 'assessment.options_json'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.code,
      { best: row.best_option, options: JSON.parse(row.options_json) as StoredOption[] }, // written by assessment
    ]),
  )
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

async function importFile(deps: DemoDeps, reach: Reach, given: { body: string; name: string; text: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demo-'))
  try {
    const file = join(folder, given.name)
    writeFileSync(file, given.text)
    await importInventory(deps, reach, { file, bodyCode: given.body, format: 'auto', dryRun: false })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file read but not confirmed: what the first page shows as awaiting someone. */
async function leaveOneToConfirm(deps: DemoDeps, reach: Reach): Promise<void> {
  const text =
    '\ufeffApplication;Environnement;Mission;Détenteur;Technologie;Coût annuel\r\nForêts, imagerie par drone;Production;Mission fictive : imagerie;Direction fictive 5, MEF;GDAL 3;38400,00\r\nQualité de l’eau, capteurs;Production;Mission fictive : qualité de l’eau;Direction fictive 6, MEF;MQTT;61250,00\r\nRéservation de campings;Production;Mission fictive : camping;Direction fictive 4, MEF;PHP 8;-12\r\n'
  const id = await receiveFile(deps, reach, {
    bodyCode: 'MEF',
    fileName: `inventaire_mef_${todayOf(deps.clock).slice(0, 7)}.csv`,
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
  })
  mkdirSync(deps.filesFolder, { recursive: true })
  writeFileSync(join(deps.filesFolder, id), text)
  await readBatch(deps, reach, id, join(deps.filesFolder, id))
}

async function allSubjects(deps: DemoDeps, reach: Reach): Promise<Subject[]> {
  const all: Subject[] = []
  for (let after: string | null = null; ;) {
    const page = await workloadPage(reach, deps.db, { after, limit: 500, bodyCode: null, search: null })
    all.push(
      ...page.map((row) => ({
        code: row.code,
        body: row.body_code,
        application: row.application_name,
        environment: row.environment,
      })),
    )
    after = page.at(-1)?.code ?? null
    if (page.length < 500) return all
  }
}
