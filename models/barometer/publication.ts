import { cadCents, centsToDecimal, decimalToCents } from '../shared/money.ts'
import type { IndicatorView, PublicationChange, PublishedContent } from './barometer.views.ts'

const nothing = {
  bodies: [],
  years: [],
  benefitYears: [],
  benefitCategories: [],
  forecast: null,
  cuts: [],
  centres: null,
}

/** What was kept of a publication. The first ones were a list of indicators alone: what they did not say then is absent now. */
export function keptContent(kept: unknown): PublishedContent {
  if (!Array.isArray(kept)) return kept as PublishedContent // written by the publication
  const old = kept as readonly Partial<IndicatorView>[] // the shape before format 2
  return { format: 2, ...nothing, indicators: old.map((one) => ({ ...before, ...one }) as IndicatorView) }
}

const none = { fr: '', en: '' }
const before = {
  group: 'decisions',
  exact: null,
  formulaWords: none,
  owner: none,
  source: none,
  date: null,
  colour: 'none',
  colourRule: null,
  staleAfterDays: 120,
} as const

/** What a publication would change, figure by figure, in the order of the page; what stays as it is is left out. */
export function publicationChanges(
  published: readonly IndicatorView[],
  next: readonly IndicatorView[],
): PublicationChange[] {
  const was = new Map(published.map((one) => [one.id, one]))
  const is = new Set(next.map(({ id }) => id))
  const gone = published.filter(({ id }) => !is.has(id)).map((one) => change(one, undefined))
  const changed = next.map((one) => change(was.get(one.id), one))
  return [...changed, ...gone].filter((one) => one !== null)
}

function change(old: IndicatorView | undefined, now: IndicatorView | undefined): PublicationChange | null {
  const shown = now ?? old
  if (shown === undefined) return null
  const isSame =
    old !== undefined &&
    now !== undefined &&
    old.value === now.value &&
    old.exact === now.exact &&
    old.status === now.status &&
    old.formula === now.formula &&
    old.formulaVersion === now.formulaVersion
  if (isSame) return null
  return {
    id: shown.id,
    label: shown.label,
    unit: shown.unit,
    before: old?.value ?? null,
    after: now?.value ?? null,
    beforeExact: old?.exact ?? null,
    afterExact: now?.exact ?? null,
    moved: moved(old, now),
    statusBefore: old?.status ?? null,
    statusAfter: now?.status ?? null,
    formulaBefore: old === undefined ? null : `${old.formula} (${old.formulaVersion})`,
    formulaAfter: now === undefined ? null : `${now.formula} (${now.formulaVersion})`,
  }
}

function moved(old: IndicatorView | undefined, now: IndicatorView | undefined): string | null {
  if (old === undefined || now === undefined || old.value === null || now.value === null) return null
  if (old.exact === null || now.exact === null) return String(Number((now.value - old.value).toPrecision(12)))
  const [from, to] = [decimalToCents(old.exact), decimalToCents(now.exact)]
  if (from.kind !== 'known' || to.kind !== 'known') return null
  return centsToDecimal(cadCents(to.value - from.value))
}
