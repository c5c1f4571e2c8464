import { type CadRate, cadRateOf, type RateGap, type StatedRate } from '#models/bills/cad-rate.ts'
import { decimalOf, decimalText } from '#models/bills/decimals.ts'
import { monthAfter } from '#models/shared/month.ts'
import type { NewRate, RatesImported, RatesView, RateView } from '#models/bills/rates.schemas.ts'
import { valetRates } from '#models/bills/valet.ts'
import { isCalendarDay } from '#models/shared/day.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import { bodyTree, type BodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ExchangeRateRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { shippedRates } from '#server/shared/datasets.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { rateDateMisfit, rateNotFound, rateOfCad, ratesEmpty, ratesUnreadable, refusedRate } from './rates.problems.ts'
import { endRates, findRate, insertRates, ratesOf } from './rates.repository.ts'

export type RatesDeps = { readonly db: Database; readonly clock: Clock }

/** A body and those above it, nearest first: a rate that the centre states binds every body under it. */
function lineOf(tree: BodyTree, bodyId: string): string[] {
  const line: string[] = []
  let at = tree.byId.get(bodyId)
  while (at !== undefined && !line.includes(at.id)) {
    line.push(at.id)
    at = tree.byCode.get(at.parent ?? '')
  }
  return line
}

/** The rates that bind a body, its own first, then those above it, then those of the product; as known at an instant when one is given. */
export async function ratesOfBody(
  db: Database | DatabaseTransaction,
  bodyId: string,
  today: string,
  knownAt?: string,
): Promise<readonly StatedRate[]> {
  const line = lineOf(await bodyTree(db, today), bodyId)
  const rows = await ratesOf(db, line, knownAt)
  return [...rows.map((row) => statedRate(row, line.indexOf(row.body_id ?? ''))), ...shippedRates()]
}

/** CAD for one unit of a currency on a day (`YYYY-MM-DD`) or over a month (`YYYY-MM`), for a body; or the reason why it is unknown. */
export async function cadRate(
  deps: RatesDeps,
  bodyId: string,
  { currency, at, knownAt }: { readonly currency: string; readonly at: string; readonly knownAt?: string },
): Promise<Outcome<CadRate, RateGap>> {
  return cadRateOf(await ratesOfBody(deps.db, bodyId, todayOf(deps.clock), knownAt), currency, at)
}

function statedRate(row: ExchangeRateRow, distance: number): StatedRate {
  const { source, status } = JSON.parse(row.source_json) as Pick<StatedRate, 'source' | 'status'> // written below only
  return {
    currency: row.currency,
    kind: row.kind as StatedRate['kind'], // the schemas allow no other
    validOn: row.valid_on,
    cadPerUnit: row.cad_per_unit,
    source,
    status,
    distance,
  }
}

const mostListed = 1_000

/** What converts the bills of a body: every rate that binds it, and which one each of the last twelve months takes. */
export async function rateList(
  deps: RatesDeps,
  reach: Reach,
  asked: { readonly body: string; readonly knownOn?: string | undefined },
): Promise<RatesView> {
  const { id } = await bodyInReach(deps, reach, asked.body)
  const today = todayOf(deps.clock)
  const tree = await bodyTree(deps.db, today)
  const line = lineOf(tree, id)
  const rows = await ratesOf(deps.db, line, asked.knownOn)
  const views = rows.slice(0, mostListed).map((row): RateView => {
    const { source, status, kind } = statedRate(row, 0)
    return {
      id: reach.bodies.includes(row.body_id ?? '') ? row.id : null,
      body: tree.byId.get(row.body_id ?? '')?.code ?? null,
      currency: row.currency,
      kind,
      validOn: row.valid_on,
      cadPerUnit: row.cad_per_unit,
      source,
      status,
      statedBy: row.stated_by,
      recordedAt: row.recorded_at,
    }
  })
  const shipped = shippedRates().map((rate): RateView => ({
    id: null,
    body: null,
    currency: rate.currency,
    kind: rate.kind,
    validOn: rate.validOn,
    cadPerUnit: rate.cadPerUnit,
    source: rate.source,
    status: rate.status,
    statedBy: null,
    recordedAt: null,
  }))
  const all = [...rows.map((row) => statedRate(row, line.indexOf(row.body_id ?? ''))), ...shippedRates()]
  const months = Array.from({ length: 12 }, (_, i) => monthAfter(today.slice(0, 7), -i))
  return {
    rates: [...views, ...shipped],
    months: [...new Set(all.map((rate) => rate.currency))].toSorted().flatMap((currency) =>
      months.map((month) => {
        const found = cadRateOf(all, currency, month)
        return found.kind === 'known'
          ? { currency, month, rate: found.value, reason: null }
          : { currency, month, rate: null, reason: found.reasons[0] ?? null }
      }),
    ),
  }
}

