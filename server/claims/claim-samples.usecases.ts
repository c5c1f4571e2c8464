import { microsOf } from '#models/bills/decimals.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type {
  CheckedSample,
  ClaimSample,
  ClaimSampleResults,
  SampledCharge,
} from '#models/claims/claim-sample.schemas.ts'
import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import { drawnRows, extrapolatedError } from '#models/claims/row-sampling.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { instantOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import type { ClaimsDeps } from './claim-facts.usecases.ts'
import { ensureClaim } from './claim-reading.usecases.ts'
import { contentOf } from './claim-views.ts'
import { sampleRefused, sampleUnfinished } from './claims.problems.ts'
import { chargesBehindAt } from './charges-behind.ts'
import { attachSample, type EvidenceDeps } from './evidence.usecases.ts'
import { ensureDecidable } from './validation.usecases.ts'

export type SampleAsked = { readonly code: string; readonly seed: string; readonly size: number; readonly at: string }
type SamplesDeps = ClaimsDeps & EvidenceDeps & { readonly reports: Reports }

/** Rows of a claim drawn to be checked; undefined when no row of a bill backs it, or rows of two currencies do. */
export async function claimSample(
  db: Database,
  reach: Reach,
  { code, seed, size, at }: SampleAsked,
): Promise<ClaimSample | { readonly refused: 'no-rows' | 'several-currencies' }> {
  const row = await ensureClaim(reach, db, code)
  const backing = contentOf(row).backing.filter(({ kind }) => kind === 'bill')
  const behind = chargesBehindAt(
    db,
    reach,
    at,
    backing.map(({ reference }) => reference),
  )
  const charges: (SampledCharge & { readonly bookMicros: number })[] = []
  const currencies = new Set<string>()
  for (const { reference, period } of backing)
    for (const charge of (await behind({ bodyId: row.body_id, reference, period })).charges) {
      currencies.add(charge.currency)
      charges.push({
        key: [charge.day, reference, charge.importId, charge.ordinal, charge.rule].join('|'),
        import: charge.importId,
        ordinal: charge.ordinal,
        day: charge.day,
        service: charge.service,
        resource: charge.resource,
        reference,
        booked: microsToDecimal(charge.effectiveMicros),
        bookMicros: charge.effectiveMicros,
      })
    }
  const [currency, other] = [...currencies]
  if (other !== undefined) return { refused: 'several-currencies' }
  const draw = drawnRows(charges, { seed, size })
  if (currency === undefined || draw.interval === 0) return { refused: 'no-rows' }
  return {
    claim: code,
    method: 'monetary-unit',
    seed,
    size,
    currency,
    population: draw.population,
    total: microsToDecimal(draw.totalMicros),
    interval: microsToDecimal(draw.interval),
    start: microsToDecimal(draw.start),
    rows: draw.rows.map(({ bookMicros: _book, ...one }) => one),
  }
}

/** The sample of a claim, drawn in the report thread: a claim may stand on a year of rows. */
export async function sampleOfClaim(
  deps: SamplesDeps,
  reach: Reach,
  asked: Omit<SampleAsked, 'at'>,
): Promise<ClaimSample> {
  await ensureClaim(reach, deps.db, asked.code)
  const bytes = await deps.reports.make('claim-sample', reach, asJson({ ...asked, at: instantOf(deps.clock) }))
  const made = JSON.parse(new TextDecoder().decode(bytes)) as Awaited<ReturnType<typeof claimSample>> // written by the report thread from the same type
  if ('refused' in made) throw sampleRefused(made.refused)
  return made
}

const micros = (decimal: string) => {
  const read = microsOf(decimal)
  return read.kind === 'known' ? Number(read.value) : 0
}

/**
 * Keeps a sample that was checked, as evidence of the claim: the decision signs it by its digest. The rows are drawn again; every one of them
 * must have been checked, and no other.
 */
export async function keepSample(
  deps: SamplesDeps,
  reach: Reach,
  code: string,
  { seed, size, results }: ClaimSampleResults,
): Promise<EvidenceView> {
  await ensureDecidable(deps, reach, code)
  const sample = await sampleOfClaim(deps, reach, { code, seed, size })
  const byKey = new Map(results.map((one) => [one.key, one]))
  const drawn = new Set(sample.rows.map(({ key }) => key))
  const missing = sample.rows.filter(({ key }) => !byKey.has(key)).map(({ key }) => key)
  const strange = results.filter(({ key }) => !drawn.has(key)).map(({ key }) => key)
  if (missing.length > 0 || strange.length > 0) throw sampleUnfinished(missing, strange)
  const rows = sample.rows.map((row) => {
    const { found = null, note = '' } = byKey.get(row.key) ?? {}
    return { ...row, found: found === null ? row.booked : microsToDecimal(micros(found)), note }
  })
  const unexplained = rows.find(({ booked, found, note }) => booked !== found && note === '')
  if (unexplained !== undefined) throw sampleRefused('note-needed')
  const error = extrapolatedError(
    { interval: micros(sample.interval), totalMicros: micros(sample.total) },
    rows.map(({ key, booked, found }) => ({ key, bookMicros: micros(booked), foundMicros: micros(found) })),
  )
  const kept: CheckedSample = {
    ...sample,
    rows,
    wrong: rows.filter(({ booked, found }) => booked !== found).length,
    projected: microsToDecimal(error.projected),
    low: microsToDecimal(error.low),
    high: microsToDecimal(error.high),
    checkedBy: reach.actor,
    checkedAt: instantOf(deps.clock),
  }
  return attachSample(deps, reach, kept)
}
