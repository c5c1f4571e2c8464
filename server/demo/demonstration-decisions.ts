import type { DecisionView, Strategy } from '#models/inventory/workload.views.ts'
import type { RandomStream } from '#models/shared/random.ts'
import { isOpenVerdict } from '#models/rules/ranking.ts'
import type { StoredOption } from '#server/assessment/assessment.usecases.ts'
import {
  type DecisionsDeps,
  proposeDecision,
  returnDecision,
  signDecision,
} from '#server/decisions/decisions.usecases.ts'
import type { Chronicle } from './demonstration-chronicle.ts'
import { type ReachAs, type Subject, versionOf } from './demonstration-classification.ts'
import { afterReturn, decisionReturns, oneOf, rationales, revisedReason } from './demonstration-words.ts'

type Choice = { readonly strategy: Strategy; readonly option: string | null; readonly why: string }

type Given = {
  readonly deps: DecisionsDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly random: RandomStream
  /** The verdicts and costs of the eve of the first decision, by workload. */
  readonly assessed: ReadonlyMap<string, { readonly best: string | null; readonly options: readonly StoredOption[] }>
  /** Bodies that leave nothing undecided. */
  readonly thorough: ReadonlySet<string>
  /** Workloads that left before the product came: nobody decides of them again. */
  readonly moved: ReadonlySet<string>
}

/** Decisions taken outside the thorough bodies. */
const mostElsewhere = 110

/**
 * Two months of decisions: to public regions, to the State, to providers from here, kept, retired, replaced by a service. Most are signed
 * by a second person, some wait, a few of them late, some come back and are proposed anew, a few are revised.
 *
 * They stand within two months so that none rests on an exchange rate or a price later than itself.
 */
export function decideOverWeeks(given: Given, subjects: readonly Subject[]): void {
  const { random, thorough, moved } = given
  // A step prime to any portfolio's size walks through every body before it comes back.
  const step = 211
  let elsewhere = 0
  // Draws what it would have drawn, so that the others are decided as they would be.
  const unsaid = { ...given, chronicle: { ...given.chronicle, at: () => undefined } }
  for (const i of subjects.keys()) {
    const subject = subjects[(i * step) % subjects.length]
    if (subject === undefined) continue
    const isThorough = thorough.has(subject.body)
    if (!isThorough && (elsewhere >= mostElsewhere || subject.environment === 'recovery')) continue
    const choice = choiceFor(given, subject, random(), i)
    if (choice === undefined) continue
    if (!isThorough) elsewhere += 1
    decided(moved.has(subject.code) ? unsaid : given, subject, choice, isThorough ? 0 : elsewhere)
  }
}

/** `n` says what becomes of it; 0 is signed without more ado. */
function decided(given: Given, subject: Subject, choice: Choice, n: number): void {
  const { chronicle, random } = given
  if (n % 10 === 3) {
    const daysAgo = [2, 3, 1, 5, 14, 6, 4, 7, 19, 6][Math.floor(n / 10) % 10] ?? 2
    chronicle.at(chronicle.moment(daysAgo), () => propose(given, subject, choice))
    return
  }
  const daysAgo = 12 + Math.floor(random() * 45)
  const proposedAt = chronicle.moment(daysAgo)
  const answeredAt = chronicle.moment(daysAgo - 1 - (n % 7), proposedAt)
  if (n % 10 !== 7) {
    signed(given, subject, choice, proposedAt, answeredAt)
    if (n % 4 === 2) revised(given, subject, choice, answeredAt, n)
    return
  }
  let proposal: DecisionView | undefined
  chronicle.at(proposedAt, async () => {
    proposal = await propose(given, subject, choice)
  })
  chronicle.at(answeredAt, async () => {
    if (proposal === undefined) return
    const reason = oneOf(decisionReturns[choice.strategy] ?? decisionReturns.rehost, Math.floor(n / 10))
    await returnDecision(given.deps, given.reach('finance-officer'), proposal.id, versionOf(proposal), reason)
  })
  if (n % 20 !== 7) return
  const again = chronicle.moment(4, answeredAt)
  signed(given, subject, { ...choice, why: `${afterReturn}${choice.why}` }, again, chronicle.moment(1, again))
}

