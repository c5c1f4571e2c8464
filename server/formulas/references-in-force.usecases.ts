import { findPriceBook } from '#server/assessment/assessment.repository.ts'
import type { Database } from '#server/database/database.ts'
import { type PricesInForce, pricesInForce, referenceInForce, referenceKept } from '#server/prices/in-force.usecases.ts'
import { loadedFormulas, type Reference, type ReferenceContent } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { setOfVersion, standingFormulas } from './formulas-in-force.usecases.ts'
import { formulaVersionsById, type FormulaVersionWithBody } from './formulas.repository.ts'

// What a cost rests on is the prices in force for its body, under the formulas that stand for it. Where somebody wrote formulas, the
// reference is kept as a recipe: the digest of the one it is made over, and the versions, none of which ever changes.

type Recipe = { readonly over: string; readonly formulas: readonly string[] }

/** What costs rest on, on a day, for every body. */
export async function costReferencesInForce(db: Database, day: string): Promise<PricesInForce> {
  const [prices, standing] = await Promise.all([pricesInForce(db, day), standingFormulas(db, day)])
  if (standing.key === undefined) return prices
  const ofBody = (bodyId: string) => under(prices.ofBody(bodyId), standing.versionsFor(bodyId))
  const common = under(prices.common, standing.versionsFor(undefined))
  return { common, all: [...new Set([common, ...prices.all, ...standing.bodies.map(ofBody)])], ofBody }
}

/** What costs of one body rest on, on a day. */
export async function costReferenceInForce(db: Database, bodyId: string, day: string): Promise<Reference> {
  const [prices, standing] = await Promise.all([referenceInForce(db, bodyId, day), standingFormulas(db, day)])
  return under(prices, standing.versionsFor(bodyId))
}

/** A reference as it was kept, by its digest; undefined when it never was. */
export async function costReferenceKept(db: Database, digest: string): Promise<Reference | undefined> {
  const known = references.get(digest)
  if (known !== undefined) return known
  const stored = await findPriceBook(db, digest)
  const recipe = stored === undefined ? undefined : recipeIn(stored.content)
  if (recipe === undefined) return referenceKept(db, digest)
  const over = await referenceKept(db, recipe.over)
  return over === undefined ? undefined : under(over, await formulaVersionsById(db, recipe.formulas))
}

function recipeIn(content: string): Recipe | undefined {
  return content.startsWith('{"over":') ? (JSON.parse(content) as Recipe) : undefined // written by packed() below
}

const references = new Map<string, Reference>()
const mostReferences = 16

/** A reference under other formulas; itself when nobody wrote any. Made once a thread. */
function under(over: Reference, versions: readonly FormulaVersionWithBody[]): Reference {
  if (versions.length === 0) return over
  const recipe: Recipe = { over: over.digest, formulas: versions.map(({ id }) => id) }
  const digest = digestOf(asJson(recipe))
  const known = references.get(digest)
  if (known !== undefined) return known
  const sets = versions.map(setOfVersion)
  const replaced = Object.entries(over.content.formulas).map(([key, shipped]) => [
    key,
    sets.find(({ id }) => id === shipped.id) ?? shipped,
  ])
  const formulas = Object.fromEntries(replaced) as ReferenceContent['formulas'] // the same keys
  const made: Reference = {
    ...over,
    digest,
    formulas: loadedFormulas(formulas),
    packed: () => JSON.stringify(recipe),
    content: { ...over.content, formulas },
  }
  references.set(digest, made)
  for (const old of [...references.keys()].slice(0, -mostReferences)) references.delete(old)
  return made
}
