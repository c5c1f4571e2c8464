import type { HostingOption } from '../hosting/hosting-option.schemas.ts'
import { qualificationOn } from '../hosting/hosting-options.ts'

/**
 * Whether a Québec or Canadian offer of the same kind of service is qualified in the catalogue on a day: the group is Canadian and no entry says otherwise.
 * Unknown while no Canadian offer is known to be qualified but one might be.
 */
export function canadianQualifiedExists(options: readonly HostingOption[], today: string): boolean | null {
  const answers = options
    .filter((option) => option.parentCountry === 'CA' && option.kind === 'private_provider')
    .map((option) => qualificationOn(option, today).qualified)
  if (answers.includes(true)) return true
  return answers.includes(null) ? null : false
}
