import type { FormulaTree } from '../formulas/formula-tree.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { daysBetween } from '../shared/day.ts'
import { formula, formulaTree } from '../shared/formula.ts'
import { cadCents, centsToDecimal } from '../shared/money.ts'
import type { Colour, IndicatorView } from './barometer.views.ts'
import type { IndicatorDefinition } from './indicator.schemas.ts'
import { countCatalogue, formulaInWords, type NamedCounts } from './named-counts.ts'

/** Signed decisions counted together: their strategy, their option if any, how many workloads, and what those cost today. */
export type SignedGroup = {
  readonly strategy: string
  readonly option: string | null
  readonly count: number
  /** How many of them have a known cost, and its sum in cents; absent where only their number was asked for. */
  readonly valued?: number
  readonly cents?: number
}
export type OptionTraits = {
  readonly id: string
  readonly kind: string
  readonly parentCountry: string | null
  readonly nsi: number | null
}

type Leads = (group: SignedGroup, option: OptionTraits | undefined) => boolean
const leads = {
  placed: (group) => group.option !== null,
  public: (_, option) => option?.kind === 'public_cloud' || option?.kind === 'saas',
  provider: (_, option) => option?.kind === 'private_provider',
  state: (_, option) => option?.kind === 'state',
  retained: (group, option) => group.strategy === 'retain' || option?.kind === 'legacy_cti',
  retired: (group) => group.strategy === 'retire',
  canadian: (_, option) => option?.parentCountry === 'CA',
  controlled: (_, option) => (option?.nsi ?? 0) >= 3,
} as const satisfies Readonly<Record<string, Leads>>
type LeadName = keyof typeof leads
export type SignedCounts = Readonly<Record<LeadName | `${LeadName}Value` | `${LeadName}Valued`, number>>

/**
 * Signed decisions sorted by where they lead, by kind of the option, its parent's country and its sovereignty level: by number, and by
 * value in cents a year of today's cost. An option no longer in the catalogue counts among those that name one, and nowhere else.
 */
export function signedCounts(groups: readonly SignedGroup[], options: readonly OptionTraits[]): SignedCounts {
  const traits = new Map(options.map((option) => [option.id, option]))
  const sums = Object.entries(leads).flatMap(([name, holds]: [string, Leads]) => {
    const held = groups.filter((group) => holds(group, group.option === null ? undefined : traits.get(group.option)))
    return [
      [name, held.reduce((sum, group) => sum + group.count, 0)],
      [`${name}Value`, held.reduce((sum, group) => sum + (group.cents ?? 0), 0)],
      [`${name}Valued`, held.reduce((sum, group) => sum + (group.valued ?? 0), 0)],
    ] as const
  })
  return Object.fromEntries(sums) as SignedCounts // every name of `leads`, three ways
}

/** What stands in place of a figure that would reveal one workload. */
export const suppressed = {
  value: null,
  exact: null,
  numerator: null,
  denominator: null,
  status: 'suppressed',
  colour: 'grey',
  reasons: ['small-group'],
} as const

/** A group smaller than this could reveal one workload: its figure is not published (reliability: inference). */
export const smallestGroup = 3
export const isSmall = (group: number): boolean => group > 0 && group < smallestGroup

type Reading = {
  readonly formula: ReturnType<typeof formula>
  /** Both sides of a formula that is one divided by the other; another shape has no denominator to show. */
  readonly ratio: readonly [FormulaTree, FormulaTree] | undefined
}
const readings = new WeakMap<IndicatorDefinition, Reading>()

/** The formula of a definition, read once. */
function readingOf(definition: IndicatorDefinition): Reading {
  const kept = readings.get(definition)
  if (kept !== undefined) return kept
  const read = formulaTree(definition.formula)
  const isRatio = read.kind === 'tree' && read.tree.kind === 'operation' && read.tree.operator === '/'
  const made: Reading = {
    formula: formula(definition.formula),
    ratio: isRatio && read.tree.kind === 'operation' ? [read.tree.left, read.tree.right] : undefined,
  }
  readings.set(definition, made)
  return made
}
const nameIn = (tree: FormulaTree | undefined) => (tree?.kind === 'name' ? tree.name : undefined)

/** What is counted, with what was stated for this indicator before it; amounts are stated in dollars and read in cents. */
function countsFor({ stated }: IndicatorDefinition, counts: NamedCounts): NamedCounts {
  const said = Object.entries(stated).map(([name, { value }]) => [
    name,
    countCatalogue[name]?.kind === 'cents' ? Math.round(value * 100) : value,
  ])
  return { ...counts, ...(Object.fromEntries(said) as NamedCounts) } // names are the schema's
}

/**
 * One indicator from counts: a percentage with its numerator and denominator, an amount in CAD, or a plain number. Unknown when a count is
 * not known, or nothing is counted; suppressed when one of its cases is one or two.
 */
