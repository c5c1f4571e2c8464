import type { Bilingual } from '#models/shared/bilingual.ts'
import type { BillCondition, BillExpression } from './bill-expression.ts'
import {
  type FocusColumn,
  focusColumn,
  focusColumnNames,
  type FocusType,
  type FocusVersion,
  isOfVersion,
} from './focus-columns.ts'

/** `refused`: the row goes to quarantine. `warned`: the row is kept, and what is wrong is told. */
export type RuleSeverity = 'refused' | 'warned'

/** A rule of FOCUS over a row that was read as FOCUS; `fails` holds when the row breaks it. */
export type BillRule = {
  readonly id: string
  readonly column: FocusColumn
  readonly severity: RuleSeverity
  readonly text: Bilingual
  readonly fails: BillCondition | { readonly unreadable: FocusColumn }
  /** A part of `fails` that few rows meet: asked of every row in place of the whole, which only those are held against. */
  readonly narrowedBy?: BillCondition
}

/** Without these a row is no charge: it cannot be placed in a period, a source or a currency, or says no cost. */
export const essentialColumns: readonly FocusColumn[] = [
  'BilledCost',
  'EffectiveCost',
  'BillingCurrency',
  'BillingAccountId',
  'BillingPeriodStart',
  'ChargePeriodStart',
  'ChargeCategory',
  'ServiceProviderName',
]

const take = (column: FocusColumn): BillExpression => ({ take: column })
const severityOf = (column: FocusColumn): RuleSeverity => (essentialColumns.includes(column) ? 'refused' : 'warned')
const forms: Readonly<Record<FocusType, Bilingual>> = {
  text: { fr: 'un texte', en: 'a text' },
  decimal: { fr: 'un nombre sans séparateur de milliers', en: 'a number without thousands separators' },
  moment: { fr: 'une date ISO 8601', en: 'an ISO 8601 date' },
  json: { fr: 'un objet JSON', en: 'a JSON object' },
}

function typeRule(column: FocusColumn): BillRule | undefined {
  const { type } = focusColumn(column)
  if (type === 'text') return undefined
  return {
    id: `type.${column}`,
    column,
    severity: severityOf(column),
    text: { fr: `${column} attend ${forms[type].fr}.`, en: `${column} takes ${forms[type].en}.` },
    fails:
      type === 'json'
        ? { all: [{ filled: take(column) }, { not: { isJsonObject: take(column) } }] }
        : { unreadable: column },
  }
}

function nullRule(column: FocusColumn): BillRule | undefined {
  if (focusColumn(column).nullable !== false && column !== 'ServiceProviderName') return undefined
  return {
    id: `null.${column}`,
    column,
    severity: severityOf(column),
    text: { fr: `${column} ne peut être vide.`, en: `${column} cannot be empty.` },
    fails: { absent: take(column) },
  }
}

function valueRule(column: FocusColumn): BillRule | undefined {
  const { values } = focusColumn(column)
  if (values === undefined) return undefined
  return {
    id: `value.${column}`,
    column,
    severity: severityOf(column),
    text: {
      fr: `${column} attend une de ces valeurs : ${values.join(', ')}.`,
      en: `${column} takes one of these values: ${values.join(', ')}.`,
    },
    fails: { all: [{ filled: take(column) }, { not: { among: values, of: take(column) } }] },
  }
}

const isCorrection: BillCondition = { among: ['Correction'], of: take('ChargeClass') }
const isUsage: BillCondition = { among: ['Usage'], of: take('ChargeCategory') }
const isTax: BillCondition = { among: ['Tax'], of: take('ChargeCategory') }
const isPriced: BillCondition = {
  all: [{ among: ['Usage', 'Purchase'], of: take('ChargeCategory') }, { not: isCorrection }],
}
const isCommitmentPurchase: BillCondition = {
  all: [{ among: ['Purchase'], of: take('ChargeCategory') }, { filled: take('CommitmentDiscountId') }],
}
const isUnused: BillCondition = { among: ['Unused'], of: take('CommitmentDiscountStatus') }
const zero: BillExpression = { number: '0' }

