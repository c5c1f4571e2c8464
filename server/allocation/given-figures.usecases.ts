import { type UnallocatedDimension, unallocatedDimensions } from '#models/allocation/allocation.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation, Source } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import {
  billFigure,
  type GivenFigure,
  givenFigure,
  type GivenPart,
  parsedFigureId,
  workloadMonthFigure,
} from '#server/figures/figure-ids.ts'
import { unallocatedImports, unallocatedOfImport } from './given-charges.repository.ts'
import { importTotals, sharedParts, workloadImports } from './given-sums.repository.ts'
import { type PartOfCharge, partDerivation } from './part-derivation.ts'
import { leadsOf } from './unallocated.usecases.ts'

type Months = { readonly from: string; readonly to: string }
/** The parts that a figure adds up, and what they come to in millionths. */
type Told = { readonly parts: readonly Derivation[]; readonly micros: bigint }

const mostTold = 200
/** An import says its own month: no bound is needed beside it. */
const anyMonth: Months = { from: '0000-00', to: '9999-99' }

/**
 * What the bills of a body come to over months, as the sum of its imports; of an import, as the sum of its charges. When rules were
 * replayed since it was shown, it still says what it was, and that its charges have moved.
 */
export async function givenDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'given' || !reach.bodies.includes(figure.bodyId)) return undefined
  const { within } = figure
  const told =
    'importId' in within
      ? await ofImport(db, reach, figure, within.importId)
      : await ofMonths(db, reach, figure, within)
  if (told === undefined) return undefined
  const shown = { name: 'given', label: labels[figure.of], unit: figure.currency }
  const value = Number(figure.micros) / 1e6
  if (told.micros === figure.micros) return summed({ ...shown, decimals: 6, value }, told.parts)
  return {
    ...shown,
    value,
    inputs: [],
    source: { kind: 'calculation', formula: 'sum(charges)', version: '1.0.0' },
    note: {
      fr: 'Une facture a été remplacée ou les règles ont été rejouées depuis : ce montant n’est plus celui d’aujourd’hui.',
      en: 'A bill was replaced or rules were replayed since: this amount is no longer that of today.',
    },
  }
}

const left = { fr: 'Ce que personne ne prend', en: 'What nobody takes' }
const labels: Readonly<Record<GivenPart, Bilingual>> = {
  all: { fr: 'Tout ce qui est facturé', en: 'All that is billed' },
  left,
  source: left,
  service: left,
  subAccount: left,
  reason: left,
  tagKeys: left,
  workload: { fr: 'Ce que prend la charge', en: 'What the workload takes' },
  shared: { fr: 'Part de coûts partagés selon une clé', en: 'Part of costs shared by a key' },
}

async function ofMonths(db: Database, reach: Reach, figure: GivenFigure, months: Months): Promise<Told | undefined> {
  const { bodyId, cost, currency, of } = figure
  const asked = { bodyId, currency, ...months }
  if (of === 'all') {
    const rows = await importTotals(reach, db, asked)
    return ofImports(rows, currency, (row) => ({
      micros: BigInt(row[cost]),
      figure: billFigure({ importId: row.importId, cost, part: { of: 'import' } }),
    }))
  }
  const further = (importId: string, micros: bigint) => givenFigure({ ...figure, within: { importId }, micros })
  if (of === 'shared' || of === 'workload') {
    const rows = await workloadImports(reach, db, { ...asked, workloadId: figure.name })
    if (of === 'workload')
      return ofImports(rows, currency, (row) => ({
        micros: BigInt(row.effective),
        figure: workloadMonthFigure({
          importId: row.importId,
          workloadId: figure.name,
          serviceCategory: row.serviceCategory,
          effectiveMicros: Number(row.effective),
        }),
      }))
    return ofImports(
      byImport(rows, ({ shared }) => BigInt(shared)),
      currency,
      ({ importId, micros }) => ({
        micros,
        figure: further(importId, micros),
      }),
    )
  }
  const rows = leftRows(await unallocatedImports(reach, db, asked), figure)
  return ofImports(
    byImport(rows, (row) => BigInt(row[cost])),
    currency,
    ({ importId, micros }) => ({
      micros,
      figure: further(importId, micros),
    }),
  )
}

