import type { AssetSize } from '../inventory/asset.schemas.ts'
import { sizingConstants } from './sizing-settings.ts'

export type LicencedProduct = 'windows-server' | 'sql-server'

/** Cores to license when a licence is brought, with the minimum that raised them. Prices that hold the licence do not depend on it. */
export type LicenceCores = {
  readonly product: LicencedProduct
  readonly cores: number
  readonly minimum: number
  readonly status: 'verified' | 'house' | 'unverified'
  readonly source: string
}

const isSqlServer = (asset: AssetSize) => /sql ?server|mssql/i.test(`${asset.operatingSystemText ?? ''} ${asset.name}`)

/**
 * Cores that licences brought along must cover for a server of `vcpu` processors: Windows Server at least 8 a processor and 16 a server
 * (a server counted with one processor for each 16 cores); SQL Server, where the inventory names it, at least 4 a virtual machine. The
 * minimums are unverified: no figure rests on them until the terms are read.
 */
export function licenceCores(asset: AssetSize, vcpu: number): readonly LicenceCores[] {
  const found: LicenceCores[] = []
  const { windowsCoresPerProcessor, windowsCoresPerServer, sqlCoresPerMachine } = sizingConstants
  if (asset.operatingSystem.value === 'windows') {
    const processors = Math.max(1, Math.ceil(vcpu / windowsCoresPerServer.value))
    const minimum = Math.max(windowsCoresPerServer.value, processors * windowsCoresPerProcessor.value)
    const { status, source } = windowsCoresPerServer
    found.push({ product: 'windows-server', cores: Math.max(minimum, vcpu), minimum, status, source })
  }
  if (isSqlServer(asset)) {
    const { value: minimum, status, source } = sqlCoresPerMachine
    found.push({ product: 'sql-server', cores: Math.max(minimum, vcpu), minimum, status, source })
  }
  return found
}
