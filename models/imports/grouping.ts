import type { Environment } from '../inventory/workload.views.ts'
import type { ImportGrouping } from './import.views.ts'
import type { ImportedAsset } from './imported.ts'
import { namedEnvironment } from './values.ts'

export type AssetGroup = {
  readonly application: string
  readonly environment: Environment
  readonly isEnvironmentInferred: boolean
}

/**
 * The workload a server belongs to: the file's own application column, a tag, the pattern of its name, or itself. A server that the chosen
 * way cannot place falls back to the pattern of its name. The environment is the file's word, else a word of the name, else production.
 */
export function assetGroup(asset: ImportedAsset, grouping: ImportGrouping): AssetGroup {
  const named = namedEnvironment(asset.environmentText) ?? namedEnvironment(asset.name)
  const environment = named ?? 'production'
  return {
    application: applicationOf(asset, grouping),
    environment,
    isEnvironmentInferred: asset.environmentText === null,
  }
}

function applicationOf(asset: ImportedAsset, grouping: ImportGrouping): string {
  const tagged = asset.tags['application'] ?? asset.tags['app'] ?? asset.tags['service']
  if (grouping === 'one-per-server') return asset.name
  if (grouping === 'file-application' && asset.application !== null) return asset.application
  if (grouping === 'tag' && tagged !== undefined) return tagged
  return namePattern(asset.name)
}

const roleWords =
  /^(srv|serveur|server|vm|web|app|apps|api|db|bd|sql|ora|oracle|pg|mysql|bdd|fs|file|front|back|node|worker|lb|proxy|cache|batch|ws|wks|prod|prd|dev|test|tst|qa|acc|preprod|rec|dr|uat|int|form)$/

/** `msc-paie-web01-prod` → `msc-paie`: domain and trailing numbers dropped, words that tell a role or an environment dropped. An address is no pattern. */
export function namePattern(name: string): string {
  if (/^\d+(\.\d+){3}$|:.*:/.test(name)) return name
  const [host = name] = name.toLowerCase().split('.')
  const words = host.split(/[-_ ]+/).map((word) => word.replace(/\d+$/, ''))
  const kept = words.filter((word) => word !== '' && !roleWords.test(word))
  return kept.length === 0 ? host.replace(/\d+$/, '') || host : kept.join('-')
}

/** The way that places most servers by something better than their name. */
export function suggestedGrouping(assets: Iterable<ImportedAsset>): ImportGrouping {
  let all = 0
  let byFile = 0
  let byTag = 0
  for (const asset of assets) {
    all += 1
    if (asset.application !== null) byFile += 1
    if (
      asset.tags['application'] !== undefined ||
      asset.tags['app'] !== undefined ||
      asset.tags['service'] !== undefined
    )
      byTag += 1
  }
  if (all > 0 && byFile >= all / 2) return 'file-application'
  return all > 0 && byTag >= all / 2 ? 'tag' : 'name-pattern'
}
