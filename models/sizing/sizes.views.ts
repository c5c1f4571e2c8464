import type { AssetKind } from '../inventory/asset.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { CostGap } from '../cost/cost.schemas.ts'
import type { Derivation } from '../shared/derivation.ts'
import type { JobView } from '../imports/import.views.ts'
import type { CpuUnit, RowRefusal } from './series-intake.ts'
import type { LicenceCores } from './licence-cores.ts'
import type { NeededSize } from './rules.ts'
import type { SizingChoice, SizingRuleId, UsageProfile } from './usage.schemas.ts'
import type { Utilisation } from './utilisation.ts'

/** A need and what is for sale that fits it; a price is a list price before tax. */
export type RuleSizeView = {
  readonly rule: SizingRuleId
  readonly need: NeededSize | null
  readonly sku: {
    readonly name: string
    readonly vcpu: number
    readonly memoryGib: number
    readonly isBurstable: boolean
    readonly usdPerYear: number
    /** USD × rate, nominal, before tax; null without a rate. */
    readonly cadPerYear: number | null
    readonly asOf: string
    readonly status: string
    /** Where `cadPerYear` comes from. */
    readonly derivation: Derivation
  } | null
  readonly gaps: readonly CostGap[]
}

export type ServerSizesView = {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly isPoweredOn: boolean | null
  readonly nameplate: { readonly vcpu: number | null; readonly memoryGib: number | null }
  readonly usage: UsageProfile | null
  readonly utilisation: Utilisation
  /** The rule in force for this server once the fallback is applied; null when nothing can be said. */
  readonly inForce: SizingRuleId | null
  readonly reason: Bilingual | null
  readonly rules: readonly RuleSizeView[]
  readonly licences: readonly LicenceCores[]
}

/** The servers of a workload, what each needs under every rule, and what that would be at an option. */
export type WorkloadSizesView = {
  readonly workload: string
  readonly option: string | null
  /** Options that have a price list. */
  readonly options: readonly { readonly option: string; readonly label: Bilingual; readonly place: Bilingual }[]
  readonly rule: SizingRuleId
  readonly choice: SizingChoice | null
  readonly servers: readonly ServerSizesView[]
  readonly etag: string
}

/** A file of measures that was received: what it said, whose it was, what was refused. */
export type UsageImportView = {
  readonly id: string
  readonly body: string
  readonly file: string
  readonly state: 'reading' | 'applied' | 'failed' | 'cancelled'
  readonly receivedAt: string
  readonly statedBy: string
  readonly rows: { readonly read: number; readonly rejected: number }
  readonly refusals: readonly { readonly code: RowRefusal; readonly count: number; readonly detail: Bilingual }[]
  readonly machines: { readonly matched: number; readonly unmatched: number }
  /** The first unmatched names, with their rows. */
  readonly unmatched: readonly { readonly name: string; readonly rows: number; readonly isAmbiguous: boolean }[]
  /** Workloads whose sizes changed. */
  readonly workloads: readonly string[]
  readonly reading: {
    readonly columns: readonly { readonly means: 'machine' | 'time' | 'cpu' | 'memory'; readonly header: string }[]
    readonly cpuUnit: CpuUnit
    readonly cpuUnitFrom: 'stated' | 'header' | 'values'
    readonly dateOrder: 'dmy' | 'mdy' | null
    readonly zone: string | null
    readonly from: string | null
    readonly to: string | null
  } | null
  readonly problem: JobView['problem']
  readonly etag: string
}
