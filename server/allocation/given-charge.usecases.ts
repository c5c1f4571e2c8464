import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { givenPartsInReach } from './given-charges.repository.ts'

/**
 * Whether a part of this charge was given to a workload in reach. A bill may be held by another body (a centre pays for several): who
 * answers for the workload may then see that charge, and nothing else of the bill.
 */
export async function isChargeGiven(reach: Reach, db: Database, importId: string, ordinal: number): Promise<boolean> {
  return (await givenPartsInReach(reach, db, importId, ordinal)) > 0
}
