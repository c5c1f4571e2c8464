import type { OperatingSystemFamily } from '../inventory/asset.schemas.ts'
import type { Environment, Strategy } from '../inventory/workload.views.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { fold } from '../shared/fold.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

export type DecimalMark = 'comma' | 'point'
export type NumberGap = 'not-a-number' | 'ambiguous-number' | 'negative-number'

const spaces = /[\s\u00a0\u202f']/g
const unitWords = /\s*(?:[kmgt]i?[bo]|v?cpus?|cores?|c(?:œ|oe)urs?|[kmg]?hz|%|\$|cad|usd|\$\s*\/\s*an)\.?$/i
const groups = /^-?\d{1,3}(?:[\s\u00a0\u202f']\d{3})+(?:[.,]\d+)?$/

/**
 * Reads a number as people write it: `1 234,56`, `1,234.56`, `16 GiB`, `12.5%`. A single comma or point before exactly three digits is
 * ambiguous (`1,234`) unless the column's mark is known. Units inside the cell are left out; see `cellUnit`.
 */
export function readNumber(cell: string, mark?: DecimalMark): Outcome<number, NumberGap> {
  const bare = cell
    .trim()
    .replace(unitWords, '')
    .replace(/^\$\s*/, '')
  if (/\d[\s\u00a0\u202f']\d/.test(bare) && !groups.test(bare)) return unknownBecause('not-a-number')
  const text = bare.replace(spaces, '')
  if (!/^-?[\d.,]+$/.test(text) || !/\d/.test(text)) return unknownBecause('not-a-number')
  const plain = plainDecimal(text, mark)
  if (plain === undefined) return unknownBecause('ambiguous-number')
  const value = Number(plain)
  if (!Number.isFinite(value)) return unknownBecause('not-a-number')
  return value < 0 ? unknownBecause('negative-number') : known(value)
}

function plainDecimal(text: string, mark: DecimalMark | undefined): string | undefined {
  const commas = text.split(',').length - 1
  const points = text.split('.').length - 1
  if (commas > 0 && points > 0)
    return text.lastIndexOf(',') > text.lastIndexOf('.')
      ? text.replaceAll('.', '').replace(',', '.')
      : text.replaceAll(',', '')
  if (commas > 1) return text.replaceAll(',', '')
  if (points > 1) return text.replaceAll('.', '')
  if (commas === 0 && points === 0) return text
  const own = commas === 1 ? 'comma' : 'point'
  const isGroup = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text)
  if (!isGroup || mark === own) return text.replace(',', '.')
  return mark === undefined ? undefined : text.replace(/[.,]/, '')
}

/** The mark that a whole column proves: one cell that can be read only one way settles it. Undefined when nothing proves it. */
export function provenMark(cells: Iterable<string>): DecimalMark | undefined {
  for (const cell of cells) {
    const text = cell.trim().replace(spaces, '')
    const match = /^-?\d+([.,])(\d+)\D*$/.exec(text)
    if (match !== null && (match[2]?.length !== 3 || /^-?0|^-?\d{4,}/.test(text)))
      return match[1] === ',' ? 'comma' : 'point'
    const both = /[.,].*([.,])/.exec(text)
    if (both !== null && text.includes(',') && text.includes('.')) return both[1] === ',' ? 'comma' : 'point'
  }
  return undefined
}

/** The unit written in a cell or a header: `GiB`, `MB`, `%`… in lower case, undefined when there is none. */
export function writtenUnit(text: string): string | undefined {
  return /\b(kib|kb|mib|mb|mo|gib|gb|go|tib|tb|to)\b|(%)/i.exec(text)?.[0].toLowerCase()
}

const truths = new Set(['true', 'vrai', 'oui', 'yes', 'o', 'y', '1', 'poweredon', 'powered on', 'running', 'on', 'x'])
const falsehoods = new Set([
  'false',
  'faux',
  'non',
  'no',
  'n',
  '0',
  'poweredoff',
  'powered off',
  'suspended',
  'stopped',
  'off',
  'terminated',
])

/** Yes, no, or not said; undefined when the word is neither. */
export function readBoolean(cell: string | null): boolean | null | undefined {
  const word = fold(cell ?? '')
  if (word === '') return null
  if (truths.has(word)) return true
  return falsehoods.has(word) ? false : undefined
}

/** The family that decides the licence, from the name of an operating system; null when there is no name. */
export function operatingSystemFamily(text: string | null): OperatingSystemFamily | null {
  const name = fold(text ?? '')
  if (name === '') return null
  if (/solaris|aix|hp-?ux|netware|vms/.test(name)) return 'other'
  if (/windows|win(2k|20|1)/.test(name)) return 'windows'
  if (/red ?hat|rhel/.test(name)) return 'rhel'
  if (/suse|sles/.test(name)) return 'sles'
  if (/linux|ubuntu|debian|centos|rocky|alma|fedora|oracle|photon|coreos/.test(name)) return 'linux'
  return 'other'
}

const recoveryWords = /(^|[^a-z])(dr|rec|recov\w*|recuperation|releve|secours|pra|pca)([^a-z]|\d|$)/
const testWords =
  /(^|[^a-z])(dev|devl|test|tst|qa|uat|acc|accept\w*|preprod|pre|stag\w*|form\w*|essai\w*|lab|sandbox|int|integration)([^a-z]|\d|$)/
const productionWords = /(^|[^a-z])(prod|prd|production)([^a-z]|\d|$)/

/** The environment that a text names; undefined when it names none. */
export function namedEnvironment(text: string | null): Environment | undefined {
  const words = fold(text ?? '')
  if (recoveryWords.test(words)) return 'recovery'
  if (testWords.test(words)) return 'test'
  return productionWords.test(words) ? 'production' : undefined
}

const strategyWords: Readonly<Record<string, Strategy>> = {
  rehost: 'rehost',
  rehebergement: 'rehost',
  reheberger: 'rehost',
  replatform: 'replatform',
  replateformage: 'replatform',
  replateformer: 'replatform',
  repurchase: 'repurchase',
  racheter: 'repurchase',
  refactor: 'refactor',
  remaniement: 'refactor',
  remanier: 'refactor',
  rearchitect: 'refactor',
  relocate: 'relocate',
  relocaliser: 'relocate',
  retire: 'retire',
  retirer: 'retire',
  retain: 'retain',
  conserver: 'retain',
}

export function readStrategy(cell: string | null): Strategy | null {
  return strategyWords[fold(cell ?? '').replace(/[^a-z]/g, '')] ?? null
}

/** A cell that a spreadsheet computed and failed: `#REF!`, `#N/A`… */
export function isCellError(cell: string): boolean {
  return /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/.test(cell.trim())
}

/** Words for a number that was refused. */
export const numberProblems: Readonly<Record<NumberGap, Bilingual>> = {
  'not-a-number': {
    fr: 'Ce n’est pas un nombre. Corriger la cellule ou la vider.',
    en: 'This is not a number. Correct the cell or empty it.',
  },
  'ambiguous-number': {
    fr: 'Virgule de décimale ou de milliers ? Rien dans la colonne ne le dit. Écrire 1234 ou 1,234 sans ambiguïté.',
    en: 'Decimal or thousands separator? Nothing in the column tells. Write 1234 or 1.234 unambiguously.',
  },
  'negative-number': {
    fr: 'Le nombre est négatif. Inscrire une valeur de 0 ou plus.',
    en: 'The number is negative. Enter a value of 0 or more.',
  },
}
