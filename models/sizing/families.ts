import type { Price } from '../prices/price-book.ts'
import type { UsageSummary } from './usage.schemas.ts'

/** A burstable size's baseline: the share of each processor that it may use for ever without spending credits, 0–1. */
export type BurstableBaseline = {
  readonly pattern: RegExp
  readonly baseline: number
  readonly source: string
  readonly status: 'verified' | 'unverified'
}

const azureB =
  'https://learn.microsoft.com/azure/virtual-machines/sizes-b-series-burstable, base CPU performance (normalised per processor), read 2026-11-24'
const awsT =
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html, baseline utilisation per vCPU; from general knowledge, the table was not read'
const azure = (size: string, baseline: number): BurstableBaseline => ({
  pattern: new RegExp(`^Standard_B${size}$`),
  baseline,
  source: azureB,
  status: 'verified',
})
const aws = (size: string, baseline: number): BurstableBaseline => ({
  pattern: new RegExp(`^t3a?\\.${size}$`),
  baseline,
  source: awsT,
  status: 'unverified',
})

/** Baselines of the burstable sizes that are known; any other burstable size is never chosen. */
export const burstableBaselines: readonly BurstableBaseline[] = [
  azure('1ls', 0.05),
  azure('1s', 0.1),
  azure('1ms', 0.2),
  azure('2s', 0.2),
  azure('2ms', 0.3),
  azure('4ms', 0.225),
  azure('(8|12|16|20)ms', 0.17),
  aws('nano', 0.05),
  aws('micro', 0.1),
  aws('(small|medium)', 0.2),
  aws('large', 0.3),
  aws('(xlarge|2xlarge)', 0.4),
]

export function burstableBaseline(sku: string): BurstableBaseline | undefined {
  return burstableBaselines.find(({ pattern }) => pattern.test(sku))
}

/**
 * Whether a burstable size can carry a measured use without spending credits it does not earn: mean and p95 of the processors in use
 * (nameplate × share) stay under vCPU × baseline. Nothing is burstable without measures.
 */
export function staysUnderBaseline(
  price: Pick<Price, 'sku' | 'vcpu'>,
  cores: number,
  usage: Pick<UsageSummary, 'cpu'>,
): boolean {
  const known = burstableBaseline(price.sku)
  if (known === undefined) return false
  const earned = (price.vcpu ?? 0) * known.baseline
  const { mean, p95 } = usage.cpu
  return (cores * mean) / 100 <= earned && (cores * p95) / 100 <= earned
}
