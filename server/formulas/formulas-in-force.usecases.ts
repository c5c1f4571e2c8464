import type { FormulaSet } from '#models/formulas/formula-set.ts'
import { type BodyTree, bodyTree } from '#server/access/bodies.repository.ts'
import type { Database } from '#server/database/database.ts'
import type { FormulaSetVersionRow } from '#server/database/schema.ts'
import { shippedFormulas } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { begunFormulaVersions, type FormulaVersionWithBody } from './formulas.repository.ts'

/**
 * Bodies whose versions may stand for a body, nearest first: itself, those above it, then the centre. A version of the centre so stands for
 * all, and a body may have its own.
 */
export function bodiesStandingFor(tree: BodyTree, bodyId: string): string[] {
  const chain: string[] = []
  for (let at = tree.byId.get(bodyId); at !== undefined && !chain.includes(at.id);) {
    chain.push(at.id)
    at = at.parent === null ? undefined : tree.byCode.get(at.parent)
  }
  return [...new Set([...chain, ...centresOf(tree)])]
}

function centresOf(tree: BodyTree): string[] {
  return [...tree.byId.values()].filter(({ kind }) => kind === 'centre').map(({ id }) => id)
}

export type StandingFormulas = {
  /** The version of a set that stands for a body; undefined where the shipped one does. */
  versionOf(set: string, bodyId: string): FormulaVersionWithBody | undefined
  /** Every version that stands for a body; none where the shipped sets do. Without a body: what stands where nobody has their own. */
  versionsFor(bodyId: string | undefined): readonly FormulaVersionWithBody[]
  /** Names what stands for every body; undefined while the shipped sets stand everywhere. */
  readonly key: string | undefined
  readonly bodies: readonly string[]
}

/** Which version of each set stands for which body on a day: of each body the last approved one that has begun. */
export async function standingFormulas(db: Database, day: string): Promise<StandingFormulas> {
  const begun = await begunFormulaVersions(db, day)
  if (begun.length === 0) return { versionOf: () => undefined, versionsFor: () => [], key: undefined, bodies: [] }
  const tree = await bodyTree(db, day)
  const last = new Map(begun.map((row) => [`${row.set_id} ${row.body_id}`, row]))
  const ids = [...last.values()].map(({ id }) => id).toSorted()
  const versionOf = (set: string, chain: readonly string[]) => {
    const standing = chain.find((id) => last.has(`${set} ${id}`))
    return standing === undefined ? undefined : last.get(`${set} ${standing}`)
  }
  const centres = centresOf(tree)
  const chainOf = (bodyId: string | undefined) => (bodyId === undefined ? centres : bodiesStandingFor(tree, bodyId))
  return {
    versionOf: (set, bodyId) => versionOf(set, chainOf(bodyId)),
    versionsFor: (bodyId) => Object.values(shippedFormulas()).flatMap(({ id }) => versionOf(id, chainOf(bodyId)) ?? []),
    key: digestOf(asJson(ids)),
    bodies: [...tree.byId.keys()],
  }
}

/** The content of a kept version. */
export function setOfVersion(row: Pick<FormulaSetVersionRow, 'content_json'>): FormulaSet {
  return JSON.parse(row.content_json) as FormulaSet // written by this feature, once it had loaded
}
