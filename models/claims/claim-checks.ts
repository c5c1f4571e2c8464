import type { Bilingual } from '../shared/bilingual.ts'
import type { Outcome } from '../shared/outcome.ts'
import { hundredths, lastMonthOf, monthsOf, netHundredths, shareMillionths } from './claim-amounts.ts'
import type { BackingKind, ClaimContent } from './claim.schemas.ts'

/** Version of the checks below: kept with each verdict, so that a later change of rule explains a later change of verdict. */
export const checksVersion = '1.1.0'

export type Verdict = 'pass' | 'warn' | 'fail'
export type CheckResult = {
  readonly rule: CheckRule
  readonly version: string
  readonly verdict: Verdict
  /** A check that may refuse: nobody goes past its failure. The others may only warn, and a warning may be passed with a reason. */
  readonly isInvariant: boolean
  readonly detail: Bilingual
}

/** What the checks hold a claim against: everything is given, nothing is fetched. Amounts in hundredths. */
export type ClaimFacts = {
  readonly content: ClaimContent
  readonly benefit: string
  /** Who wrote it and who sent it. */
  readonly claimants: readonly string[]
  /** Who decides; null while it is only being sent. */
  readonly validator: string | null
  /** What is about to be accepted; the net amount while nothing else is said. */
  readonly amount: number
  readonly today: string
  readonly owner: string | null
  readonly projectLead: string | null
  /** The day the handover was accepted by both; null before. */
  readonly handedOverOn: string | null
  /** Unit and price basis of the measure promised; null when nothing is stated. */
  readonly unit: string | null
  readonly priceBasis: ClaimContent['priceBasis'] | null
  /** Last month of the frozen baseline’s window; null when no baseline is frozen. */
  readonly baselineTo: string | null
  readonly pool: PoolFacts | null
  readonly budget: BudgetFacts | null
  /** One for each backing of the content, in its order. */
  readonly backing: readonly BackingFacts[]
  /** Realised over the period, less what accepted claims of the benefit already took of it. */
  readonly realised: Outcome<{ readonly cents: number; readonly takenCents: number }>
  /** Months of the claim without a known observation; null when the benefit has no measure to observe. */
  readonly missingMonths: readonly string[] | null
  /** Other claims of the same benefit, months, nature and net amount that were not refused or taken back. */
  readonly duplicates: readonly string[]
}
export type PoolFacts = {
  readonly code: string
  /** Share of the benefit, in millionths; null when none was agreed. */
  readonly shareMillionths: number | null
  /** Of all benefits of the pool. */
  readonly sharesMillionths: number
  readonly unit: string
  readonly ceilings: readonly {
    readonly from: string
    readonly to: string
    readonly ceiling: number
    /** Positive parts of accepted claims on the pool that fall in these months. */
    readonly accepted: number
  }[]
}
export type BudgetFacts = {
  readonly code: string
  readonly withdrawn: number
  /** Accepted on it by other claims. */
  readonly accepted: number
  readonly fiscalYear: string
}
export type BackingFacts = {
  readonly kind: BackingKind
  readonly reference: string
  readonly period: string
  readonly isFound: boolean
  /** Only a bill has periods that close. */
  readonly isClosed: boolean
  readonly usedBy: string | null
}

const say = (fr: string, en: string): Bilingual => ({ fr, en })
const money = (amount: number) => {
  const size = Math.abs(amount)
  return `${amount < 0 ? '−' : ''}${Math.trunc(size / 100)}.${String(size % 100).padStart(2, '0')}`
}
type Said = { readonly verdict: Verdict; readonly detail: Bilingual }
const pass = (fr: string, en: string): Said => ({ verdict: 'pass', detail: say(fr, en) })
const warn = (fr: string, en: string): Said => ({ verdict: 'warn', detail: say(fr, en) })
const fail = (fr: string, en: string): Said => ({ verdict: 'fail', detail: say(fr, en) })

type Check = {
  readonly isInvariant: boolean
  /** Refused when it is sent, not only when it is decided. */
  readonly atEntry?: true
  readonly judge: (facts: ClaimFacts) => Said
}

