import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** Charges of one month and one currency that commitments cannot tell apart. Millionths; null where the bill says nothing. */
export type CommitmentSum = {
  readonly chargeCategory: string
  readonly commitment: string
  /** `Used`, `Unused`, or empty. */
  readonly commitmentStatus: string
  readonly billedMicros: bigint
  readonly effectiveMicros: bigint
  readonly listMicros: bigint | null
  readonly contractedMicros: bigint | null
  readonly rows: number
}

export type CommitmentLine = {
  readonly commitment: string
  /** Bought this month: cash, billed on the day. */
  readonly purchasedMicros: bigint
  /** Amortised cost of what was used, and of what was paid for and not used. */
  readonly usedMicros: bigint
  readonly unusedMicros: bigint
}

/** What rate optimisation brings. It is no benefit of the migration, and is told apart from it. */
export type RateSavings = {
  readonly listMicros: bigint
  readonly negotiatedMicros: bigint
  readonly commitmentMicros: bigint
  readonly effectiveMicros: bigint
  /** (list − effective) ÷ list, the effective savings rate; unknown without a list cost above 0. */
  readonly rate: Outcome<number, 'no-list-cost'>
}

export type CommitmentView = {
  readonly billedMicros: bigint
  readonly effectiveMicros: bigint
  readonly commitments: readonly CommitmentLine[]
  readonly unusedMicros: bigint
  readonly savings: RateSavings
  /** Rows left out of the savings: the purchases of commitments, and what has no list or contracted cost. */
  readonly leftOut: {
    readonly purchaseRows: number
    readonly purchaseBilledMicros: bigint
    readonly unpricedRows: number
    readonly unpricedEffectiveMicros: bigint
  }
}

/**
 * Billed and effective side by side, commitments one by one, and what negotiation and commitments took off the list.
 *
 * negotiated = list − contracted; commitment = contracted − effective; list = negotiated + commitment + effective. The purchase of a
 * commitment is left out: the list cost stands on the purchase and on the usage it covers, and would count twice (FOCUS_Spec 647, 974). A
 * list or contracted cost of 0 under an effective cost is a known deviation of Azure, read as not told.
 */
export function commitmentView(sums: readonly CommitmentSum[]): CommitmentView {
  const lines = new Map<string, CommitmentLine>()
  const savings = { listMicros: 0n, contractedMicros: 0n, effectiveMicros: 0n }
  const leftOut = { purchaseRows: 0, purchaseBilledMicros: 0n, unpricedRows: 0, unpricedEffectiveMicros: 0n }
  let billedMicros = 0n
  let effectiveMicros = 0n
  for (const sum of sums) {
    billedMicros += sum.billedMicros
    effectiveMicros += sum.effectiveMicros
    if (sum.commitment !== '') lines.set(sum.commitment, withSum(lines.get(sum.commitment), sum))
    const [listMicros, contractedMicros] = pricesOf(sum)
    if (isPurchaseOfCommitment(sum)) {
      leftOut.purchaseRows += sum.rows
      leftOut.purchaseBilledMicros += sum.billedMicros
    } else if (isTold(listMicros, sum) && isTold(contractedMicros, sum)) {
      savings.listMicros += listMicros
      savings.contractedMicros += contractedMicros
      savings.effectiveMicros += sum.effectiveMicros
    } else {
      leftOut.unpricedRows += sum.rows
      leftOut.unpricedEffectiveMicros += sum.effectiveMicros
    }
  }
  const commitments = [...lines.values()].toSorted((a, b) => a.commitment.localeCompare(b.commitment))
  const { listMicros, contractedMicros, effectiveMicros: pricedEffective } = savings
  return {
    billedMicros,
    effectiveMicros,
    commitments,
    unusedMicros: commitments.reduce((total, one) => total + one.unusedMicros, 0n),
    savings: {
      listMicros,
      negotiatedMicros: listMicros - contractedMicros,
      commitmentMicros: contractedMicros - pricedEffective,
      effectiveMicros: pricedEffective,
      rate:
        listMicros > 0n
          ? known(Number(listMicros - pricedEffective) / Number(listMicros))
          : unknownBecause('no-list-cost'),
    },
    leftOut,
  }
}

function isPurchaseOfCommitment({ chargeCategory, commitment }: CommitmentSum): boolean {
  return chargeCategory === 'Purchase' && commitment !== ''
}

/** What was committed and not used has no price on the list: it weighs on the savings whole. */
function pricesOf(sum: CommitmentSum): readonly [list: bigint | null, contracted: bigint | null] {
  return sum.commitmentStatus === 'Unused' ? [0n, 0n] : [sum.listMicros, sum.contractedMicros]
}

function isTold(micros: bigint | null, sum: CommitmentSum): micros is bigint {
  return micros !== null && (sum.commitmentStatus === 'Unused' || micros !== 0n || sum.effectiveMicros === 0n)
}

function withSum(line: CommitmentLine | undefined, sum: CommitmentSum): CommitmentLine {
  const held = line ?? { commitment: sum.commitment, purchasedMicros: 0n, usedMicros: 0n, unusedMicros: 0n }
  // A recurring fee is bought and bears what of it was not used: it counts on both lines.
  if (isPurchaseOfCommitment(sum)) {
    const unused = sum.commitmentStatus === 'Unused' ? sum.effectiveMicros : 0n
    return {
      ...held,
      purchasedMicros: held.purchasedMicros + sum.billedMicros,
      unusedMicros: held.unusedMicros + unused,
    }
  }
  if (sum.commitmentStatus === 'Unused') return { ...held, unusedMicros: held.unusedMicros + sum.effectiveMicros }
  return { ...held, usedMicros: held.usedMicros + sum.effectiveMicros }
}
