import * as v from 'valibot'
import { priceColumns } from './price-row.ts'

const header = v.pipe(v.string(), v.maxLength(200))
const constant = v.pipe(v.string(), v.trim(), v.maxLength(200))

/** How a file that is none of the known ones is read: which of its columns is each of ours, and what holds for every row. */
export const priceMappingSchema = v.strictObject({
  columns: v.record(v.picklist(priceColumns), v.optional(header)),
  constants: v.record(v.picklist(priceColumns), v.optional(constant)),
})
export type PriceMapping = v.InferOutput<typeof priceMappingSchema>

/** Columns that a row of prices cannot do without. */
export const neededColumns = ['provider', 'service', 'sku', 'unit', 'price', 'currency', 'as_of', 'status'] as const
