import type { Derivation, Source } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { parsedFigureId } from '#server/figures/figure-ids.ts'
import { chargesOfWorkload } from './given-charges.repository.ts'
import { partDerivation } from './part-derivation.ts'

type Charges = Awaited<ReturnType<typeof chargesOfWorkload>>

const label = {
  fr: 'Coût effectif d’une charge pour un mois et une catégorie de service',
  en: 'Effective cost of a workload for a month and a service category',
}
/** Charges of a day told one by one; those beyond are summed in one line. */
const mostOfDay = 40
const pageSize = 5_000

/**
 * The month of a workload as the sum of its days, each the sum of its charges. When rules were replayed since it was shown, it still
 * says what it was, and that its charges have moved.
 */
export async function workloadMonthDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'workload-month') return undefined
  const { importId, workloadId, serviceCategory, effectiveMicros } = figure
  const charges: Charges = []
  for (let after = -1; ;) {
    const page = await chargesOfWorkload(reach, db, { importId, workloadId, serviceCategory, after, limit: pageSize })
    charges.push(...page)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    after = last.ordinal
  }
  const [first] = charges
  if (first === undefined) return undefined
  const unit = first.currency
  const shown = { name: 'month', label, value: effectiveMicros / 1e6, unit }
  if (microsOf(charges) !== effectiveMicros)
    return {
      ...shown,
      inputs: [],
      source: { kind: 'calculation', formula: 'sum(charges)', version: '1.0.0' },
      note: {
        fr: 'Les règles d’affectation ont été rejouées depuis : les dépenses de ce montant sont passées à d’autres charges ou en sont venues.',
        en: 'Allocation rules were replayed since: charges of this amount went to other workloads or came from them.',
      },
    }
  const days = [...Map.groupBy(charges, ({ day }) => day)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const inputs = days.map(([day, own]) => dayOf(day, own, unit))
  return { ...shown, formula: inputs.map(({ name }) => name).join(' + '), inputs }
}

const microsOf = (charges: Charges) => charges.reduce((sum, { part_effective }) => sum + part_effective, 0)

function dayOf(day: string, charges: Charges, unit: string): Derivation {
  const name = `day_${day.replaceAll('-', '_')}`
  const leaf = (key: string, text: { fr: string; en: string }, own: Charges, source: Source): Derivation => ({
    name: key,
    label: text,
    value: microsOf(own) / 1e6,
    unit,
    inputs: [],
    source,
  })
  const told = charges.slice(0, mostOfDay).map((charge) => partDerivation(charge, 'effective'))
  const rest = charges.slice(mostOfDay)
  const inputs =
    rest.length === 0
      ? told
      : [
          ...told,
          leaf(
            'others',
            { fr: `${rest.length} autres dépenses du jour`, en: `${rest.length} other charges of the day` },
            rest,
            { kind: 'data', file: rest[0]?.source ?? '', reference: `${day}, import ${rest[0]?.import_id ?? ''}` },
          ),
        ]
  return {
    name,
    label: { fr: day, en: day },
    value: microsOf(charges) / 1e6,
    unit,
    formula: inputs.map((input) => input.name).join(' + '),
    inputs,
  }
}