/** States a rate by hand. Another one of the same kind, currency and date was believed until now, and stays readable. */
export async function stateRate(deps: RatesDeps, reach: Reach, given: NewRate): Promise<RateView> {
  const { id: bodyId } = await bodyInReach(deps, reach, given.body)
  if (given.currency === 'CAD') throw rateOfCad()
  const isDay = given.validOn.length === 10
  if (isDay !== (given.kind === 'day') || (isDay && !isCalendarDay(given.validOn))) throw rateDateMisfit(given.kind)
  return changing(deps, reach, async (work) => {
    const held = await ratesOf(work.tx, [bodyId])
    const same = held.filter(
      (row) => row.currency === given.currency && row.kind === given.kind && row.valid_on === given.validOn,
    )
    await endRates(
      work.tx,
      same.map((row) => row.id),
      work.at,
    )
    const row: ExchangeRateRow = {
      id: newId(),
      body_id: bodyId,
      currency: given.currency,
      kind: given.kind,
      valid_on: given.validOn,
      cad_per_unit: given.cadPerUnit,
      source_json: JSON.stringify({ source: given.source, status: 'stated' }),
      stated_by: reach.actor,
      recorded_at: work.at,
      recorded_to: null,
    }
    await insertRates(work.tx, [row])
    const { currency, kind, validOn, cadPerUnit, source } = given
    await work.record({
      bodyId,
      action: 'exchange-rate.stated',
      objectType: 'exchange-rate',
      objectId: row.id,
      ...(same.length === 0 ? {} : { before: { cadPerUnit: same.map((one) => one.cad_per_unit) } }),
      after: { currency, kind, validOn, cadPerUnit, source },
    })
    return {
      id: row.id,
      currency,
      kind,
      validOn,
      cadPerUnit,
      source,
      body: given.body,
      status: 'stated' as const,
      statedBy: reach.actor,
      recordedAt: work.at,
    }
  })
}

/** Ends a rate that should not have been stated; what was computed with it stays explained by it. */
export async function endRate(deps: RatesDeps, reach: Reach, id: string): Promise<void> {
  const row = await findRate(reach, deps.db, id)
  if (row === undefined) throw rateNotFound()
  await changing(deps, reach, async (work) => {
    await endRates(work.tx, [id], work.at)
    await work.record({
      bodyId: row.body_id,
      action: 'exchange-rate.ended',
      objectType: 'exchange-rate',
      objectId: id,
      before: { currency: row.currency, kind: row.kind, validOn: row.valid_on, cadPerUnit: row.cad_per_unit },
    })
  })
}

/** Takes what the Valet service answered, sent as a file. Twice the same file changes nothing. */
export async function importRates(
  deps: RatesDeps,
  reach: Reach,
  given: { readonly body: string; readonly fileName: string; readonly text: string },
): Promise<RatesImported> {
  const { id: bodyId } = await bodyInReach(deps, reach, given.body)
  const read = valetRates(given.text)
  if (read === undefined) throw ratesUnreadable(given.fileName)
  const refused = read.refused.map(refusedRate)
  if (read.rates.length === 0) throw ratesEmpty(given.fileName, refused)
  // The last line of a day says what holds.
  const last = new Map(read.rates.map((rate) => [`${rate.currency} ${rate.day}`, rate]))
  const source = JSON.stringify({ source: `Bank of Canada Valet, ${given.fileName}`, status: 'verified' })
  const base = { emptyValues: read.emptyValues, otherSeries: read.otherSeries, refused }
  const held = new Map(
    (await ratesOf(deps.db, [bodyId]))
      .filter((row) => row.kind === 'day')
      .map((row) => [`${row.currency} ${row.valid_on}`, row]),
  )
  const fresh = [...last].filter(([key, rate]) => !isSame(held.get(key)?.cad_per_unit, rate.cadPerUnit))
  const replaced = fresh.flatMap(([key]) => held.get(key) ?? [])
  const counts = {
    added: fresh.length - replaced.length,
    restated: replaced.length,
    unchanged: last.size - fresh.length,
  }
  if (fresh.length === 0) return { ...counts, ...base }
  return changing(deps, reach, async (work) => {
    await endRates(
      work.tx,
      replaced.map((row) => row.id),
      work.at,
    )
    await insertRates(
      work.tx,
      fresh.map(([, rate]) => ({
        id: newId(),
        body_id: bodyId,
        currency: rate.currency,
        kind: 'day',
        valid_on: rate.day,
        cad_per_unit: rate.cadPerUnit,
        source_json: source,
        stated_by: reach.actor,
        recorded_at: work.at,
        recorded_to: null,
      })),
    )
    await work.record({
      bodyId,
      action: 'exchange-rate.imported',
      objectType: 'exchange-rate',
      objectId: bodyId,
      after: { fileName: given.fileName, ...counts },
    })
    return { ...counts, ...base }
  })
}

function isSame(held: string | undefined, given: string): boolean {
  if (held === undefined) return false
  const [a, b] = [decimalOf(held), decimalOf(given)]
  return a.kind === 'known' && b.kind === 'known' && decimalText(a.value) === decimalText(b.value)
}
