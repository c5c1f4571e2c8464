import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { rememberedMapping, rememberMapping } from './imports.repository.ts'

/** What a body said of the columns of a header, as JSON text, for whichever feature reads files; undefined when it never did. */
export async function mappingOf(db: Database, bodyId: string, signature: string): Promise<string | undefined> {
  return (await rememberedMapping(db, bodyId, signature))?.mapping_json
}

/** Remembers it, in the transaction of what was read with it. */
export async function keepMapping(
  tx: DatabaseTransaction,
  kept: {
    readonly id: string
    readonly bodyId: string
    readonly signature: string
    readonly mapping: unknown
    readonly by: string
    readonly at: string
  },
): Promise<void> {
  await rememberMapping(tx, {
    id: kept.id,
    body_id: kept.bodyId,
    header_signature: kept.signature,
    mapping_json: JSON.stringify(kept.mapping),
    stated_by: kept.by,
    recorded_at: kept.at,
  })
}