/** `narrow` among others: what `fails` and `narrowedBy` of a rule share. */
const narrowed = (narrow: BillCondition, ...others: readonly BillCondition[]) => ({
  fails: { all: [narrow, ...others] },
  narrowedBy: narrow,
})

function product(cost: FocusColumn, price: FocusColumn): BillRule {
  const sides = [take(cost), { product: [take(price), take('PricingQuantity')] }] as const
  return {
    id: `product.${cost}`,
    column: cost,
    severity: 'warned',
    text: {
      fr: `${cost} n’est pas ${price} × PricingQuantity, à l’arrondi près.`,
      en: `${cost} is not ${price} × PricingQuantity, rounding apart.`,
    },
    fails: {
      all: [
        { not: isCorrection },
        { filled: take(price) },
        { filled: take('PricingQuantity') },
        { filled: take(cost) },
        { not: { near: sides } },
      ],
    },
    narrowedBy: { apart: sides },
  }
}

const priced = ['ListUnitPrice', 'PricingCategory', 'PricingQuantity', 'PricingUnit', 'SkuId', 'SkuPriceId'] as const

/** Rules that hold several columns together. Source: FOCUS specification, cost and null rules of 1.0 to 1.4. */
const rowRules: readonly BillRule[] = [
  {
    id: 'form.BillingCurrency',
    column: 'BillingCurrency',
    severity: 'refused',
    text: {
      fr: 'BillingCurrency attend un code ISO 4217 de trois lettres, comme CAD.',
      en: 'BillingCurrency takes a three-letter ISO 4217 code, such as CAD.',
    },
    fails: {
      all: [{ filled: take('BillingCurrency') }, { not: { matches: '[A-Z]{3}', of: take('BillingCurrency') } }],
    },
  },
  product('ListCost', 'ListUnitPrice'),
  product('ContractedCost', 'ContractedUnitPrice'),
  {
    id: 'covered.BilledCost',
    column: 'BilledCost',
    severity: 'warned',
    text: {
      fr: 'Un usage couvert par un engagement porte un BilledCost qui n’est pas 0.',
      en: 'A usage covered by a commitment has a BilledCost that is not 0.',
    },
    fails: {
      all: [
        isUsage,
        { not: isCorrection },
        { among: ['Used'], of: take('CommitmentDiscountStatus') },
        { not: { equal: [take('BilledCost'), zero] } },
      ],
    },
  },
  {
    id: 'purchase.EffectiveCost',
    column: 'EffectiveCost',
    severity: 'warned',
    text: {
      fr: 'L’achat d’un engagement porte un EffectiveCost qui n’est pas 0 : le coût serait compté deux fois.',
      en: 'The purchase of a commitment has an EffectiveCost that is not 0: the cost would count twice.',
    },
    // The recurring fee of AWS bears the part not used: a purchase that says so.
    ...narrowed(isCommitmentPurchase, { not: isUnused }, { not: { equal: [take('EffectiveCost'), zero] } }),
  },
  {
    id: 'purchase.PricingCategory',
    column: 'PricingCategory',
    severity: 'warned',
    text: {
      fr: 'L’achat d’un engagement ne peut avoir « Committed » pour PricingCategory.',
      en: 'The purchase of a commitment cannot have “Committed” as its PricingCategory.',
    },
    ...narrowed(isCommitmentPurchase, { among: ['Committed'], of: take('PricingCategory') }),
  },
  {
    id: 'same.EffectiveCost',
    column: 'EffectiveCost',
    severity: 'warned',
    text: {
      fr: 'Une taxe sans engagement a un EffectiveCost qui n’est pas son BilledCost.',
      en: 'A tax without a commitment has an EffectiveCost that is not its BilledCost.',
    },
    ...narrowed(
      isTax,
      { absent: take('CommitmentDiscountId') },
      { not: { equal: [take('EffectiveCost'), take('BilledCost')] } },
    ),
  },
  {
    id: 'order.BillingPeriodEnd',
    column: 'BillingPeriodEnd',
    severity: 'warned',
    text: {
      fr: 'La période de facturation finit avant de commencer.',
      en: 'The billing period ends before it starts.',
    },
    fails: {
      not: {
        any: [{ absent: take('BillingPeriodEnd') }, { below: [take('BillingPeriodStart'), take('BillingPeriodEnd')] }],
      },
    },
  },
  {
    id: 'order.ChargePeriodEnd',
    column: 'ChargePeriodEnd',
    severity: 'warned',
    text: { fr: 'La période du montant finit avant de commencer.', en: 'The charge period ends before it starts.' },
    fails: {
      not: {
        any: [{ absent: take('ChargePeriodEnd') }, { below: [take('ChargePeriodStart'), take('ChargePeriodEnd')] }],
      },
    },
  },
  ...priced.map((column): BillRule => ({
    id: `priced.${column}`,
    column,
    severity: 'warned',
    text: {
      fr: `${column} ne peut être vide pour un usage ou un achat qui n’est pas une correction.`,
      en: `${column} cannot be empty for a usage or a purchase that is not a correction.`,
    },
    ...narrowed({ absent: take(column) }, isPriced),
  })),
  ...priced.map((column): BillRule => ({
    id: `tax.${column}`,
    column,
    severity: 'warned',
    text: { fr: `${column} doit être vide pour une taxe.`, en: `${column} must be empty for a tax.` },
    ...narrowed(isTax, { filled: take(column) }),
  })),
  {
    id: 'usage.ConsumedQuantity',
    column: 'ConsumedQuantity',
    severity: 'warned',
    text: {
      fr: 'ConsumedQuantity ne peut être vide pour un usage qui n’est ni une correction ni un engagement inutilisé.',
      en: 'ConsumedQuantity cannot be empty for a usage that is neither a correction nor an unused commitment.',
    },
    ...narrowed({ absent: take('ConsumedQuantity') }, isUsage, { not: isCorrection }, { not: isUnused }),
  },
  {
    id: 'unused.ConsumedQuantity',
    column: 'ConsumedQuantity',
    severity: 'warned',
    text: {
      fr: 'ConsumedQuantity doit être vide pour un engagement inutilisé.',
      en: 'ConsumedQuantity must be empty for an unused commitment.',
    },
    ...narrowed(isUnused, { filled: take('ConsumedQuantity') }),
  },
]

