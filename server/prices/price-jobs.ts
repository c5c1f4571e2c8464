import { rm } from 'node:fs/promises'
import * as v from 'valibot'
import { type PriceMapping, priceMappingSchema } from '#models/prices/price-mapping.ts'
import type { PriceVisibility } from '#models/prices/price-books.schemas.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { todayOf } from '#server/shared/clock.ts'
import { priceFile } from './price-file.ts'
import { priceMappingUnreadable } from './prices.problems.ts'
import { proposePriceBook } from './prices.usecases.ts'

export type PriceFileInput = {
  readonly path: string
  readonly fileName: string
  readonly bodyId: string
  readonly visibility: PriceVisibility
  readonly isWholeList: boolean
  readonly mapping: PriceMapping | null
}

/** A mapping as it travels in a query; refused in words when it is not one. */
export function priceMapping(text: string | undefined): PriceMapping | null {
  if (text === undefined) return null
  try {
    const read = v.safeParse(priceMappingSchema, JSON.parse(text))
    if (read.success) return read.output
  } catch {
    // Not JSON: the same refusal.
  }
  throw priceMappingUnreadable()
}

/** Reads a received file of prices and proposes what it says. */
export const priceFileJob: JobHandler = async (context, input) => {
  const { path, mapping, ...given } = input as unknown as PriceFileInput // given by the prices routes only
  context.progress(0, null, { fr: 'Lecture de la grille', en: 'Reading the price book' })
  try {
    const source = priceFile({
      path,
      fileName: given.fileName,
      today: todayOf(context.clock),
      mapping: mapping ?? undefined,
      isWholeList: given.isWholeList,
    })
    const received = await source.fetch({ region: '', signal: context.signal })
    context.progress(received.received, null, {
      fr: 'Écart avec les prix en vigueur',
      en: 'Difference with the prices in force',
    })
    const { bodyId, visibility, fileName } = given
    const proposed = await proposePriceBook(context, context.reach, {
      bodyId,
      visibility,
      source: 'file',
      name: fileName,
      region: null,
      received,
    })
    return `/api/price-books/${proposed.book}`
  } finally {
    await rm(path, { force: true })
  }
}