const checks = {
  'submitter-not-validator': {
    isInvariant: true,
    judge: ({ claimants, validator }) => {
      if (validator === null)
        return pass(
          'Une autre personne que celle qui réclame validera.',
          'Another person than the claimant will validate.',
        )
      return claimants.includes(validator)
        ? fail(
            `${validator} a réclamé : une autre personne valide.`,
            `${validator} claimed it: another person validates.`,
          )
        : pass('Qui valide n’a pas réclamé.', 'Who validates did not claim.')
    },
  },
  'owner-not-project-lead': {
    isInvariant: true,
    judge: ({ owner, projectLead, handedOverOn, today }) => {
      if (owner === null) return warn('Le bénéfice n’a pas de détenteur nommé.', 'The benefit has no named owner.')
      if (handedOverOn === null || today < handedOverOn)
        return pass('Le transfert n’a pas encore pris effet.', 'The handover has not taken effect yet.')
      return owner === projectLead
        ? fail(
            `Depuis le transfert du ${handedOverOn}, ${owner} ne peut être à la fois détenteur et responsable du projet.`,
            `Since the handover of ${handedOverOn}, ${owner} may not be both the owner and the project lead.`,
          )
        : pass('Le détenteur n’est pas le responsable du projet.', 'The owner is not the project lead.')
    },
  },
  'after-baseline': {
    isInvariant: true,
    atEntry: true,
    judge: ({ content, baselineTo }) => {
      if (baselineTo === null)
        return warn('Aucune référence n’est gelée pour ce bénéfice.', 'No baseline is frozen for this benefit.')
      return content.startsOn <= baselineTo
        ? fail(
            `La période commence en ${content.startsOn}, avant la fin de la référence (${baselineTo}). Réclamer des mois qui la suivent.`,
            `The period starts in ${content.startsOn}, before the end of the baseline (${baselineTo}). Claim months that come after it.`,
          )
        : pass(`La période suit la référence (${baselineTo}).`, `The period comes after the baseline (${baselineTo}).`)
    },
  },
  'period-over': {
    isInvariant: true,
    atEntry: true,
    judge: ({ content, today }) => {
      const last = lastMonthOf(content)
      return last >= today.slice(0, 7)
        ? fail(
            `Le mois ${last} n’est pas fini : un bénéfice se réclame quand il est réalisé.`,
            `The month ${last} is not over: a benefit is claimed once it is realised.`,
          )
        : pass('Tous les mois réclamés sont finis.', 'Every month claimed is over.')
    },
  },
  'pool-ceiling': { isInvariant: true, judge: poolCeiling },
  'pool-shares': { isInvariant: true, judge: poolShares },
  'budget-withdrawn': { isInvariant: true, judge: budgetWithdrawn },
  'budget-year': {
    isInvariant: false,
    judge: ({ content, budget }) => {
      if (content.nature !== 'cashable' || budget === null) return pass('Sans objet.', 'Does not apply.')
      const others = monthsOf(content).filter((month) => fiscalYearOf(month) !== budget.fiscalYear)
      return others.length > 0
        ? warn(
            `Le retrait ${budget.code} vaut pour ${budget.fiscalYear} ; ${others.length} mois réclamés n’en sont pas.`,
            `The withdrawal ${budget.code} is of ${budget.fiscalYear}; ${others.length} months claimed are not.`,
          )
        : pass('Le retrait est de la même année financière.', 'The withdrawal is of the same fiscal year.')
    },
  },
  'backing-once': { isInvariant: true, judge: backingOnce },
  'backing-found': { isInvariant: true, judge: backingFound },
  'backing-sums': { isInvariant: true, judge: backingSums },
  'period-closed': { isInvariant: false, judge: periodClosed },
  'unit-and-price-basis': { isInvariant: true, judge: unitAndPriceBasis },
  'within-measured': { isInvariant: true, judge: withinMeasured },
  'observations-known': {
    isInvariant: false,
    judge: ({ missingMonths, realised }) => {
      if (missingMonths === null && realised.kind === 'known')
        return pass('Mesuré sur les coûts : rien d’autre à observer.', 'Measured on costs: nothing else to observe.')
      if (missingMonths === null)
        return warn('Ce bénéfice n’a pas de mesure observée.', 'This benefit has no observed measure.')
      return missingMonths.length > 0
        ? warn(
            `Aucune observation pour ${missingMonths.join(', ')} : absent n’est pas zéro, la cote baisse.`,
            `No observation for ${missingMonths.join(', ')}: missing is not zero, the grade is lowered.`,
          )
        : pass('Chaque mois a son observation.', 'Every month has its observation.')
    },
  },
  'not-a-duplicate': {
    isInvariant: true,
    judge: ({ duplicates }) =>
      duplicates.length > 0
        ? fail(
            `Déjà réclamé à l’identique : ${duplicates.join(', ')}. Retirer l’une, ou corriger par remplacement.`,
            `Already claimed the same: ${duplicates.join(', ')}. Take one back, or correct by superseding.`,
          )
        : pass('Rien d’identique n’est réclamé.', 'Nothing the same is claimed.'),
  },
} as const satisfies Readonly<Record<string, Check>>

