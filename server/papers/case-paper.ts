import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { caseDocument } from './case-document.ts'
import { caseFacts } from './case-facts.ts'
import { caseWorkbook } from './case-workbook.ts'
import type { Paper, PaperAsked } from './paper.ts'

/** A business case as it was last computed: what is proposed, why, what would change it, and a workbook that recalculates it. */
export async function casePaper(db: Database, reach: Reach, asked: PaperAsked): Promise<Paper> {
  const facts = await caseFacts(db, reach, asked)
  const document = caseDocument(facts)
  return { document, workbook: caseWorkbook(facts, document) }
}
