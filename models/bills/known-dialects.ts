import { awsCurDialect } from './aws-cur-dialect.ts'
import { azureEaDialect, azureMcaDialect, azureUsageDetailsDialect } from './azure-dialects.ts'
import type { BillDialect } from './bill-dialect.ts'
import { focusCompanions, focusDialect } from './focus-dialect.ts'

/** Every form of bill that is recognised, the most particular first. */
export const knownDialects: readonly BillDialect[] = [
  ...focusCompanions,
  focusDialect,
  azureUsageDetailsDialect,
  azureMcaDialect,
  azureEaDialect,
  awsCurDialect,
]

/** The dialect and version of a header, or nothing. */
export function dialectOf(
  header: readonly string[],
  dialects: readonly BillDialect[] = knownDialects,
): { readonly dialect: BillDialect; readonly version: string } | undefined {
  for (const dialect of dialects) {
    const version = dialect.recognises(header)
    if (version !== undefined) return { dialect, version }
  }
  return undefined
}
