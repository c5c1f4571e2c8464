import type { Database } from '#server/database/database.ts'
import { referenceFor, standingFormulas } from '#server/formulas/formulas-in-force.usecases.ts'
import { type PricesInForce, pricesInForce } from '#server/prices/in-force.usecases.ts'
import type { Reference } from '#server/shared/datasets.ts'

/**
 * What costs rest on, on a day: the prices in force laid over the shipped ones, under the formulas that stand. A body with prices or formulas
 * of its own, or under those of a body above it, has a reference of its own.
 */
export async function referencesInForce(db: Database, day: string): Promise<PricesInForce> {
  const standing = await standingFormulas(db, day)
  return pricesInForce(db, day, { of: (bodyId) => referenceFor(standing, bodyId), bodies: standing.bodies })
}

export async function referenceOfBody(db: Database, bodyId: string, day: string): Promise<Reference> {
  return (await referencesInForce(db, day)).ofBody(bodyId)
}
