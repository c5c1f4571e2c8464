import { join } from 'node:path'
import type { BillRowsView } from '#models/bills/bill.views.ts'
import { atScale, decimalOf } from '#models/bills/decimals.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation, Source } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { type BillFigure, billFigure, type CommitmentUse, parsedFigureId } from '#server/figures/figure-ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import {
  type ChargeFilter,
  charges,
  type ChargeWithFile,
  findDelivery,
  findImport,
  sumOfCharges,
  sumsByDay,
  sumsByService,
} from './bills.repository.ts'
import { chargeInReach, chargeRows } from './reading.usecases.ts'

export type BillFigureDeps = { readonly db: Database; readonly filesFolder: string; readonly reports?: Reports }

type Cost = BillFigure['cost']
type Sums = { readonly billed: bigint; readonly effective: bigint }
/** An import that may be opened whole. */
type Opened = { readonly importId: string; readonly cost: Cost; readonly unit: string; readonly source: Source }

/** Told one by one; those beyond are summed in one line. */
const mostCharges = 200
const mostLines = 200

const costWords: Readonly<Record<Cost, Bilingual>> = {
  billed: { fr: 'Coût facturé', en: 'Billed cost' },
  effective: { fr: 'Coût effectif', en: 'Effective cost' },
}
const columnOf = { billed: 'BilledCost', effective: 'EffectiveCost' } as const satisfies Record<Cost, string>

/**
 * What an import bills as the sum of its services, a service as the sum of its days, a day as the sum of its charges, a charge as the sum
 * of the lines of the file and of what rounding to the millionth gave or took.
 */
export async function billFigureDerivation(
  deps: BillFigureDeps,
  reach: Reach,
  id: string,
): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'bill') return undefined
  const { importId, cost, part } = figure
  if (part.of === 'charge') return openedCharge(deps, reach, { importId, cost, ordinal: part.ordinal })
  const opened = await openedImport(deps, reach, importId, cost)
  if (opened === undefined) return undefined
  if (part.of !== 'import' && part.of !== 'service') return openedCharges(deps, reach, opened, selectionOf(part))
  const isWhole = part.of === 'import'
  const sums = isWhole
    ? await sumsByService(reach, deps.db, importId)
    : await sumsByDay(reach, deps.db, importId, part.service)
  const inputs = [...sums].map(([name, sum], at) =>
    isWhole
      ? leafOf(opened, {
          name: `service_${at + 1}`,
          label: serviceWords(name),
          sum,
          part: { of: 'service', service: name },
        })
      : leafOf(opened, {
          name: dayName(name),
          label: { fr: name, en: name },
          sum,
          part: { of: 'day', service: part.service, day: name },
        }),
  )
  return sumOf({ name: cost, label: isWhole ? costWords[cost] : serviceWords(part.service), unit: opened.unit }, inputs)
}

const serviceWords = (service: string): Bilingual =>
  service === '' ? { fr: 'Sans service', en: 'No service' } : { fr: service, en: service }
const dayName = (day: string) => `day_${day.replaceAll('-', '_')}`

async function openedImport(
  deps: BillFigureDeps,
  reach: Reach,
  importId: string,
  cost: Cost,
): Promise<Opened | undefined> {
  const row = await findImport(reach, deps.db, importId)
  if (row === undefined) return undefined
  const delivery = await findDelivery(reach, deps.db, row.delivery_id)
  const source = {
    kind: 'statement',
    by: delivery?.stated_by ?? '',
    at: row.recorded_at,
    reference: delivery?.file_name ?? '',
  } as const
  return { importId, cost, unit: row.currency, source }
}

/** A part that opens further. */
function leafOf(
  { importId, cost, unit, source }: Opened,
  given: { readonly name: string; readonly label: Bilingual; readonly sum: Sums; readonly part: BillFigure['part'] },
): Derivation {
  const { name, label, sum, part } = given
  return {
    name,
    label,
    value: dollars(sum[cost]),
    unit,
    inputs: [],
    source,
    figure: billFigure({ importId, cost, part }),
  }
}

const dollars = (micros: bigint) => Number(micros) / 1e6

/** Sums of millionths. */
const sumOf = (shown: Omit<Parameters<typeof summed>[0], 'decimals'>, inputs: readonly Derivation[]) =>
  summed({ ...shown, decimals: 6 }, inputs)

