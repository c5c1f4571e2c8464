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

/** The decimal mark that one cell proves, when it can be read only one way. */
function provenMark(cell: string): DecimalMark | undefined {
  if (!/[.,]/.test(cell)) return undefined
  const text = cell.trim().replace(spaces, '')
  const match = /^-?\d+([.,])(\d+)\D*$/.exec(text)
  if (match !== null && (match[2]?.length !== 3 || /^-?0|^-?\d{4,}/.test(text)))
    return match[1] === ',' ? 'comma' : 'point'
  const both = /[.,].*([.,])/.exec(text)
  return both !== null && text.includes(',') && text.includes('.') ? (both[1] === ',' ? 'comma' : 'point') : undefined
}

/** What all the cells of a numeric column tell of its notation. */
export type NumberEvidence = {
  /** Undefined when no cell proves one, or when two cells prove two. */
  readonly mark: DecimalMark | undefined
  /** Largest of the cells that name no unit of their own. */
  readonly most: number
  readonly hasPartOfOne: boolean
  /** Whether some cells name their unit, and whether some do not. */
  readonly hasUnits: boolean
  readonly hasBare: boolean
}

/** Gathers what proves a column's notation, cell by cell, over the whole column: the last row counts as much as the first. */
export function numberEvidence(): { see(cell: string): void; told(): NumberEvidence } {
  const marks = new Set<DecimalMark>()
  let most = 0
  let hasPartOfOne = false
  let hasUnits = false
  let hasBare = false
  return {
    see(cell) {
      const plain = Number(cell)
      const mark = provenMark(cell)
      if (mark !== undefined) marks.add(mark)
      const isBare = !Number.isNaN(plain) || writtenUnit(cell) === undefined
      const read = Number.isNaN(plain) ? readNumber(cell, mark) : known(plain)
      if (read.kind !== 'known') return
      if (isBare) hasBare = true
      else hasUnits = true
      if (!isBare) return
      most = Math.max(most, read.value)
      if (read.value > 0 && read.value < 1) hasPartOfOne = true
    },
    told: () => ({ mark: marks.size === 1 ? [...marks][0] : undefined, most, hasPartOfOne, hasUnits, hasBare }),
  }
}

/**
 * The unit of a size that neither header nor cell names, from the largest value of its column; undefined when both units are plausible.
 * The largest server of a portfolio has more than 1 GiB of memory and less than 4 TiB; the largest disk more than 20 GiB, less than 200 TiB.
 */
export function plausibleUnit(field: 'server.memory' | 'server.storage', most: number): 'mib' | 'gib' | undefined {
  const [least, greatest] = field === 'server.memory' ? [1_024, 4_096] : [20_480, 204_800]
  if (most <= least) return 'gib'
  return most >= greatest ? 'mib' : undefined
}

/** The unit written in a cell or a header: `GiB`, `Mo`, `16Gio`, `%`… in lower case, undefined when there is none. */
export function writtenUnit(text: string): string | undefined {
  return /(?<!\p{L})[kmgt]i?[bo](?!\p{L})|%/iu.exec(text)?.[0].toLowerCase()
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

const recoveryWords = /(^|[^a-z])(dr|rec|recov\w*|disaster|recuperation|releve|secours|pra|pca)([^a-z]|\d|$)/
const testWords =
  /(^|[^a-z])(dev|devl|devel\w*|tests?|testing|tst|qa|uat|acc|accept\w*|preprod\w*|pre|(non|hors)[-_ ]?prod\w*|stag\w*|form\w*|training|essai\w*|recette|homologation|lab|sandbox|bac a sable|int|integration)([^a-z]|\d|$)/
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

/** A cell that a spreadsheet computed and failed: `#REF!`, `#N/A`, and as a French one writes them. */
export function isCellError(cell: string): boolean {
  return /^#(REF!|N\/[AD]|VALUE!|VALEUR!|NAME\?|NOM\?|DIV\/0!|NUM!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!|FIELD!)$/.test(
    cell.trim(),
  )
}

/** The text that a spreadsheet shows for `="text"` and `=HYPERLINK("address";"text")`; any other cell as it is. */
export function shownText(cell: string): string {
  if (!cell.startsWith('=')) return cell
  const text = /^="(.*)"$/s.exec(cell) ?? /^=HYPERLINK\((?:.*[,;])?\s*"(.*)"\s*\)$/is.exec(cell)
  return text?.[1]?.replaceAll('""', '"').trim() ?? cell
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
