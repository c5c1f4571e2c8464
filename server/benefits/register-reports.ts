import { stateAsOf, stateDifference } from '#models/benefits/as-of.ts'
import { chainBreak } from '#models/benefits/record-chain.ts'
import type { RegisterFilter } from '#models/benefits/register.requests.ts'
import type { BenefitHistory, RegisterDifference, RegisterPage } from '#models/benefits/register.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { benefitNotFound } from './benefits.problems.ts'
import { historyOf, identitiesIn, promisesKnown, recordsKnown } from './register.repository.ts'
import { registerAsOf, type RegisterDeps } from './register.usecases.ts'
import { pageOf } from './register-views.ts'
import { keptRecord, recordDigest } from './register-writing.ts'
import { frozenPromise } from './trajectory-promise.ts'

export type RegisterRequest = {
  readonly filter: RegisterFilter
  readonly cursor: string | undefined
  readonly limit: number
  readonly asKnown: string | null
  readonly validOn: string | null
  readonly today: string
}

/** The last instant of a day, in UTC as everything is stored: what was known at its end. */
export function endOfDayMs(day: string): number {
  return Date.parse(`${day}T23:59:59.999Z`)
}

/** A page of the register, with the sums of everything the filter keeps. */
export async function registerPage(db: Database, reach: Reach, asked: RegisterRequest): Promise<RegisterPage> {
  const { asKnown, validOn } = asked
  const clock = { now: () => new Date(endOfDayMs(asked.today)) }
  const state = await registerAsOf({ db, clock }, reach, {
    ...(asKnown === null ? {} : { asKnownMs: endOfDayMs(asKnown) }),
    ...(validOn === null ? {} : { validOn }),
  })
  return pageOf(state, { ...asked, through: (validOn ?? asKnown ?? asked.today).slice(0, 7) })
}

/** Everything that was ever said of a benefit, and whether its chain holds. */
export async function benefitHistory(deps: RegisterDeps, reach: Reach, code: string): Promise<BenefitHistory> {
  const [row] = await identitiesIn(reach, deps.db, null, code)
  if (row === undefined) throw benefitNotFound(code)
  const records = (await historyOf(reach, deps.db, code)).map(keptRecord)
  const promises = await promisesKnown(reach, deps.db, null, row.id)
  const broken = chainBreak(records, recordDigest)
  return {
    code,
    records: records.map(({ id: _id, bodyId: _body, subject: _subject, previousDigest: _previous, ...line }) => line),
    promises: promises.map(frozenPromise),
    chain: broken === undefined ? { holds: true } : { holds: false, record: broken.record, fault: broken.fault },
  }
}

/** Two days; the second null is now. */
export type DaysCompared = { readonly from: string; readonly to: string | null }

/** What the register said differently at the end of two days: of one subject, or of all, which the report thread reads. */
export async function registerDifference(
  deps: Pick<RegisterDeps, 'db'>,
  reach: Reach,
  days: DaysCompared,
  subject?: string,
): Promise<RegisterDifference> {
  const at = async (day: string | null) => {
    const known = day === null ? null : new Date(endOfDayMs(day)).toISOString()
    const records = await recordsKnown(reach, deps.db, known, subject === undefined ? undefined : [subject])
    return stateAsOf(records, { validOn: null, asKnownMs: null })
  }
  const [before, after] = [await at(days.from), await at(days.to)]
  return { from: days.from, to: days.to, changes: stateDifference(before, after) }
}
