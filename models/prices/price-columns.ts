import { fold } from '../shared/fold.ts'
import type { PriceMapping } from './price-mapping.ts'
import type { PriceColumn } from './price-row.ts'

// Headers by which a column is known, folded: our own names, those of the government's catalogues in French, common English ones.
const aliases: Readonly<Record<PriceColumn, readonly string[]>> = {
  region: ['region'],
  provider: ['provider', 'fournisseur', 'supplier', 'vendor'],
  service: ['service', 'famille', 'categorie', 'category', 'offre'],
  sku: ['sku', 'article', 'code', "code d'article", 'numero de piece', 'part number', 'produit', 'product', 'item'],
  vcpu: ['vcpu', 'processeurs', 'coeurs', 'cores'],
  memory_gib: ['memory_gib', 'memoire (gio)', 'memory (gib)'],
  os: ['os', "systeme d'exploitation", 'systeme', 'operating system'],
  unit: ['unit', 'unite', 'unite de mesure', 'unit of measure'],
  price: ['price', 'prix', 'prix unitaire', 'unit price', 'tarif'],
  currency: ['currency', 'devise'],
  as_of: ['as_of', 'en date du', "date d'effet", 'effective date'],
  source: ['source', 'reference'],
  status: ['status', 'statut'],
  option: ['option', "option d'hebergement", 'hosting option'],
  stands_for: ['stands_for', 'represente', 'stands for'],
}

/** Which header is which of our columns; a header that is none is left out, and a mapping that was stated goes first. */
export function columnsOf(
  headers: readonly string[],
  mapping: PriceMapping | undefined,
): ReadonlyMap<PriceColumn, number> {
  const folded = headers.map(fold)
  const found = new Map<PriceColumn, number>()
  for (const [column, names] of Object.entries(aliases)) {
    const name = column as PriceColumn // keys of the table above
    const stated = mapping?.columns[name]
    const at = stated === undefined ? folded.findIndex((one) => names.includes(one)) : headers.indexOf(stated)
    if (at >= 0) found.set(name, at)
  }
  return found
}

const words: Readonly<Partial<Record<PriceColumn, Readonly<Record<string, string>>>>> = {
  unit: {
    h: 'hour',
    heure: 'hour',
    heures: 'hour',
    hours: 'hour',
    '1 hour': 'hour',
    mois: 'month',
    mensuel: 'month',
    monthly: 'month',
    '1/month': 'month',
    go: 'GB',
    gio: 'GiB',
    'go/mois': 'GB-month',
    'go-mois': 'GB-month',
    'gb/month': 'GB-month',
    'gio/mois': 'GiB-month',
    'gio-mois': 'GiB-month',
    'gib/month': 'GiB-month',
  },
  status: { verifie: 'verified', derive: 'derived', estime: 'estimate', 'non verifie': 'unverified' },
  stands_for: { stockage: 'storage', 'sortie de donnees': 'egress', sauvegarde: 'backup' },
}

/** A cell in our own words: units and statuses said in French are the same ones. */
export function cellOf(column: PriceColumn, text: string, delimiter: string): string {
  const trimmed = text.trim()
  if (column === 'price' || column === 'vcpu' || column === 'memory_gib') return decimalOf(trimmed, delimiter)
  return words[column]?.[fold(trimmed)] ?? trimmed
}

/**
 * A number as people write it: `0,125` and `1 234,50` where the comma does not separate cells; `1,234.50`. What could be two numbers
 * (`1,234` between commas) is left as it is, and refused by the checks.
 */
function decimalOf(text: string, delimiter: string): string {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '')
  if (delimiter !== ',' && /^\d+,\d+$/.test(compact)) return compact.replace(',', '.')
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(compact)) return compact.replaceAll(',', '')
  return compact
}
