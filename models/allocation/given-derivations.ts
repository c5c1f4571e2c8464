import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import type { GivenWorkload, MovedMonth, UnallocatedView } from './allocation.views.ts'

type Total = UnallocatedView['totals'][number]
/** An effective cost on a screen: decimal text in its currency, and the figure under which it opens. */
type Cost = { readonly effective: string; readonly currency: string; readonly figures: { readonly effective: string } }

const term = (name: string, label: Bilingual, amount: string, unit: string, figure: string): Derivation => ({
  name,
  label,
  value: Number(amount),
  unit,
  inputs: [],
  source: { kind: 'calculation', formula: 'sum(charges)', version: '1.0.0' },
  figure,
})

/** Exact to the millionth, in which bills are counted. */
const less = (whole: string, part: string) => Math.round((Number(whole) - Number(part)) * 1e6) / 1e6
const rest = (name: string, label: Bilingual, [whole, part]: readonly [Derivation, Derivation]): Derivation => ({
  name,
  label,
  value: less(String(whole.value), String(part.value)),
  unit: whole.unit,
  formula: `round((${whole.name} - ${part.name}) * 1000000) / 1000000`,
  inputs: [whole, part],
})

/** What a workload takes by itself: all that it takes less its part of shared costs. */
export function ownDerivation({ currency, effective, figures, shared }: GivenWorkload): Derivation {
  return rest('own', { fr: 'Coût propre', en: 'Own cost' }, [
    term(
      'taken',
      { fr: 'Ce que prend la charge', en: 'What the workload takes' },
      effective,
      currency,
      figures.effective,
    ),
    term('shared', { fr: 'Part de coûts partagés', en: 'Part of shared costs' }, shared, currency, figures.shared),
  ])
}

const all = { fr: 'Tout ce qui est facturé', en: 'All that is billed' }
const left = { fr: 'Ce que personne ne prend', en: 'What nobody takes' }

/** What workloads take of the bills of a body: all that is billed less what nobody takes. */
export function allocatedDerivation(total: Total, cost: 'billed' | 'effective'): Derivation {
  const { currency, figures } = total
  const [whole, wholeFigure] =
    cost === 'billed' ? [total.allBilled, figures.allBilled] : [total.allEffective, figures.allEffective]
  return rest('allocated', { fr: 'Affecté', en: 'Allocated' }, [
    term('all', all, whole, currency, wholeFigure),
    term('left', left, total[cost], currency, figures[cost]),
  ])
}

/** Share of an effective cost in all that is billed in its currency, in percent; unknown when that is nothing or less. */
export function shareDerivation({ currency, effective, figures }: Cost, total: Total): Derivation {
  const part = term('part', { fr: 'Coût effectif', en: 'Effective cost' }, effective, currency, figures.effective)
  const whole = term('all', all, total.allEffective, currency, total.figures.allEffective)
  const shown = { name: 'share', label: { fr: 'Part du coût effectif', en: 'Share of the effective cost' }, unit: '%' }
  return Number(total.allEffective) > 0
    ? {
        ...shown,
        value: (Number(effective) / Number(total.allEffective)) * 100,
        formula: 'part / all * 100',
        inputs: [part, whole],
      }
    : { ...shown, value: undefined, inputs: [part, whole], reasons: ['no-amount'] }
}

/** What other rules would give: after less before, each by the rules it was computed with; nothing of it is kept. */
export function movedDerivation({ after, before }: Pick<MovedMonth, 'after' | 'before'>): Derivation {
  const side = (name: string, label: Bilingual, { currency, effective }: MovedMonth['after']): Derivation => ({
    name,
    label,
    value: Number(effective),
    unit: currency,
    inputs: [],
    source: { kind: 'calculation', formula: `sum(charges, rules = ${name})`, version: '1.0.0' },
  })
  return rest('moved', { fr: 'Ce qui change de charge', en: 'What changes hands' }, [
    side('proposed', { fr: 'Avec les règles proposées', en: 'With the rules proposed' }, after),
    side('standing', { fr: 'Avec les règles en vigueur', en: 'With the rules in force' }, before),
  ])
}

/** The part of a charge that one takes; it opens to the lines of the file, and a shared one first says what went elsewhere. */
export function partOfCharge({ currency, effective, figures }: Cost, part: string): string | (() => Derivation) {
  if (Number(part) === Number(effective)) return figures.effective
  return () => {
    const whole = term(
      'whole',
      { fr: 'La dépense entière', en: 'The whole charge' },
      effective,
      currency,
      figures.effective,
    )
    const elsewhere: Derivation = {
      name: 'elsewhere',
      label: { fr: 'Part donnée ailleurs par la règle', en: 'Part given elsewhere by the rule' },
      value: less(effective, part),
      unit: currency,
      inputs: [],
      source: { kind: 'calculation', formula: 'sum(parts)', version: '1.0.0' },
    }
    return rest('part', { fr: 'Part prise', en: 'Part taken' }, [whole, elsewhere])
  }
}