type OfImport = { readonly importId: string; readonly source: string; readonly period: string }

function byImport<Row extends OfImport>(rows: readonly Row[], microsOf: (row: Row) => bigint) {
  return [...Map.groupBy(rows, ({ importId }) => importId).values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ ...first, micros: own.reduce((sum, row) => sum + microsOf(row), 0n) }]
  })
}

/** One part an import that says something; each opens further. */
function ofImports<Row extends OfImport & { readonly serviceCategory?: string }>(
  rows: readonly Row[],
  unit: string,
  opened: (row: Row) => { readonly micros: bigint; readonly figure: string },
): Told {
  const parts: Derivation[] = []
  let all = 0n
  for (const row of rows) {
    const { figure, micros } = opened(row)
    if (micros === 0n) continue
    all += micros
    const text = [row.source, row.period, row.serviceCategory ?? ''].filter((one) => one !== '').join(' · ')
    const source: Source = { kind: 'data', file: row.source, reference: `${row.period}, import ${row.importId}` }
    const label = { fr: text, en: text }
    parts.push({
      name: `part_${parts.length + 1}`,
      label,
      value: Number(micros) / 1e6,
      unit,
      inputs: [],
      source,
      figure,
    })
  }
  return { parts, micros: all }
}

type LeftRow = Awaited<ReturnType<typeof unallocatedImports>>[number]

const isDimension = (of: GivenPart): of is UnallocatedDimension => unallocatedDimensions.some((one) => one === of)

/** Of what nobody takes in a currency, what has the value asked in the dimension asked. */
function leftRows(rows: readonly LeftRow[], { currency, name, of }: GivenFigure): LeftRow[] {
  const own = rows.filter((row) => row.currency === currency)
  return isDimension(of) ? own.filter((row) => leadsOf[of](row).includes(name)) : own
}

async function ofImport(db: Database, reach: Reach, figure: GivenFigure, importId: string): Promise<Told | undefined> {
  const { bodyId, cost, currency, of } = figure
  if (of === 'all' || of === 'workload') return undefined // these open by ids of their own
  if (of === 'shared') {
    const { effective, told } = await sharedParts(reach, db, { importId, workloadId: figure.name, limit: mostTold })
    return ofCharges(told, { cost, currency, micros: effective })
  }
  const asked = { bodyId, ...anyMonth, importId }
  const rows = leftRows(await unallocatedImports(reach, db, asked), figure)
  if (rows.length === 0) return undefined
  const valuesOf = (pick: (row: LeftRow) => string) => [...new Set(rows.map(pick))]
  const told = await unallocatedOfImport(reach, db, {
    ...asked,
    ...(of === 'service' ? { service: [figure.name] } : {}),
    ...(of === 'subAccount' ? { subAccount: [figure.name] } : {}),
    ...(of === 'reason' ? { givenBy: valuesOf(({ givenBy }) => givenBy) } : {}),
    ...(of === 'tagKeys' ? { tags: valuesOf(({ tags }) => tags) } : {}),
    limit: mostTold,
  })
  return ofCharges(told, { cost, currency, micros: rows.reduce((sum, row) => sum + BigInt(row[cost]), 0n) })
}

/** The dearest charges one by one, the others in one sum. */
function ofCharges(
  told: readonly PartOfCharge[],
  {
    cost,
    currency,
    micros,
  }: { readonly cost: 'billed' | 'effective'; readonly currency: string; readonly micros: bigint },
): Told {
  const parts = told.map((part) => partDerivation(part, cost))
  const rest = micros - told.reduce((sum, part) => sum + BigInt(part[`part_${cost}`]), 0n)
  if (rest === 0n) return { parts, micros }
  const others: Derivation = {
    name: 'others',
    label: { fr: 'Autres dépenses', en: 'Other charges' },
    value: Number(rest) / 1e6,
    unit: currency,
    inputs: [],
    source: { kind: 'calculation', formula: `sum(${cost})`, version: '1.0.0' },
  }
  return { parts: [...parts, others], micros }
}