function signed(given: Given, subject: Subject, choice: Choice, proposedAt: number, signedAt: number): void {
  let proposal: DecisionView | undefined
  given.chronicle.at(proposedAt, async () => {
    proposal = await propose(given, subject, choice)
  })
  given.chronicle.at(signedAt, async () => {
    if (proposal !== undefined)
      await signDecision(given.deps, given.reach('finance-officer'), proposal.id, versionOf(proposal))
  })
}

/** Decided once more, elsewhere: the promise gains a version, the first one stays. */
function revised(given: Given, subject: Subject, first: Choice, after: number, n: number): void {
  const options = given.assessed.get(subject.code)?.options ?? []
  const other = options.find((one) => isOpenVerdict(one.s) && one.o !== first.option && isPriced(one))
  const isFirstPriced = options.some((one) => one.o === first.option && isPriced(one))
  if (other === undefined || !isFirstPriced) return
  const again = given.chronicle.moment(3 + (n % 4), after)
  const choice: Choice = { strategy: 'rehost', option: other.o, why: revisedReason }
  signed(given, subject, choice, again, given.chronicle.moment(1 + (n % 2), again))
}

function propose({ deps, reach }: Given, { code }: Subject, { strategy, option, why }: Choice): Promise<DecisionView> {
  return proposeDecision(deps, reach('portfolio-manager'), code, { strategy, option, rationale: why })
}

const isPriced = (option: StoredOption) => typeof option.c[0] === 'number'

/** Shares of the destinations, as a running sum; what is not open to a workload falls to the cheapest that is. */
const destinations = [
  { until: 0.2, option: 'cti.retenu', strategy: 'relocate', words: rationales.legacy_cti },
  { until: 0.36, option: 'ngq', strategy: 'rehost', words: rationales.state },
  { until: 0.47, option: 'micrologic.cirrus', strategy: 'replatform', words: rationales.private_provider },
  { until: 0.52, option: 'ovh.bhs', strategy: 'rehost', words: rationales.public_cloud },
  { until: 0.6, option: 'suite-fictive.montreal', strategy: 'repurchase', words: rationales.saas },
] as const

function choiceFor({ assessed, thorough }: Given, subject: Subject, roll: number, n: number): Choice | undefined {
  const { best = null, options = [] } = assessed.get(subject.code) ?? {}
  const stays = (strategy: 'retire' | 'retain'): Choice => ({
    strategy,
    option: null,
    why: oneOf(rationales[strategy], n),
  })
  if (best === null) {
    if (!thorough.has(subject.body) && roll > 0.05) return undefined
    return stays(n % 3 === 0 ? 'retire' : 'retain')
  }
  if (roll < 0.1 && subject.environment === 'test') return stays('retire')
  const mitigated = options.find((one) => one.s === 'allow-with-mitigation')
  if (mitigated !== undefined && roll >= 0.4)
    return { strategy: 'replatform', option: mitigated.o, why: oneOf(rationales.mitigation, n) }
  const named = destinations.find((one) => roll < one.until)
  if (roll >= 0.12 && named !== undefined && options.some((one) => one.o === named.option && isOpenVerdict(one.s)))
    return { strategy: named.strategy, option: named.option, why: oneOf(named.words, n) }
  const cheapest = options.find((one) => isOpenVerdict(one.s) && isPriced(one))
  if (roll < 0.12 || cheapest === undefined) return stays('retain')
  const strategy = oneOf(['rehost', 'replatform', 'refactor', 'rehost'] as const, n)
  return { strategy, option: cheapest.o, why: oneOf(rationales.public_cloud, n) }
}
