import { caseResults, packCases } from '#models/rules/pack-cases.ts'
import { compareVersions, type PackPeriod, periodPlacement } from '#models/rules/pack-periods.ts'
import type { ProposePack, SetRuleMode } from '#models/rules/pack.schemas.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import type {
  PackCheck,
  PackState,
  PackVersionDetail,
  PackVersionView,
  RulePackView,
  RuleView,
} from '#models/rules/pack.views.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { RulePackVersionRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { shippedPack } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { modesInForce, packInForce, packOfRow } from './pack-in-force.usecases.ts'
import {
  casesFailing,
  casesRefused,
  notYourPack,
  olderPackVersion,
  packAlreadyDecided,
  packBeyondReach,
  packDatesOverlap,
  packDatesRefused,
  packOfAnotherName,
  packRefused,
  packVersionNotFound,
  packVersionNotNewer,
  packVersionTaken,
  modeNeverOnLaw,
  ruleNotInPack,
} from './rule-packs.problems.ts'
import {
  allBodyIds,
  decidePackVersion,
  endPackPeriod,
  findPackVersion,
  insertMode,
  insertPackVersion,
  modesSet,
  packVersions,
} from './rule-packs.repository.ts'

export type RulePacksDeps = {
  readonly db: Database
  readonly clock: Clock
  /** Checks a draft away from the thread that answers. */
  readonly checked: (reach: Reach, draft: { content: string; cases?: string | undefined }) => Promise<CheckedDraft>
  /** Has the portfolio judged again when what judges it today has changed. */
  readonly rejudge: (reach: Reach) => Promise<void>
}

export type CheckedDraft =
  | { readonly kind: 'known'; readonly value: PackCheck }
  | { readonly kind: 'refused'; readonly part: 'content' | 'cases'; readonly problems: readonly ProblemItem[] }

/** Reads a draft and runs its cases (those of the shipped pack when it brings none). Pure, and long: for a thread of its own. */
export function draftChecked(draft: { readonly content: string; readonly cases?: string | undefined }): CheckedDraft {
  const loaded = packFromText(draft.content)
  if (loaded.kind === 'refused') return { kind: 'refused', part: 'content', problems: loaded.problems }
  const cases = casesOf(draft.cases ?? shippedPack().cases)
  if (cases.kind === 'refused') return { kind: 'refused', part: 'cases', problems: cases.problems }
  const pack = loaded.value
  return {
    kind: 'known',
    value: {
      pack: { id: pack.id, version: pack.version, digest: digestOf(asJson(pack)), rules: pack.rules.length },
      cases: caseResults(pack, cases.value),
    },
  }
}

function casesOf(text: string): ReturnType<typeof packCases> {
  try {
    return packCases(JSON.parse(text))
  } catch {
    const detail = { fr: 'Ce n’est pas du JSON complet.', en: 'This is not complete JSON.' }
    return { kind: 'refused', problems: [{ code: 'malformed-json', pointer: '', detail }] }
  }
}

/** A draft that loads, or a refusal that names its lines. */
export async function ensureChecked(
  deps: Pick<RulePacksDeps, 'checked'>,
  reach: Reach,
  draft: { content: string; cases?: string | undefined },
): Promise<PackCheck> {
  const checked = await deps.checked(reach, draft)
  if (checked.kind === 'known') return checked.value
  throw checked.part === 'content' ? packRefused(checked.problems) : casesRefused(checked.problems)
}

