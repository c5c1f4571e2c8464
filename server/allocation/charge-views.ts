import type { Amounts, ChargeView, PartView } from '#models/allocation/allocation.views.ts'
import type { AllocatableCharge } from '#models/allocation/charge.ts'
import { readGivenBy } from '#models/allocation/given-by.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import { costFigures } from '#server/bills/bill-figures.ts'
import type { BillChargeRow } from '#server/database/schema.ts'

export type ChargeRow = Omit<BillChargeRow, 'body_id' | 'period' | 'charge_class' | 'pricing_category'> & {
  readonly source: string
}

export function amountsOf(
  currency: string,
  billed: number | bigint | string,
  effective: number | bigint | string,
): Amounts {
  return { currency, billed: microsToDecimal(BigInt(billed)), effective: microsToDecimal(BigInt(effective)) }
}

export function chargeView(row: ChargeRow): ChargeView {
  return {
    ...amountsOf(row.currency, row.billed_micros, row.effective_micros),
    importId: row.import_id,
    ordinal: row.ordinal,
    source: row.source,
    day: row.day,
    provider: row.provider,
    subAccount: row.sub_account,
    service: row.service,
    serviceCategory: row.service_category,
    resource: row.resource,
    region: row.region,
    chargeCategory: row.charge_category,
    commitment: row.commitment,
    tags: row.tags_json,
    rows: row.row_count,
    figures: costFigures(row.import_id, { of: 'charge', ordinal: row.ordinal }),
  }
}

export function allocatable(row: ChargeRow): AllocatableCharge {
  return {
    ordinal: row.ordinal,
    provider: row.provider,
    subAccount: row.sub_account,
    service: row.service,
    serviceCategory: row.service_category,
    resource: row.resource,
    region: row.region,
    chargeCategory: row.charge_category,
    commitment: row.commitment,
    commitmentStatus: row.commitment_status,
    tagsJson: row.tags_json,
    billedMicros: row.billed_micros,
    effectiveMicros: row.effective_micros,
    listMicros: row.list_micros,
    contractedMicros: row.contracted_micros,
  }
}

export function partView(
  part: { readonly currency: string; readonly billed: number; readonly effective: number; readonly rule_id: string },
  workload: { readonly code: string | null; readonly name: string | null },
): PartView {
  const { ruleId, reason } = readGivenBy(part.rule_id)
  return {
    ...amountsOf(part.currency, part.billed, part.effective),
    workload: workload.code,
    workloadName: workload.name,
    ruleId,
    reason,
  }
}
