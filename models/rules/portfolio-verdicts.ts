import type { HostingOption } from '../hosting/hosting-option.schemas.ts'
import { factCatalogue, obligationCatalogue } from './fact-catalogue.ts'
import { isNewPlacement, type Placement, placementFacts } from './placement-facts.ts'
import type { ExemptedRules } from './placement-verdict.ts'
import { type Among, type FactCoder, slotOfFact, slotOfObligation, type VerdictMachine } from './verdict-columns.ts'

export type PortfolioWorkload = Pick<Placement, 'record' | 'environment' | 'currentOption'> & {
  /** Rules set aside for this workload, in place of those the machine was made with; most workloads have none. */
  readonly exempted?: ExemptedRules
}

/** The options every workload is judged on, and what all placements share. */
export type PortfolioSurroundings = Pick<Placement, 'canadianQualifiedExists' | 'today'> & {
  readonly options: readonly HostingOption[]
}

export type PortfolioVerdicts = {
  /**
   * Writes the verdict of each option for this workload (index into `verdictCodes`), and each rule's result (option after option, pack
   * order, index into `ruleResults`) when `results` is given.
   */
  of(workload: PortfolioWorkload, verdicts: Uint8Array, results?: Uint8Array): void
}

/**
 * The verdicts of a whole portfolio: what a workload states is coded once a workload, what an option states once an option, and only what
 * the two make together is combined for each pair. Rules that what the workload states already rules out are not asked again of each
 * option. A law test holds it equal to `placementVerdict` over `placementFacts`.
 */
export function portfolioVerdicts(machine: VerdictMachine, around: PortfolioSurroundings): PortfolioVerdicts {
  const placements = placementSlots(machine, machine.slotCount, around)
  const stirred = new Uint16Array(machine.ruleCount)
  const results = new Uint8Array(machine.ruleCount)
  return {
    of(workload, verdicts, all) {
      const own = placements.workload(workload)
      const among: Among = {
        rules: stirred,
        count: machine.stirred(own, stirred),
        ...(workload.exempted === undefined ? {} : { setAside: machine.exemptions(workload.exempted) }),
      }
      results.fill(0)
      for (let i = 0; i < around.options.length; i += 1) {
        verdicts[i] = machine.verdict(placements.pair(i), among, all === undefined ? undefined : results)
        all?.set(results, i * machine.ruleCount)
      }
    },
  }
}

export type PlacementSlots = {
  /** Codes what a workload states by itself; its pairs are those asked for next. */
  workload(workload: PortfolioWorkload): Float64Array
  /** Codes the workload on an option, by its index. The array is used again for the next pair. */
  pair(option: number): Float64Array
}

/** The coded facts of each placement of a portfolio, made from what its workload and its option state. */
export function placementSlots(
  coder: FactCoder,
  slotCount: number,
  { options, canadianQualifiedExists, today }: PortfolioSurroundings,
): PlacementSlots {
  const coded = (workload: PortfolioWorkload, option: HostingOption) => {
    const slots = new Float64Array(slotCount)
    coder.encode(placementFacts({ ...workload, option, canadianQualifiedExists, today }), slots)
    return slots
  }
  const bare: PortfolioWorkload = { record: null, environment: 'production', currentOption: null }
  const home = coded(bare, homeOption)[dataCountry]
  const offers = options.map((option) => {
    const own = coded(bare, option)
    const having = (code: number) => obligationSlots.filter((slot) => own[slot] === code)
    return { id: option.id, kind: option.kind, own, met: having(1), open: having(0) }
  })
  const own = new Float64Array(slotCount)
  const pair = new Float64Array(slotCount)
  let currentOption: string | null = null
  return {
    workload(workload) {
      ;({ currentOption } = workload)
      coder.encode(placementFacts({ ...workload, option: homeOption, canadianQualifiedExists, today }), own)
      return own
    },
    pair(option) {
      const offer = offers[option]
      if (offer === undefined) throw new RangeError('no option of this index')
      pair.set(own)
      for (const slot of optionSlots) pair[slot] = offer.own[slot] ?? Number.NaN
      for (const slot of eitherSlots) pair[slot] = either(own[slot] ?? Number.NaN, offer.own[slot] ?? Number.NaN)
      for (const slot of offer.open) if (own[slot] !== 1) pair[slot] = 0
      for (const slot of offer.met) pair[slot] = 1
      const isNewThere = isNewPlacement(currentOption, offer)
      pair[isNew] = isNewThere === undefined ? Number.NaN : Number(isNewThere)
      // A country other than Canada wins, the option's before the workload's; else the option's, which may be unknown.
      const offered = offer.own[dataCountry] ?? Number.NaN
      const isOfferedAtHome = offered === home || Number.isNaN(offered)
      pair[dataCountry] = isOfferedAtHome && own[dataCountry] !== home ? (own[dataCountry] ?? Number.NaN) : offered
      return pair
    },
  }
}

/** An option of nowhere in particular, wholly in Québec: over it, a workload shows what it brings of its own. */
const homeOption: HostingOption = {
  id: '',
  operator: '',
  label: { fr: '', en: '' },
  place: { fr: '', en: '' },
  kind: 'state',
  model: 'iaas',
  region: null,
  country: 'CA',
  province: 'QC',
  parentCountry: null,
  compellingJurisdictions: null,
  contractEntity: { country: 'CA', province: 'QC', name: '' },
  elsewhere: [],
  independentSites: null,
  processesClearText: null,
  retainedSite: null,
  nsi: null,
  catalogue: {
    qualified: null,
    qualifiedForSensitive: null,
    agreement: null,
    validFrom: null,
    validTo: null,
    fictitious: false,
  },
  obligationsMet: [],
  knownAssurance: '',
  status: 'unverified',
  source: '',
  line: 0,
}

const isNew = slotOfFact('w.isNewPlacement')
const dataCountry = slotOfFact('p.data.country')
/** True when either side makes it so: any place outside Québec counts. */
const eitherSlots = [slotOfFact('outQc'), slotOfFact('p.backup.outsideQc')]
const pairFacts = ['w.isNewPlacement', 'p.data.country', 'outQc', 'p.backup.outsideQc']
const optionSlots = Object.keys(factCatalogue)
  .filter((name) => !name.startsWith('w.') && !pairFacts.includes(name))
  .map(slotOfFact)
const obligationSlots = Object.keys(obligationCatalogue).map(slotOfObligation)

/** Three-valued "or" over codes: 1 true, 0 false, NaN unknown. */
function either(a: number, b: number): number {
  return a === 1 || b === 1 ? 1 : a + b
}
