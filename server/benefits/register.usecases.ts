import { assembledBenefit, assembledMap, type BenefitIdentity } from '#models/benefits/assemble.ts'
import { stateAsOf } from '#models/benefits/as-of.ts'
import { chainBreak, type ChainBreak } from '#models/benefits/record-chain.ts'
import type { RegisterBenefit, RegisterState } from '#models/benefits/register-state.ts'
import type { RegisterRecord } from '#models/benefits/register.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { strategyObjectives } from '#server/shared/datasets.ts'
import { benefitNotFound } from './benefits.problems.ts'
import { registerFromMemory } from './register-memory.ts'
import { bodyCodes, everyRecord, identitiesIn, promisesKnown, recordsKnown } from './register.repository.ts'
import { keptRecord, recordDigest } from './register-writing.ts'
import { frozenPromise } from './trajectory-promise.ts'

export type RegisterDeps = { readonly db: Database; readonly clock: Clock }
type ReadingDeps = { readonly db: Database | DatabaseTransaction }
export type AskedAsOf = {
  /** The day spoken of; absent: the last that was said of each thing, whatever the day. */
  readonly validOn?: string | undefined
  /** The instant at which it was known; absent: now. */
  readonly asKnownMs?: number | undefined
}

/** The register as it was known at an instant, within reach: benefits with every part, map, pools, objectives. */
export async function registerAsOf(deps: RegisterDeps, reach: Reach, asked: AskedAsOf = {}): Promise<RegisterState> {
  const wanted = { validOn: asked.validOn ?? null, asKnownMs: asked.asKnownMs ?? null }
  const read = async (standing: readonly RegisterRecord[]): Promise<RegisterState> => {
    const [benefits, bodies] = await Promise.all([
      benefitsFrom(deps, reach, { ...asked, standing }),
      bodyCodes(reach, deps.db),
    ])
    const map = assembledMap(standing, (id) => bodies.get(id) ?? '')
    const validOn = asked.validOn ?? null
    return { benefits, ...map, objectives: strategyObjectives(), validOn, asKnownMs: asked.asKnownMs ?? 0 }
  }
  const state =
    (await registerFromMemory(deps.db, reach, wanted, read)) ??
    (await read(stateAsOf(await recordsKnown(reach, deps.db, asKnownText(asked.asKnownMs)), wanted)))
  return { ...state, asKnownMs: asked.asKnownMs ?? deps.clock.now().getTime() }
}

/** The map alone, as it was known at an instant, within reach: what holds back what. */
export async function mapAsOf(
  deps: ReadingDeps,
  reach: Reach,
  asked: AskedAsOf = {},
): Promise<Pick<RegisterState, 'nodes' | 'edges'>> {
  const records = await recordsKnown(reach, deps.db, asKnownText(asked.asKnownMs), undefined, ['node', 'edge'])
  const standing = stateAsOf(records, { validOn: asked.validOn ?? null, asKnownMs: asked.asKnownMs ?? null })
  const { edges, nodes } = assembledMap(standing, () => '')
  return { edges, nodes }
}

/** One benefit as it was known; 404 when it is out of reach, or was not known yet. */
export async function benefitAsOf(
  deps: ReadingDeps,
  reach: Reach,
  code: string,
  asked: AskedAsOf = {},
): Promise<RegisterBenefit> {
  const records = await recordsKnown(reach, deps.db, asKnownText(asked.asKnownMs), [code])
  const standing = stateAsOf(records, { validOn: asked.validOn ?? null, asKnownMs: asked.asKnownMs ?? null })
  const [found] = await benefitsFrom(deps, reach, { ...asked, standing, code })
  if (found === undefined) throw benefitNotFound(code)
  return found
}

const asKnownText = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())

type Assembled = {
  readonly records: readonly RegisterRecord[]
  readonly promises: string
  readonly benefit: RegisterBenefit | undefined
}
/** Benefits as they were assembled, by their first record: where records are kept in memory, one that nobody wrote on is the same again. */
const assembled = new WeakMap<RegisterRecord, Assembled>()

function assembledOnce(identity: BenefitIdentity, records: readonly RegisterRecord[]): RegisterBenefit | undefined {
  const [first] = records
  if (first === undefined) return assembledBenefit(identity, records)
  const promises = identity.promises.map((one) => one.digest).join()
  const before = assembled.get(first)
  const isSame =
    before?.promises === promises &&
    before.records.length === records.length &&
    before.records.every((one, i) => one === records[i])
  if (isSame) return before.benefit
  const benefit = assembledBenefit(identity, records)
  assembled.set(first, { records, promises, benefit })
  return benefit
}

async function benefitsFrom(
  deps: ReadingDeps,
  reach: Reach,
  asked: AskedAsOf & { readonly standing: readonly RegisterRecord[]; readonly code?: string },
): Promise<RegisterBenefit[]> {
  const known = asKnownText(asked.asKnownMs)
  const rows = await identitiesIn(reach, deps.db, known, asked.code)
  const promises = await promisesKnown(
    reach,
    deps.db,
    known,
    asked.code === undefined ? undefined : (rows[0]?.id ?? ''),
  )
  const byBenefit = Map.groupBy(promises, (row) => row.benefit_id)
  const bySubject = Map.groupBy(asked.standing, (record) => record.subject)
  return rows.flatMap((row) => {
    const identity = {
      id: row.id,
      code: row.code,
      bodyId: row.body_id,
      body: row.body_code,
      title: { fr: row.title_fr, en: row.title_en },
      sign: Number(row.sign),
      createdAt: row.created_at,
      workload: row.workload_code,
      decision: row.decision_id,
      promises: (byBenefit.get(row.id) ?? []).map(frozenPromise),
    }
    return assembledOnce(identity, bySubject.get(row.code) ?? []) ?? []
  })
}

/** Every subject whose records are no longer a chain: what an audit of the register says. */
export async function registerBreaks(db: Database): Promise<readonly (ChainBreak & { readonly subject: string })[]> {
  const subjects = Map.groupBy((await everyRecord(db)).map(keptRecord), (record) => record.subject)
  return [...subjects].flatMap(([subject, records]) => {
    const broken = chainBreak(records, recordDigest)
    return broken === undefined ? [] : [{ subject, ...broken }]
  })
}