export function indicator(definition: IndicatorDefinition, given: NamedCounts, day: string | null): IndicatorView {
  const {
    id,
    group,
    fr,
    en,
    unit,
    formula: written,
    formulaVersion,
    ruleFr,
    ruleEn,
    target,
    owner,
    source,
  } = definition
  const counts = countsFor(definition, given)
  const days = statedDays(definition)
  const told = {
    id,
    group,
    label: { fr, en },
    unit,
    formula: written,
    formulaWords: {
      fr: formulaInWords(written, 'fr', definition.names),
      en: formulaInWords(written, 'en', definition.names),
    },
    formulaVersion,
    rule: { fr: ruleFr, en: ruleEn },
    owner,
    source,
    date: days.toSorted()[0] ?? day,
    colourRule: colourRuleWords(definition),
    staleAfterDays: definition.staleAfterDays,
    target: target === null ? null : { value: target.value, label: { fr: target.fr, en: target.en } },
  }
  const unknown = (reason: string): IndicatorView => ({
    ...told,
    value: null,
    exact: null,
    numerator: null,
    denominator: null,
    status: 'unknown',
    colour: 'grey',
    reasons: [reason],
  })
  const { formula: read, ratio } = readingOf(definition)
  if (read.kind === 'refused') return unknown('no-formula')
  const names = [...read.names, ...definition.cases]
  if (names.some((name) => counts[name] === undefined || counts[name] === null)) return unknown('not-known')
  const known = Object.fromEntries(names.map((name) => [name, counts[name] ?? Number.NaN])) // checked on the line above
  if (definition.cases.some((name) => isSmall(known[name] ?? 0))) return { ...told, ...suppressed }
  const denominator = nameIn(ratio?.[1])
  if (denominator !== undefined && known[denominator] === 0) return unknown('nothing-counted')
  const isOfNothing = definition.cases.length > 0 && definition.cases.every((name) => known[name] === 0)
  if (isOfNothing) return unknown('nothing-counted')
  const result = read.evaluate(known)
  if (!Number.isFinite(result)) return unknown('nothing-counted')
  const value = unit === '%' ? 100 * result : unit === 'CAD' ? result / 100 : result
  return {
    ...told,
    value,
    exact: unit === 'CAD' && Number.isSafeInteger(result) ? centsToDecimal(cadCents(result)) : null,
    ...partsShown(ratio, known),
    status: 'approved',
    colour: colourOf(definition, value),
    reasons: [],
  }
}

/** The days of what was stated, but for the denominator: a scope that was announced once does not grow old. */
function statedDays(definition: IndicatorDefinition): string[] {
  const denominator = nameIn(readingOf(definition).ratio?.[1])
  const others = Object.entries(definition.stated).filter(([name]) => name !== denominator)
  return others.map(([, { asOf }]) => asOf)
}

/** What a share divides: counts as they are, amounts in dollars. */
function partsShown(ratio: Reading['ratio'], known: Readonly<Record<string, number>>) {
  const shown = (tree: FormulaTree | undefined) => {
    const name = nameIn(tree)
    if (name === undefined) return null
    const value = known[name] ?? null
    return value !== null && countCatalogue[name]?.kind === 'cents' ? value / 100 : value
  }
  return { numerator: shown(ratio?.[0]), denominator: shown(ratio?.[1]) }
}

/** The colour of a known figure by the rule of its definition; a figure without a good side has none. */
export function colourOf({ colour }: Pick<IndicatorDefinition, 'colour'>, value: number): Colour {
  if (colour === null) return 'none'
  const { good, watch, better } = colour
  const reaches = (bar: number) => (better === 'higher' ? value >= bar : value <= bar)
  return reaches(good) ? 'green' : reaches(watch) ? 'amber' : 'red'
}

const unitWords = {
  '%': { fr: ' %', en: '%' },
  CAD: { fr: ' $', en: ' CAD' },
  months: { fr: ' mois', en: ' months' },
  '': { fr: '', en: '' },
}

/** The rule of the colour, said from the numbers that decide it, so that the two cannot differ. */
function colourRuleWords({ colour, unit, staleAfterDays }: IndicatorDefinition): Bilingual | null {
  if (colour === null) return null
  const { good, watch, better } = colour
  const { fr, en } = unitWords[unit]
  const [bar, barEn] = better === 'higher' ? (['à partir de', 'from'] as const) : (['jusqu’à', 'up to'] as const)
  const number = (value: number) => String(value).replace('.', ',')
  return {
    fr: `Vert ${bar} ${number(good)}${fr} ; à surveiller ${bar} ${number(watch)}${fr} ; sinon rouge. Gris si inconnu, masqué ou vieux de plus de ${staleAfterDays} jours.`,
    en: `Green ${barEn} ${good}${en}; to watch ${barEn} ${watch}${en}; red otherwise. Grey when unknown, suppressed or older than ${staleAfterDays} days.`,
  }
}

/**
 * An indicator as it reads on a day: past its age it is stale, which is grey, and keeps its value. What was never approved does not age. A
 * figure ages from the day it speaks of, not from the day it was put on the page.
 */
export function agedIndicator(
  view: IndicatorView,
  { asOf, today }: { readonly asOf: string; readonly today: string },
): IndicatorView {
  if (view.status !== 'approved' || daysBetween(view.date ?? asOf, today) <= view.staleAfterDays) return view
  return { ...view, status: 'stale', colour: 'grey', reasons: ['too-old'] }
}
