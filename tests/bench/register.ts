import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordContents, RecordKind } from '#models/benefits/register.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { monthAfter } from '#models/shared/month.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import type { PromiseRow, RegisterRecordRow } from '#server/database/schema.ts'
import { asJson } from '#server/shared/digest.ts'

const benefits = 5_000
const observedMonths = 24
const body = 'body'
const recordedAt = '2026-04-01T12:00:00.000Z'
/** The register was written over two years: a benefit every three hours. */
const writtenAt = (place: number) => new Date(Date.UTC(2024, 3, 1) + place * 3 * 3_600_000).toISOString()

const role = { role: 'Direction', unit: 'DSI', person: null, from: null, to: null }
const measure: RecordContents['measure'] = {
  role: 'outcome',
  name: { fr: 'Coût évité', en: 'Cost avoided' },
  unit: 'CAD/year',
  direction: 'up',
  formula: '',
  frequency: 'monthly',
  source: 'Grand livre',
  method: '',
  lagMonths: 1,
  collector: '',
  precision: null,
  costCentsPerYear: null,
  startsOn: null,
}
const trajectory: RecordContents['trajectory'] = {
  points: [],
  plateau: { low: 9_000, mode: 10_000, high: 12_000 },
  curve: { kind: 'ramp', lagMonths: 3, rampMonths: 12 },
  from: '2026-04',
  to: '2036-03',
  priceBasis: { kind: 'nominal' },
  state: 'frozen',
  promise: 1,
}

const codeOf = (place: number) => `B-${String(place + 1).padStart(4, '0')}`

type Said = readonly [kind: RecordKind, key: string, content: RecordContents[RecordKind]]
/** What is said of a benefit that is realising: its profile, a measure, its baseline and promise, two years of values. */
function saidOf(place: number): readonly Said[] {
  const title = { fr: `Bénéfice ${place}`, en: `Benefit ${place}` }
  const profile: RecordContents['profile'] = {
    title,
    class: 'economy',
    type: 'cashable',
    sign: place % 9 === 0 ? -1 : 1,
    category: 'efficiency',
    recurrence: 'recurring',
    layer: 'end',
    beneficiary: 'Tous',
    owner: role,
    realisationOwner: null,
    financeCounterpart: role,
    projectLead: null,
    fund: null,
    budgetLine: null,
    workloads: [],
    ward: null,
    startsOn: '2026-04-01',
    endsOn: null,
    life: 'realising',
  }
  const baseline: RecordContents['baseline'] = {
    model: { kind: 'value', value: 50_000 },
    window: { from: '2024-04', to: '2025-03' },
    method: 'Moyenne',
    evidence: [],
    state: 'frozen',
    frozenOn: '2026-04-01',
  }
  const observations = Array.from({ length: observedMonths }, (_, i): Said => {
    const period = monthAfter('2024-04', i)
    const value = { kind: 'known', value: 50_000 + i } as const
    return ['observation', `cout:${period}`, { period, value, source: 'Grand livre', quality: 'measured' }]
  })
  return [
    ['profile', '-', profile],
    ['measure', 'cout', measure],
    ['baseline', 'cout', baseline],
    ['trajectory', 'cout', trajectory],
    ...observations,
  ]
}

function recordsOf(place: number): RegisterRecordRow[] {
  return saidOf(place).map(([kind, key, content], i) => ({
    id: `${String(place).padStart(5, '0')}-${String(i).padStart(3, '0')}`,
    body_id: body,
    subject: codeOf(place),
    kind,
    key,
    version: 1,
    valid_from: null,
    valid_to: null,
    recorded_at: writtenAt(place),
    recorded_to: null,
    content_json: canonicalJson(asJson(content)),
    reason: 'bench',
    stated_by: 'U-0001',
    approved_by: null,
    prev_digest: '',
    digest: `${place}-${i}`,
  }))
}

