import type { DataRow } from '../hosting/hosting-options.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { isCalendarDay } from '../shared/day.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { priceUses } from './price-book.ts'

/** A day that exists, or a month or a year of one. */
function isPriceDate(text: string): boolean {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) && isCalendarDay(`${text}-01-01`.slice(0, 10))
}

/** Columns of a price row, as in `data/prices/*.csv`; `option` and `stands_for` may be left out of a file. */
export const priceColumns = [
  'region',
  'provider',
  'service',
  'sku',
  'vcpu',
  'memory_gib',
  'os',
  'unit',
  'price',
  'currency',
  'as_of',
  'source',
  'status',
  'option',
  'stands_for',
] as const
export type PriceColumn = (typeof priceColumns)[number]
export type PriceValues = Readonly<Partial<Record<PriceColumn, string>>>

/** Every unit that a price may have; GB and GiB are different units. */
export const priceUnits: readonly string[] = [
  'hour',
  'month',
  'vCPU-hour',
  'GB-hour',
  'RPU-hour',
  'GB-month',
  'GiB-month',
  'GB',
  'GiB',
  'IOPS-month',
  'MBps-month',
  'request',
  'OCPU Per Hour',
  'ECPU Per Hour',
  'Gigabyte Per Hour',
  'Gigabyte Storage Capacity Per Month',
  'Gigabyte Outbound Data Transfer Per Month',
  'Load Balancer',
  'Mbps Per Hour',
  'Port Hour',
  'Performance Units Per Gigabyte Per Month',
  'kWh',
  'kW-month',
]
export const priceCurrencies: readonly string[] = ['USD', 'CAD']

/** What exists here: a row of elsewhere is refused by name. */
export type KnownPlaces = {
  /** `provider|region`. */
  readonly regions: ReadonlySet<string>
  readonly options: ReadonlySet<string>
}

export type RowFaultCode =
  | 'price-missing'
  | 'price-not-a-number'
  | 'price-zero'
  | 'currency-unknown'
  | 'unit-unknown'
  | 'region-unknown'
  | 'option-unknown'
  | 'date-unreadable'
  | 'status-unknown'
  | 'size-not-a-number'
  | 'use-unknown'

/**
 * Why a row of a received list cannot be taken, by column; empty when it can. Nothing is guessed: an unknown currency, unit or region is
 * refused by name, and a price of 0 is refused unless the list itself says that the band is free.
 */
export function rowFaults(row: DataRow, known: KnownPlaces): ProblemItem[] {
  const cell = (name: PriceColumn) => row.values[name]?.trim() ?? ''
  const faults: ProblemItem[] = []
  const fault = (column: PriceColumn, code: RowFaultCode) =>
    faults.push({ code, row: row.line, column, detail: faultText(code, cell(column)) })
  for (const column of ['provider', 'service', 'sku', 'unit', 'price', 'currency'] as const)
    if (cell(column) === '') fault(column, 'price-missing')
  const amount = cell('price')
  if (amount !== '' && !/^\d+(\.\d+)?$/.test(amount)) fault('price', 'price-not-a-number')
  else if (amount !== '' && Number(amount) === 0 && !isStatedFree(row.values)) fault('price', 'price-zero')
  if (cell('currency') !== '' && !priceCurrencies.includes(cell('currency'))) fault('currency', 'currency-unknown')
  if (cell('unit') !== '' && !priceUnits.includes(cell('unit'))) fault('unit', 'unit-unknown')
  if (cell('option') !== '' && !known.options.has(cell('option'))) fault('option', 'option-unknown')
  else if (cell('option') === '' && !known.regions.has(`${cell('provider')}|${cell('region')}`))
    fault('region', 'region-unknown')
  if (!isPriceDate(cell('as_of'))) fault('as_of', 'date-unreadable')
  if (!['verified', 'derived', 'estimate', 'unverified'].includes(cell('status'))) fault('status', 'status-unknown')
  for (const column of ['vcpu', 'memory_gib'] as const)
    if (cell(column) !== '' && !(Number(cell(column)) > 0)) fault(column, 'size-not-a-number')
  if (cell('stands_for') !== '' && !priceUses.some((use) => use === cell('stands_for')))
    fault('stands_for', 'use-unknown')
  return faults
}

/** A price of 0 that the list states as a free band: data coming in, a first quantity, a quantity band that starts at 0. */
export function isStatedFree(values: PriceValues): boolean {
  const text = `${values.service ?? ''} ${values.sku ?? ''}`
  return (
    /\[0-\d+\]/.test(text) ||
    /\b(first|premiers?) [\d\s]+(GB|GiB|Go|TB|To)\b/i.test(text) ||
    /\btransfer in\b/i.test(text)
  )
}

function faultText(code: RowFaultCode, value: string): Bilingual {
  const said = value.slice(0, 60)
  const texts: Readonly<Record<RowFaultCode, Bilingual>> = {
    'price-missing': { fr: 'Cette colonne est vide.', en: 'This column is empty.' },
    'price-not-a-number': {
      fr: `« ${said} » n’est pas un prix : un nombre sans signe ni symbole est attendu.`,
      en: `“${said}” is not a price: a number without sign or symbol is expected.`,
    },
    'price-zero': {
      fr: 'Un prix de 0 n’est pris que si la grille dit que cette tranche est gratuite.',
      en: 'A price of 0 is taken only when the list says that the band is free.',
    },
    'currency-unknown': {
      fr: `La devise « ${said} » n’est pas connue ici : ${priceCurrencies.join(', ')}.`,
      en: `The currency “${said}” is not known here: ${priceCurrencies.join(', ')}.`,
    },
    'unit-unknown': {
      fr: `L’unité « ${said} » n’est pas connue : hour, month, GB-month, GiB-month, GB, GiB…`,
      en: `The unit “${said}” is not known: hour, month, GB-month, GiB-month, GB, GiB…`,
    },
    'region-unknown': {
      fr: `La région « ${said} » de ce fournisseur n’est pas connue. Nommer l’option d’hébergement dans la colonne option.`,
      en: `The region “${said}” of this provider is not known. Name the hosting option in the column option.`,
    },
    'option-unknown': {
      fr: `Aucune option d’hébergement ne s’appelle « ${said} ».`,
      en: `No hosting option is called “${said}”.`,
    },
    'date-unreadable': {
      fr: `« ${said} » n’est pas une date : 2026, 2026-11 ou 2026-11-25.`,
      en: `“${said}” is not a date: 2026, 2026-11 or 2026-11-25.`,
    },
    'status-unknown': {
      fr: 'Le statut est verified, derived, estimate ou unverified.',
      en: 'The status is verified, derived, estimate or unverified.',
    },
    'size-not-a-number': {
      fr: `« ${said} » n’est pas une grandeur : un nombre plus grand que 0 est attendu.`,
      en: `“${said}” is not a size: a number above 0 is expected.`,
    },
    'use-unknown': {
      fr: `Ce que la ligne représente est ${priceUses.join(', ')}, ou rien.`,
      en: `What the row stands for is ${priceUses.join(', ')}, or nothing.`,
    },
  }
  return texts[code]
}
