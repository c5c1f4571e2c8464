import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { Paper, PaperAsked } from './paper.ts'
import { portfolioDocument } from './portfolio-document.ts'
import { portfolioFacts } from './portfolio-facts.ts'
import { portfolioWorkbook } from './portfolio-workbook.ts'

/** The portfolio of a body and of those under it, as it stands: verdict and cost of each workload's best option. */
export async function portfolioPaper(db: Database, reach: Reach, asked: PaperAsked): Promise<Paper> {
  const facts = await portfolioFacts(db, reach, asked)
  return { document: portfolioDocument(facts), workbook: portfolioWorkbook(facts) }
}