/** A register of benefits that realise, in a database of its own. */
async function filledRegister(): Promise<OpenDatabase> {
  const { openDatabase } = await import('#server/database/database.ts')
  const { trajectoryPromiseRow } = await import('#server/benefits/trajectory-promise.ts')
  const opened = await openDatabase(`file:${join(mkdtempSync(join(tmpdir(), 'arpent-register-')), 'register.db')}`)
  const { db } = opened
  const row = { id: body, code: 'MSC', name_fr: 'S', name_en: 'S', kind: 'body', created_at: recordedAt }
  await db.insertInto('body').values(row).execute()
  const places = Array.from({ length: benefits }, (_, place) => place)
  const identity = (place: number) => ({
    id: `benefit-${place}`,
    body_id: body,
    code: codeOf(place),
    workload_id: null,
    decision_id: null,
    title_fr: `Bénéfice ${place}`,
    title_en: `Benefit ${place}`,
    sign: 1,
    created_at: writtenAt(place),
  })
  const promise = (place: number): PromiseRow =>
    trajectoryPromiseRow({
      id: `promise-${place}`,
      benefitId: `benefit-${place}`,
      bodyId: body,
      content: {
        kind: 'trajectory',
        benefit: codeOf(place),
        version: 1,
        measure: 'cout',
        trajectory,
        annualCents: 1_000_000,
        validFrom: '2026-04-01',
        recordedAt,
        frozenBy: 'U-0002',
        proposedBy: 'U-0001',
        reason: 'Promesse',
        previousDigest: '',
      },
    })
  for (let i = 0; i < benefits; i += 500) {
    const some = places.slice(i, i + 500)
    await db.insertInto('benefit').values(some.map(identity)).execute()
    await db.insertInto('promise').values(some.map(promise)).execute()
    for (let at = 0; at < some.length; at += 50)
      await db
        .insertInto('register_record')
        .values(some.slice(at, at + 50).flatMap(recordsOf))
        .execute()
  }
  return opened
}

async function timed(rounds: number, act: (round: number) => Promise<unknown>) {
  const times: number[] = []
  for (let i = 0; i < rounds; i += 1) {
    const start = performance.now()
    await act(i)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const part = (share: number) => Number((times[Math.min(rounds - 1, Math.floor(rounds * share))] ?? 0).toFixed(1))
  return { p50: part(0.5), p99: part(0.99) }
}

/**
 * The page of a register of 5,000 benefits as the report thread makes it (first, again, whole, of a past day, after a write), and one
 * benefit as the answering thread reads it.
 */
async function register() {
  const { systemReach } = await import('#server/access/reach.ts')
  const { benefitDetail } = await import('#server/benefits/benefit-acts.usecases.ts')
  const { keepRegisterWarm } = await import('#server/benefits/register-memory.ts')
  const { registerPage } = await import('#server/benefits/register-reports.ts')
  const opened = await filledRegister()
  const { db } = opened
  const reach = systemReach({ bodies: [body], requestId: 'bench' })
  const deps = { db, clock: { now: () => new Date('2026-11-26T12:00:00.000Z') } }
  const asked = { filter: {}, cursor: undefined, limit: 200, asKnown: null, validOn: null, today: '2026-11-26' }
  const oneMs = await timed(200, (i) => benefitDetail(deps, reach, codeOf((i * 37) % benefits)))
  keepRegisterWarm(db)
  const firstMs = await timed(1, () => registerPage(db, reach, asked))
  const pageMs = await timed(30, () => registerPage(db, reach, asked))
  const wholeMs = await timed(10, () => registerPage(db, reach, { ...asked, limit: 5_000 }))
  const pastMs = await timed(10, () => registerPage(db, reach, { ...asked, asKnown: '2026-06-30' }))
  const [, , , , ...observed] = recordsOf(0)
  const writtenMs = await timed(10, async (i) => {
    const value = observed.slice(i % 20, (i % 20) + 1).map((one) => ({
      ...one,
      id: `new-${i}`,
      version: 2 + i,
      recorded_at: `2026-11-26T12:${10 + i}:00.000Z`,
      digest: `new-${i}`,
    }))
    await db.insertInto('register_record').values(value).execute()
    return registerPage(db, reach, asked)
  })
  await opened.close()
  return {
    benefits,
    oneMs,
    firstMs: firstMs.p50,
    pageMs,
    wholeMs,
    pastMs,
    writtenMs,
    targetPageMs: 50,
    targetOneMs: 30,
  }
}

export const benches = { register }