const ofColumn = (column: FocusColumn): BillRule[] =>
  [typeRule(column), nullRule(column), valueRule(column)].filter((rule) => rule !== undefined)

/** Every rule there is, in the order they are told. */
export const billRules: readonly BillRule[] = [...focusColumnNames.flatMap(ofColumn), ...rowRules]

/**
 * The rules to hold rows against: of the version, over columns that the file has. A column that is absent altogether is told once, as a
 * column, and not on each row; an essential one refuses the file.
 */
export function rulesFor(version: FocusVersion, present: ReadonlySet<FocusColumn>): BillRule[] {
  return billRules.filter(
    ({ column }) => present.has(column) && (isOfVersion(column, version) || essentialColumns.includes(column)),
  )
}

/** Columns that every file of the version has and this one does not: what is essential apart, since the file is then refused. */
export function missingColumns(
  version: FocusVersion,
  present: ReadonlySet<FocusColumn>,
): { readonly essential: readonly FocusColumn[]; readonly others: readonly FocusColumn[] } {
  const missing = focusColumnNames.filter(
    (name) =>
      !present.has(name) &&
      (essentialColumns.includes(name) || (focusColumn(name).mandatory === true && isOfVersion(name, version))),
  )
  return {
    essential: missing.filter((name) => essentialColumns.includes(name)),
    others: missing.filter((name) => !essentialColumns.includes(name)),
  }
}