/** Charges one by one, those beyond the first in one sum. */
async function openedCharges(
  deps: BillFigureDeps,
  reach: Reach,
  opened: Opened,
  given: {
    readonly filter: Partial<ChargeFilter>
    readonly name: string
    readonly label: Bilingual
  },
): Promise<Derivation | undefined> {
  const { importId, cost, unit, source } = opened
  const { filter, name, label } = given
  const whole = await sumOfCharges(reach, deps.db, { importId, ...filter })
  if (whole === undefined) return undefined
  const told = await charges(reach, deps.db, { importId, ...filter, after: -1, limit: mostCharges })
  const inputs = told.map((charge) =>
    leafOf(opened, {
      name: `charge_${charge.ordinal}`,
      label: chargeWords(charge),
      sum: { billed: BigInt(charge.billed_micros), effective: BigInt(charge.effective_micros) },
      part: { of: 'charge', ordinal: charge.ordinal },
    }),
  )
  const rest = whole[cost] - told.reduce((sum, charge) => sum + BigInt(charge[`${cost}_micros`]), 0n)
  const others: Derivation = {
    name: 'others',
    label: { fr: 'Autres dépenses', en: 'Other charges' },
    value: dollars(rest),
    unit,
    inputs: [],
    source,
  }
  return sumOf(
    { name, label, unit, value: dollars(whole[cost]) },
    told.length < mostCharges ? inputs : [...inputs, others],
  )
}

const useWords: Readonly<Record<CommitmentUse, Bilingual>> = {
  purchased: { fr: 'Acheté', en: 'Purchased' },
  used: { fr: 'Utilisé', en: 'Used' },
  unused: { fr: 'Non utilisé', en: 'Not used' },
}

/** Which charges a part of an import holds, and what it is called. */
function selectionOf(part: Exclude<BillFigure['part'], { readonly of: 'import' | 'service' | 'charge' }>): {
  readonly filter: Partial<ChargeFilter>
  readonly name: string
  readonly label: Bilingual
} {
  if (part.of === 'day') {
    const { fr, en } = serviceWords(part.service)
    return {
      filter: { service: part.service, day: part.day },
      name: dayName(part.day),
      label: { fr: `${fr}, ${part.day}`, en: `${en}, ${part.day}` },
    }
  }
  if (part.of === 'category')
    return {
      filter: { category: part.category },
      name: 'category',
      label: { fr: part.category, en: part.category },
    }
  const { fr, en } = useWords[part.use]
  return {
    filter: { commitment: { id: part.commitment, use: part.use } },
    name: part.use,
    label: { fr: `${fr}, ${part.commitment}`, en: `${en}, ${part.commitment}` },
  }
}

const chargeWords = ({
  resource,
  charge_category,
  service,
}: Pick<ChargeWithFile, 'resource' | 'charge_category' | 'service'>) => {
  const what = [service, resource === '' ? charge_category : resource].filter((one) => one !== '').join(' · ')
  return { fr: what, en: what }
}

async function openedCharge(
  deps: BillFigureDeps,
  reach: Reach,
  { importId, cost, ordinal }: { readonly importId: string; readonly cost: Cost; readonly ordinal: number },
): Promise<Derivation | undefined> {
  const charge = await chargeInReach(deps, reach, importId, ordinal)
  if (charge === undefined) return undefined
  const folder = join(deps.filesFolder, 'bills')
  const rows = await chargeRows({ ...deps, folder }, reach, { importId, ordinal, limit: mostLines })
  return summed(
    {
      name: `charge_${ordinal}`,
      label: chargeWords(charge),
      unit: charge.currency,
      value: dollars(BigInt(charge[`${cost}_micros`])),
      decimals: 12,
    },
    linesOf(charge, cost, rows),
  )
}

/** Lines of the file, those beyond the first in one sum, and the rounding; each exact to 12 decimals. */
function linesOf(charge: ChargeWithFile, cost: Cost, rows: BillRowsView): Derivation[] {
  const unit = charge.currency
  const column = rows.columns.indexOf(columnOf[cost])
  const exact = rows.rows.map(({ line, cells }) => ({ line, units: unitsOf(cells[column] ?? '0') }))
  const all = unitsOf(rows[cost])
  const told = exact.reduce((sum, { units }) => sum + units, 0n)
  const lines = exact.map(({ line, units }): Derivation => ({
    name: `line_${line}`,
    label: { fr: `Ligne ${line}`, en: `Line ${line}` },
    value: Number(units) / 1e12,
    unit,
    inputs: [],
    source: { kind: 'file', file: charge.file_name, line, column: columnOf[cost], batch: charge.delivery_id },
  }))
  const computed = (name: string, label: Bilingual, units: bigint, formula: string): Derivation[] =>
    units === 0n
      ? []
      : [
          {
            name,
            label,
            value: Number(units) / 1e12,
            unit,
            inputs: [],
            source: { kind: 'calculation', formula, version: '1.0.0' },
          },
        ]
  const more = rows.total - exact.length
  return [
    ...lines,
    ...computed(
      'others',
      { fr: `${more} autres lignes`, en: `${more} other lines` },
      all - told,
      `sum(${columnOf[cost]})`,
    ),
    ...computed(
      'rounding',
      { fr: 'Arrondi au millionième, au plus fort reste', en: 'Rounding to the millionth, by largest remainder' },
      BigInt(charge[`${cost}_micros`]) * 1_000_000n - all,
      'round(sum, 6)',
    ),
  ]
}

/** A decimal of the reader in units of 10⁻¹². */
function unitsOf(text: string): bigint {
  const read = decimalOf(text)
  if (read.kind === 'unknown') throw new RangeError(`a kept amount is no decimal: ${text}`)
  return atScale(read.value, 12)
}