/** The pack in force today, each rule with its mode and who set it. */
export async function packToday(
  { db, clock }: Pick<RulePacksDeps, 'db' | 'clock'>,
  portfolio: RulePackView['portfolio'],
): Promise<RulePackView> {
  const { id, pack, digest } = await packInForce(db, todayOf(clock))
  const set = Map.groupBy(await modesSet(db, pack.id), (row) => row.rule_id)
  const modes = await modesInForce(db, pack.id)
  const { version, asOf, verified } = pack
  const rules = pack.rules.map((rule): RuleView => {
    const history = set.get(rule.id) ?? []
    const last = history.at(-1)
    const { effect, force, status, source, fr, en } = rule
    return {
      id: rule.id,
      effect,
      force,
      status,
      source,
      fr,
      en,
      mode: modes.get(rule.id) ?? 'enforce',
      modeSet: last === undefined ? null : { by: last.set_by, at: last.set_at, reason: last.reason },
      modeEtag: etagOf(history.length),
    }
  })
  return { id, pack: pack.id, version, asOf, verified, digest, rules, portfolio }
}

/** Every version, the newest proposal first, the shipped pack last. */
export async function packList({ db, clock }: Pick<RulePacksDeps, 'db' | 'clock'>): Promise<PackVersionView[]> {
  const { pack } = shippedPack()
  const inForce = (await packInForce(db, todayOf(clock))).id
  const rows = (await packVersions(db, pack.id)).filter((row) => row.state !== 'shipped')
  return [...rows.map((row) => versionView(row, inForce)), shippedView(inForce)]
}

export async function onePackVersion(
  { db, clock }: Pick<RulePacksDeps, 'db' | 'clock'>,
  id: string,
): Promise<PackVersionDetail> {
  const inForce = (await packInForce(db, todayOf(clock))).id
  if (id === 'shipped') {
    const { content, cases } = shippedPack()
    return { ...shippedView(inForce), content, cases }
  }
  const row = await ensurePackVersion(db, id)
  return { ...versionView(row, inForce), content: row.content, cases: row.cases_json }
}

async function ensurePackVersion(db: Database | DatabaseTransaction, id: string): Promise<RulePackVersionRow> {
  const row = await findPackVersion(db, id)
  if (row === undefined) throw packVersionNotFound()
  return row
}

/** The text of a version, to be compared. */
export async function contentOf(deps: Pick<RulePacksDeps, 'db'>, id: string): Promise<string> {
  return id === 'shipped' ? shippedPack().content : (await ensurePackVersion(deps.db, id)).content
}

function headOf({ id, version, asOf, verified, rules }: RulePack) {
  return { pack: id, version, asOf, verified, rules: rules.length }
}

function shippedView(inForce: string): PackVersionView {
  const { pack, digest } = shippedPack()
  return {
    id: 'shipped',
    ...headOf(pack),
    digest,
    state: 'shipped',
    isInForce: inForce === 'shipped',
    inForceFrom: null,
    inForceTo: null,
    reason: '',
    proposedBy: null,
    proposedAt: null,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    etag: etagOf(0),
  }
}

function versionView(row: RulePackVersionRow, inForce: string): PackVersionView {
  return {
    id: row.id,
    ...headOf(packOfRow(row)),
    digest: row.digest,
    state: row.state as PackState, // written by this feature only
    isInForce: row.id === inForce,
    inForceFrom: row.in_force_from,
    inForceTo: row.in_force_to,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    etag: etagOf(row.row_version),
  }
}

/** A pack judges every body: whoever changes it must have the right over all of them. Returns the body it hangs on. */
async function ensureEveryBody(db: Database, reach: Reach): Promise<string> {
  const bodies = await allBodyIds(db)
  const [first] = bodies
  if (first === undefined || !bodies.every((id) => reach.bodies.includes(id))) throw packBeyondReach()
  return first
}

const approvedPeriods = (rows: readonly RulePackVersionRow[]): PackPeriod[] =>
  rows
    .filter((row) => row.state === 'approved')
    .map((row) => ({ version: row.version, from: row.in_force_from, to: row.in_force_to }))

function latestVersion(rows: readonly RulePackVersionRow[], ...states: readonly string[]): string | undefined {
  return rows
    .filter((row) => states.includes(row.state))
    .map((row) => row.version)
    .toSorted(compareVersions)
    .at(-1)
}

