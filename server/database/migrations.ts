import type { Migration, MigrationProvider } from 'kysely/migration'
import * as house from './migrations/0001-house.ts'
import * as securityDesk from './migrations/0002-security-desk.ts'
import * as waves from './migrations/0003-waves.ts'
import * as priceBooks from './migrations/0004-price-books.ts'
import * as usage from './migrations/0005-usage.ts'
import * as strategies from './migrations/0006-strategies.ts'
import * as formulas from './migrations/0007-formulas.ts'
import * as cases from './migrations/0008-cases.ts'
import * as billsAndBenefits from './migrations/0009-bills-and-benefits.ts'
import * as pastAllocations from './migrations/0010-past-allocations.ts'

/** The list, oldest first; a name never changes once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-house': house,
  '0002-security-desk': securityDesk,
  '0003-waves': waves,
  '0004-price-books': priceBooks,
  '0005-usage': usage,
  '0006-strategies': strategies,
  '0007-formulas': formulas,
  '0008-cases': cases,
  '0009-bills-and-benefits': billsAndBenefits,
  '0010-past-allocations': pastAllocations,
}

/** Written in SQLite's `user_version`: a file with a higher one comes from a newer Arpent. */
export const schemaVersion = Object.keys(migrations).length

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
}
