import { nearestPrices, type NearestReason, type PriceCandidate, type PriceNeed } from '../prices/nearest.ts'
import { listedOs } from '../prices/price-book.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { computeChoice, gibOfMib } from '../sizing/nameplate.ts'
import type { CostInputs } from './cost-inputs.ts'

/** The prices nearest to those that a cost lacks, each once. The cost stays unknown: they are shown so that a person may act. */
export function nearestCandidates({
  assets,
  option,
  book,
}: Pick<CostInputs, 'assets' | 'option' | 'book'>): PriceCandidate[] {
  const prices = book.byOption.get(option)
  if (prices === undefined) return []
  const needs = assets.flatMap((asset): PriceNeed[] => {
    const { vcpu, memoryMib, operatingSystem, storageGib } = asset
    const os = listedOs(operatingSystem.value ?? 'other') ?? asset.operatingSystemText ?? ''
    const isSized = vcpu.value !== null && memoryMib.value !== null && operatingSystem.value !== null
    const lacksSize = isSized && computeChoice(asset, prices, option).kind === 'unknown'
    const lacksStorage = (storageGib.value ?? 0) > 0 && prices.storage === undefined
    return [
      ...(lacksSize
        ? [{ kind: 'size' as const, option, os, vcpu: vcpu.value ?? 0, memoryGib: gibOfMib(memoryMib.value ?? 0) }]
        : []),
      ...(lacksStorage ? [{ kind: 'storage' as const, option }] : []),
    ]
  })
  const found = needs.flatMap((need) => nearestPrices(book, need))
  const key = ({ why, price }: PriceCandidate) => `${why} ${price.file}:${price.line}`
  return [...new Map(found.map((one) => [key(one), one])).values()]
}

const whyText: Readonly<Record<NearestReason, Bilingual>> = {
  'other-region': {
    fr: 'le même besoin, ailleurs chez ce fournisseur',
    en: 'the same need, elsewhere with this provider',
  },
  'other-system': { fr: 'la même taille, avec un autre système', en: 'the same size, with another system' },
  'largest-size': { fr: 'la plus grande taille de la grille', en: 'the largest size of the list' },
}

/** The same as leaves of an unknown cost: what they are, and that they price nothing. */
export function candidateLeaves(inputs: Pick<CostInputs, 'assets' | 'option' | 'book'>): Derivation[] {
  return nearestCandidates(inputs).map(({ why, option, price }, i) => ({
    name: `candidate${i + 1}`,
    label: {
      fr: `Prix le plus proche, qui ne compte pas : ${whyText[why].fr} (${option})`,
      en: `Nearest price, which does not count: ${whyText[why].en} (${option})`,
    },
    value: price.amount,
    unit: `${price.currency}/${price.unit}`,
    inputs: [],
    source: {
      kind: 'price',
      book: `${price.provider} ${price.region}, ${price.service}`,
      file: price.file,
      line: price.line,
      sku: price.sku,
      asOf: price.asOf,
      status: price.status,
      publisher: price.source,
    },
  }))
}
