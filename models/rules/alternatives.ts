import type { HostingOption } from '../hosting/hosting-option.schemas.ts'

/**
 * Whether a Québec or Canadian offer of the same kind of service is qualified in the catalogue: the group is Canadian and no entry says otherwise.
 * Unknown while no Canadian offer is known to be qualified but one might be.
 */
export function canadianQualifiedExists(options: readonly HostingOption[]): boolean | null {
  const canadian = options.filter((option) => option.parentCountry === 'CA' && option.kind === 'private_provider')
  if (canadian.some((option) => option.catalogue.qualified === true)) return true
  return canadian.some((option) => option.catalogue.qualified === null) ? null : false
}