export type CheckRule = keyof typeof checks
export const checkRules = Object.keys(checks) as readonly CheckRule[] // the keys of the object above

/** Every check of a claim, in order, with the version of its rule. */
export function claimChecks(facts: ClaimFacts): CheckResult[] {
  return checkRules.map((rule) => {
    const { isInvariant, judge }: Check = checks[rule]
    return { rule, version: checksVersion, isInvariant, ...judge(facts) }
  })
}

/** Failures that refuse a claim when it is sent. What depends on others (pool, budget, rows) blocks its acceptance, not its entry. */
export function entryFailures(results: readonly CheckResult[]): CheckResult[] {
  const atEntry = (rule: CheckRule) => (checks[rule] as Check).atEntry === true
  return results.filter((one) => one.verdict === 'fail' && atEntry(one.rule))
}

/** Failures that refuse its acceptance, and warnings that nobody went past. */
export function acceptanceObstacles(
  results: readonly CheckResult[],
  overridden: ReadonlySet<string>,
): { readonly failures: CheckResult[]; readonly warnings: CheckResult[] } {
  return {
    failures: results.filter((one) => one.verdict === 'fail'),
    warnings: results.filter((one) => one.verdict === 'warn' && !overridden.has(one.rule)),
  }
}

/** The fiscal year of a month, April to March: `2026-2027`. */
export function fiscalYearOf(month: string): string {
  const [year = '', number = ''] = month.split('-')
  const first = Number(number) >= 4 ? Number(year) : Number(year) - 1
  return `${first}-${first + 1}`
}

/** An amount over its months, whole hundredths that sum to it: the first months take what does not divide. */
export function monthlyParts(amount: number, months: readonly string[]): ReadonlyMap<string, number> {
  const size = Math.abs(amount)
  const [each, rest] = [Math.floor(size / months.length), size % months.length]
  return new Map(months.map((month, i) => [month, Math.sign(amount) * (each + (i < rest ? 1 : 0)) + 0]))
}

/** The part of an amount that falls in a period: positive parts alone, as a loss elsewhere makes no room in a pool. */
export function partWithin(
  amount: number,
  months: readonly string[],
  period: { readonly from: string; readonly to: string },
): number {
  if (amount <= 0) return 0
  let sum = 0
  for (const [month, part] of monthlyParts(amount, months)) if (month >= period.from && month <= period.to) sum += part
  return sum
}

function poolCeiling({ content, pool, amount }: ClaimFacts): Said {
  if (content.pool === null) return pass('Aucune enveloppe commune.', 'No shared pool.')
  if (pool === null)
    return fail(`L’enveloppe ${content.pool} n’existe pas.`, `The pool ${content.pool} does not exist.`)
  if (pool.unit !== content.unit && !(moneyUnit(pool.unit) && content.nature !== 'other-unit'))
    return fail(
      `${pool.code} est en ${pool.unit}, la réclamation en ${content.unit} : elles ne s’additionnent pas.`,
      `${pool.code} is in ${pool.unit}, the claim in ${content.unit}: they do not add.`,
    )
  const months = monthsOf(content)
  for (const { from, to, ceiling, accepted } of pool.ceilings) {
    const part = partWithin(amount, months, { from, to })
    if (part > 0 && accepted + part > ceiling)
      return fail(
        `${pool.code}, ${from} à ${to} : plafond ${money(ceiling)}, déjà accepté ${money(accepted)} ; il reste ${money(Math.max(0, ceiling - accepted))}, on en demande ${money(part)}.`,
        `${pool.code}, ${from} to ${to}: ceiling ${money(ceiling)}, accepted already ${money(accepted)}; ${money(Math.max(0, ceiling - accepted))} is left, ${money(part)} is asked.`,
      )
  }
  const uncovered = months.filter((month) => !pool.ceilings.some(({ from, to }) => month >= from && month <= to))
  if (uncovered.length > 0)
    return warn(
      `${pool.code} n’a pas de plafond pour ${uncovered.join(', ')}.`,
      `${pool.code} has no ceiling for ${uncovered.join(', ')}.`,
    )
  return pass(`Sous le plafond de ${pool.code}.`, `Under the ceiling of ${pool.code}.`)
}

