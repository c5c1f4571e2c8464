import { packFromText } from '#models/rules/pack-text.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import type { RuleMode } from '#models/rules/verdict.ts'
import type { Database } from '#server/database/database.ts'
import type { RulePackVersionRow } from '#server/database/schema.ts'
import { pricesKey } from '#server/prices/in-force.usecases.ts'
import { shippedPack } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { allBodyIds, approvedOn, findPackByNumber, keepPackVersion, modesSet } from './rule-packs.repository.ts'

export type PackInForce = {
  /** `shipped` when no approved version holds the day. */
  readonly id: string
  readonly pack: RulePack
  readonly digest: string
}

/** The pack that judges on a day: the approved version whose period holds it, else the one shipped with the product. */
export async function packInForce(db: Database, day: string): Promise<PackInForce> {
  const shipped = shippedPack()
  const row = await approvedOn(db, shipped.pack.id, day)
  if (row === undefined) return { id: 'shipped', pack: shipped.pack, digest: shipped.digest }
  return { id: row.id, pack: packOfRow(row), digest: row.digest }
}

const read = new Map<string, RulePack>()
const mostRead = 20

/** A kept version as a pack; its text never changes, so it is read once a thread. */
export function packOfRow(row: Pick<RulePackVersionRow, 'id' | 'content'>): RulePack {
  const known = read.get(row.id)
  if (known !== undefined) return known
  const loaded = packFromText(row.content)
  if (loaded.kind === 'refused')
    throw new Error(`kept pack ${row.id} no longer loads: ${JSON.stringify(loaded.problems)}`)
  if (read.size >= mostRead) read.clear()
  read.set(row.id, loaded.value)
  return loaded.value
}

/** How the installation applies each rule today; a rule that is not there is enforced. */
export async function modesInForce(db: Database, packId: string): Promise<Map<string, RuleMode>> {
  const rows = await modesSet(db, packId)
  return new Map(rows.map((row) => [row.rule_id, row.mode as RuleMode])) // written through the schema
}

/** Names what the stored verdicts and costs of a portfolio rest on: a pack, the modes that are not its own, the lists of prices accepted. */
export async function judgingKey(db: Database, day: string): Promise<string> {
  const { pack, digest } = await packInForce(db, day)
  const modes = [...(await modesInForce(db, pack.id))]
    .filter(([, mode]) => mode !== 'enforce')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const prices = await pricesKey(db, day)
  return digestOf(asJson({ digest, modes, ...(prices === undefined ? {} : { prices }) }))
}

/** A pack by the name that a decision keeps, `id@version`; undefined when it is neither kept nor shipped. */
export async function findPackNamed(
  db: Database,
  name: string,
): Promise<{ readonly pack: RulePack; readonly digest: string } | undefined> {
  const [id = '', version = ''] = name.split('@')
  const row = await findPackByNumber(db, { id, version })
  if (row !== undefined) return { pack: packOfRow(row), digest: row.digest }
  const shipped = shippedPack()
  return shipped.pack.id === id && shipped.pack.version === version ? shipped : undefined
}

/** Keeps the shipped pack under its number, so that what it judged replays once the product ships another. */
export async function keepShippedPack(db: Database, at: string): Promise<void> {
  const { pack, digest, content, cases } = shippedPack()
  if ((await findPackByNumber(db, pack)) !== undefined) return
  const [body] = await allBodyIds(db)
  if (body === undefined) return
  await keepPackVersion(db, {
    id: `shipped-${pack.version}`,
    body_id: body,
    pack_id: pack.id,
    version: pack.version,
    state: 'shipped',
    content,
    digest,
    cases_json: cases,
    in_force_from: '',
    in_force_to: null,
    reason: '',
    proposed_by: 'system',
    proposed_at: at,
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    row_version: 1,
  })
}

/** Every body, the first made first: what a pack holds for. */
export async function everyBody(db: Database): Promise<string[]> {
  return allBodyIds(db)
}
