import * as v from 'valibot'
import type { ProviderBudget, ReservationUse } from './aside.views.ts'
import { decimalOf, decimalText, microsOf, microsText } from './decimals.ts'

// What the consumption API of Azure says beside a bill (armconsumption `Budget`, `ReservationSummary`), read as decimal text. Its numbers
// are JSON numbers; a field that is absent or of another type is not told, never zero.

const number = v.pipe(v.number(), v.finite())
const money = v.object({ amount: number, unit: v.optional(v.string(), '') })
const told = <T extends v.GenericSchema>(schema: T) => v.fallback(v.nullish(schema, null), null)

const budgetSchema = v.object({
  name: v.optional(v.string(), ''),
  properties: v.object({
    amount: number,
    category: v.optional(v.string(), 'Cost'),
    timeGrain: v.optional(v.string(), ''),
    timePeriod: told(v.object({ startDate: v.string(), endDate: told(v.string()) })),
    filter: v.optional(v.unknown()),
    filters: v.optional(v.unknown()),
    currentSpend: told(money),
    forecastSpend: told(money),
  }),
})

const grains: ReadonlyMap<string, ProviderBudget['grain']> = new Map([
  ['monthly', 'month'],
  ['billingmonth', 'month'],
  ['quarterly', 'quarter'],
  ['billingquarter', 'quarter'],
  ['annually', 'year'],
  ['billingannual', 'year'],
])

/** A budget of a scope; undefined when the record is none, or counts hours and not money. */
export function azureBudget(record: unknown): ProviderBudget | undefined {
  const read = v.safeParse(budgetSchema, record)
  if (!read.success) return undefined
  const { name, properties } = read.output
  const grain = grains.get(properties.timeGrain.toLowerCase())
  if (grain === undefined || properties.category.toLowerCase() !== 'cost') return undefined
  const { currentSpend, filter, filters, forecastSpend, timePeriod } = properties
  return {
    name,
    amount: moneyText(properties.amount),
    currency: currentSpend?.unit || forecastSpend?.unit || '',
    grain,
    from: timePeriod?.startDate.slice(0, 7) ?? null,
    to: timePeriod?.endDate?.slice(0, 7) ?? null,
    isPart: hasFilter(filter) || hasFilter(filters),
    spent: currentSpend === null ? null : moneyText(currentSpend.amount),
    forecast: forecastSpend === null ? null : moneyText(forecastSpend.amount),
  }
}

/** An empty filter, and one that is said to be nothing, keep all that is billed. */
function hasFilter(filter: unknown): boolean {
  return typeof filter === 'object' && filter !== null && Object.keys(filter).length > 0
}

const reservationSchema = v.object({
  properties: v.object({
    reservationOrderId: v.optional(v.string(), ''),
    reservationId: v.pipe(v.string(), v.minLength(1)),
    skuName: v.optional(v.string(), ''),
    usageDate: v.string(),
    reservedHours: number,
    usedHours: number,
  }),
})

/** Hours of a reservation in a month; undefined when the record is none. */
export function azureReservation(record: unknown): ReservationUse | undefined {
  const read = v.safeParse(reservationSchema, record)
  if (!read.success) return undefined
  const { reservationId, reservationOrderId, reservedHours, skuName, usageDate, usedHours } = read.output.properties
  return {
    reservation: reservationId,
    order: reservationOrderId,
    sku: skuName,
    month: usageDate.slice(0, 7),
    reservedHours: plainText(reservedHours),
    usedHours: plainText(usedHours),
  }
}

const moneyText = (value: number): string => {
  const read = microsOf(String(value))
  return read.kind === 'known' ? microsText(read.value) : String(value)
}
const plainText = (value: number): string => {
  const read = decimalOf(String(value))
  return read.kind === 'known' ? decimalText(read.value) : String(value)
}