function poolShares({ content, pool }: ClaimFacts): Said {
  if (pool === null) return pass('Aucune enveloppe commune.', 'No shared pool.')
  const percent = (millionths: number) => `${millionths / 10_000} %`
  if (pool.sharesMillionths > 1_000_000)
    return fail(
      `Les parts de ${pool.code} font ${percent(pool.sharesMillionths)} : plus que le tout.`,
      `The shares of ${pool.code} make ${percent(pool.sharesMillionths)}: more than the whole.`,
    )
  if (pool.shareMillionths === null)
    return warn(
      `Aucune part de ${pool.code} n’est convenue pour ce bénéfice.`,
      `No share of ${pool.code} is agreed for this benefit.`,
    )
  const claimed = shareMillionths(content.share)
  return claimed > pool.shareMillionths
    ? fail(
        `La part convenue est ${percent(pool.shareMillionths)} ; on réclame ${percent(claimed)}.`,
        `The agreed share is ${percent(pool.shareMillionths)}; ${percent(claimed)} is claimed.`,
      )
    : pass('La part convenue est respectée.', 'The agreed share is kept.')
}

function budgetWithdrawn({ content, budget, amount }: ClaimFacts): Said {
  if (content.nature !== 'cashable') return pass('Sans effet sur un budget.', 'Touches no budget.')
  if (budget === null)
    return fail(
      'Un bénéfice encaissable nomme le budget retiré : sans retrait, rien n’est encaissé.',
      'A cashable benefit names the budget withdrawn: without a withdrawal nothing is cashed.',
    )
  const left = Math.abs(budget.withdrawn) - budget.accepted
  return amount > left
    ? fail(
        `${budget.code} : ${money(Math.abs(budget.withdrawn))} retirés, ${money(budget.accepted)} déjà acceptés ; il reste ${money(Math.max(0, left))}, on en demande ${money(amount)}.`,
        `${budget.code}: ${money(Math.abs(budget.withdrawn))} withdrawn, ${money(budget.accepted)} accepted already; ${money(Math.max(0, left))} is left, ${money(amount)} is asked.`,
      )
    : pass(`Couvert par le retrait ${budget.code}.`, `Covered by the withdrawal ${budget.code}.`)
}

/**
 * What makes two rows the same row: a line of the ledger is one whether it is called labour or not, and the number of a contract is one
 * however it is typed.
 */
export function rowKey(row: { readonly kind: string; readonly reference: string; readonly period: string }): string {
  const { kind, reference, period } = row
  if (kind === 'contract') return `contract ${reference.replace(/[\s-]+/g, '').toUpperCase()} ${period}`
  return `${kind === 'labour' ? 'ledger' : kind} ${reference} ${period}`
}

function backingOnce({ backing }: ClaimFacts): Said {
  const seen = new Set<string>()
  for (const { kind, reference, period, usedBy } of backing) {
    if (usedBy !== null)
      return fail(
        `${reference}, ${period} : appuie déjà ${usedBy}. Une ligne appuie une seule réclamation acceptée par période.`,
        `${reference}, ${period}: backs ${usedBy} already. A row backs one accepted claim per period.`,
      )
    const key = rowKey({ kind, reference, period })
    if (seen.has(key)) return fail(`${reference}, ${period} : dit deux fois.`, `${reference}, ${period}: told twice.`)
    seen.add(key)
  }
  return pass('Aucune ligne n’appuie une autre réclamation.', 'No row backs another claim.')
}