function ensureDates(given: { readonly from: string; readonly to: string | null }, today: string): void {
  if (given.from < today) throw packDatesRefused('/inForceFrom', today)
  if (given.to !== null && given.to <= given.from) throw packDatesRefused('/inForceTo', today)
}

/** Puts a version forward: it loads, gives its own cases, comes after the last one, and fits between the periods approved. */
export async function proposePack(deps: RulePacksDeps, reach: Reach, given: ProposePack): Promise<PackVersionDetail> {
  const body = await ensureEveryBody(deps.db, reach)
  const { pack, cases } = await ensureChecked(deps, reach, given)
  const shipped = shippedPack().pack
  if (pack.id !== shipped.id) throw packOfAnotherName(shipped.id)
  const failed = cases.filter((one) => !one.passed)
  if (failed.length > 0) throw casesFailing(failed)
  ensureDates({ from: given.inForceFrom, to: given.inForceTo }, todayOf(deps.clock))
  const id = newId()
  await changing(deps, reach, async (work) => {
    // Recorded first: on PostgreSQL this takes the lock under which changes follow one another, so no two take one number.
    await work.record({
      bodyId: body,
      action: 'rule-pack.proposed',
      objectType: 'rule-pack',
      objectId: id,
      after: {
        pack: pack.id,
        version: pack.version,
        digest: pack.digest,
        reason: given.reason,
        inForceFrom: given.inForceFrom,
        inForceTo: given.inForceTo,
      },
    })
    const rows = await packVersions(work.tx, pack.id)
    const latest = latestVersion(rows, 'approved') ?? shipped.version
    const newest = compareVersions(latest, shipped.version) > 0 ? latest : shipped.version
    if (compareVersions(pack.version, newest) <= 0) throw packVersionNotNewer(newest)
    if (rows.some((row) => row.version === pack.version)) throw packVersionTaken(pack.version)
    const { overlaps } = periodPlacement(approvedPeriods(rows), { from: given.inForceFrom, to: given.inForceTo })
    if (overlaps.length > 0) throw packDatesOverlap(overlaps)
    await insertPackVersion(work.tx, {
      id,
      body_id: body,
      pack_id: pack.id,
      version: pack.version,
      state: 'proposed',
      content: given.content,
      digest: pack.digest,
      cases_json: given.cases,
      in_force_from: given.inForceFrom,
      in_force_to: given.inForceTo,
      reason: given.reason,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      row_version: 1,
    })
  })
  return onePackVersion(deps, id)
}

/** Approves a version: it judges from its first day on, and the one before ends that day. What was judged before stays. */
export async function approvePack(
  deps: RulePacksDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<PackVersionDetail> {
  const row = await ensureAnswerable(deps, reach, id, expected)
  const period = { from: row.in_force_from, to: row.in_force_to }
  await changing(deps, reach, async (work) => {
    const { pack_id: packId, version, digest } = row
    const record = (action: string, objectId: string, after: object) =>
      work.record({ bodyId: row.body_id, action, objectType: 'rule-pack', objectId, after })
    // Recorded first: on PostgreSQL this takes the lock under which changes follow one another, so periods cannot cross.
    const dated = { inForceFrom: period.from, inForceTo: period.to }
    await record('rule-pack.approved', id, { pack: packId, version, digest, ...dated })
    const rows = await packVersions(work.tx, packId)
    const newest = latestVersion(rows, 'approved', 'proposed')
    if (newest !== undefined && compareVersions(version, newest) < 0) throw olderPackVersion(newest)
    ensureDates(period, todayOf(deps.clock))
    const { ends, overlaps } = periodPlacement(approvedPeriods(rows), period)
    if (overlaps.length > 0) throw packDatesOverlap(overlaps)
    const decided = { state: 'approved', decided_by: reach.actor, decided_at: work.at }
    if (!(await decidePackVersion(work.tx, id, expected, decided))) throw packAlreadyDecided()
    const ended = rows.find((one) => one.version === ends?.version)
    if (ended === undefined) return
    await endPackPeriod(work.tx, packId, ended.version, period.from)
    await record('rule-pack.ended', ended.id, { version: ended.version, inForceTo: period.from })
  })
  await deps.rejudge(reach)
  return onePackVersion(deps, id)
}

async function ensureAnswerable(
  deps: RulePacksDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<RulePackVersionRow> {
  await ensureEveryBody(deps.db, reach)
  const row = await ensurePackVersion(deps.db, id)
  if (row.state !== 'proposed') throw packAlreadyDecided()
  ensureVersion(row.row_version, expected)
  await ensureSecondPerson(deps, reach, { action: 'rules.approve', bodyId: row.body_id, proposedBy: row.proposed_by })
  return row
}

/** Sends a version back with a reason; nothing in force changes. */
export async function returnPack(
  deps: RulePacksDeps,
  reach: Reach,
  id: string,
  answer: { readonly expected: number; readonly reason: string },
): Promise<PackVersionDetail> {
  const row = await ensureAnswerable(deps, reach, id, answer.expected)
  await settle(deps, reach, row, { state: 'returned', action: 'rule-pack.returned', ...answer })
  return onePackVersion(deps, id)
}

/** Whoever proposed a version takes it back before anyone answers. */
export async function withdrawPack(
  deps: RulePacksDeps,
  reach: Reach,
  id: string,
  answer: { readonly expected: number; readonly reason: string },
): Promise<PackVersionDetail> {
  const row = await ensurePackVersion(deps.db, id)
  if (row.state !== 'proposed') throw packAlreadyDecided()
  ensureVersion(row.row_version, answer.expected)
  if (row.proposed_by !== reach.actor) throw notYourPack()
  await settle(deps, reach, row, { state: 'withdrawn', action: 'rule-pack.withdrawn', ...answer })
  return onePackVersion(deps, id)
}

async function settle(
  deps: RulePacksDeps,
  reach: Reach,
  row: RulePackVersionRow,
  as: { readonly state: string; readonly action: string; readonly expected: number; readonly reason: string },
): Promise<void> {
  await changing(deps, reach, async (work) => {
    const decided = { state: as.state, decided_by: reach.actor, decided_at: work.at, decision_reason: as.reason }
    if (!(await decidePackVersion(work.tx, row.id, as.expected, decided))) throw packAlreadyDecided()
    await work.record({
      bodyId: row.body_id,
      action: as.action,
      objectType: 'rule-pack',
      objectId: row.id,
      after: { version: row.version, reason: as.reason },
    })
  })
}

/** Enforces a rule, watches it only, or switches it off, for every body, from now on and with a reason. */
export async function setRuleMode(
  deps: RulePacksDeps,
  reach: Reach,
  rule: string,
  given: SetRuleMode & { readonly expected: number },
): Promise<void> {
  const body = await ensureEveryBody(deps.db, reach)
  const { pack } = await packInForce(deps.db, todayOf(deps.clock))
  const named = pack.rules.find((one) => one.id === rule)
  if (named === undefined) throw ruleNotInPack(rule, pack.version)
  if (given.mode !== 'enforce' && (named.force === 'law' || named.force === 'decree')) throw modeNeverOnLaw(rule)
  await changing(deps, reach, async (work) => {
    const before = await modesSet(work.tx, pack.id)
    const history = before.filter((row) => row.rule_id === rule)
    ensureVersion(history.length, given.expected)
    await work.record({
      bodyId: body,
      action: 'rule-mode.set',
      objectType: 'rule',
      objectId: rule,
      before: { mode: history.at(-1)?.mode ?? 'enforce' },
      after: { mode: given.mode, reason: given.reason },
    })
    await insertMode(work.tx, {
      pack_id: pack.id,
      rule_id: rule,
      mode: given.mode,
      set_by: reach.actor,
      set_at: work.at,
      reason: given.reason,
    })
  })
  await deps.rejudge(reach)
}