function backingFound({ content, backing }: ClaimFacts): Said {
  if (backing.length === 0) return warn('Rien n’appuie le montant.', 'Nothing backs the amount.')
  const months = new Set(monthsOf(content))
  for (const { reference, period, isFound } of backing) {
    if (!months.has(period))
      return fail(
        `${reference} est de ${period}, hors de la période réclamée.`,
        `${reference} is of ${period}, outside the period claimed.`,
      )
    if (!isFound)
      return fail(
        `${reference}, ${period} : introuvable dans les factures et le grand livre en vigueur.`,
        `${reference}, ${period}: not found in the bills and the ledger in force.`,
      )
  }
  return pass('Chaque ligne existe.', 'Every row exists.')
}

function backingSums({ content }: ClaimFacts): Said {
  if (content.backing.length === 0) return pass('Sans objet.', 'Does not apply.')
  const sum = content.backing.reduce((total, one) => total + hundredths(one.amount), 0)
  const gross = hundredths(content.gross)
  return sum === gross
    ? pass('Les lignes font le montant brut, au cent.', 'The rows make the gross amount, to the cent.')
    : fail(
        `Les lignes font ${money(sum)}, le montant brut est ${money(gross)}.`,
        `The rows make ${money(sum)}, the gross amount is ${money(gross)}.`,
      )
}

function periodClosed({ backing }: ClaimFacts): Said {
  const open = backing.filter((one) => one.kind === 'bill' && one.isFound && !one.isClosed)
  return open.length > 0
    ? warn(
        `Provisoire : ${open.length} mois de facture ouverts (${open[0]?.period ?? ''}…).`,
        `Provisional: ${open.length} months of bills are open (${open[0]?.period ?? ''}…).`,
      )
    : pass('Les mois de facture sont fermés.', 'The months of bills are closed.')
}

function unitAndPriceBasis({ content, unit, priceBasis }: ClaimFacts): Said {
  const isMoney = content.nature !== 'other-unit'
  if (isMoney !== (content.unit === 'CAD'))
    return fail(
      'Une réclamation en dollars est en CAD ; celle d’une autre unité n’a pas de nature monétaire.',
      'A claim of money is in CAD; one of another unit has no nature of money.',
    )
  if (unit !== null && moneyUnit(unit) !== isMoney)
    return fail(
      `La mesure promise est en ${unit}, la réclamation en ${content.unit}.`,
      `The measure promised is in ${unit}, the claim in ${content.unit}.`,
    )
  if (unit !== null && !isMoney && unit !== content.unit)
    return fail(
      `La mesure promise est en ${unit}, la réclamation en ${content.unit}.`,
      `The measure promised is in ${unit}, the claim in ${content.unit}.`,
    )
  if (isMoney && priceBasis !== null && basisKey(priceBasis) !== basisKey(content.priceBasis))
    return fail(
      'La base de prix n’est pas celle de la promesse : dollars courants et constants ne s’additionnent pas.',
      'The price basis is not that of the promise: nominal and real dollars never add.',
    )
  return pass('Même unité, même base de prix.', 'Same unit, same price basis.')
}
const moneyUnit = (unit: string) => unit === 'CAD' || unit.startsWith('CAD/')
const basisKey = (basis: ClaimContent['priceBasis']) => (basis.kind === 'real' ? `real ${basis.year}` : 'nominal')

function withinMeasured({ content, realised, amount }: ClaimFacts): Said {
  if (content.nature === 'other-unit') return pass('Sans objet.', 'Does not apply.')
  if (realised.kind === 'unknown')
    return warn(
      'Le réalisé mesuré n’est pas connu pour ces mois : la cote baisse.',
      'The measured realised amount is not known for these months: the grade is lowered.',
    )
  const left = realised.value.cents - realised.value.takenCents
  return amount > left
    ? fail(
        `Mesuré ${money(realised.value.cents)}, déjà accepté ${money(realised.value.takenCents)} : ${money(amount)} dépasse ce qui reste.`,
        `Measured ${money(realised.value.cents)}, accepted already ${money(realised.value.takenCents)}: ${money(amount)} is above what is left.`,
      )
    : pass('Dans le réalisé mesuré.', 'Within the measured realised amount.')
}

/** The amount a claim would be accepted for when nothing else is said. */
export const claimedAmount = (content: ClaimContent): number => netHundredths(content)
