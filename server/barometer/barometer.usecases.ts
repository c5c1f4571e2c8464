import type {
  BarometerPreview,
  BarometerView,
  PublicationChange,
  PublicationView,
  PublishedContent,
} from '#models/barometer/barometer.views.ts'
import { dayMonthsAfter } from '#models/barometer/barometer-settings.ts'
import { findings } from '#models/barometer/findings.ts'
import { agedIndicator } from '#models/barometer/indicators.ts'
import { keptContent, publicationChanges } from '#models/barometer/publication.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { daysAfter } from '#models/shared/day.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureEtag } from '#server/app/versions.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { BarometerPublicationRow } from '#server/database/schema.ts'
import { type Clock, instantOf, todayOf } from '#server/shared/clock.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { installation } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { barometerContent } from './barometer-content.usecases.ts'
import { barometerSettings } from './barometer-settings.usecases.ts'
import { barometerNeedsAllBodies } from './barometer.problems.ts'
import { countsIn, insertPublication, lastPublication, publicationsOf } from './barometer.repository.ts'
import { oneVersion } from './indicator-versions.usecases.ts'

export { countsIn }

/** Without `reports`, the content is made on the thread that asks: the command line, the demonstration. */
export type BarometerDeps = { readonly db: Database; readonly clock: Clock; readonly reports?: Reports }

const empty: PublishedContent = keptContent([])

/** What the public reads: the last figures approved for it, and nothing else. */
export async function publicBarometer(deps: Omit<BarometerDeps, 'reports'>): Promise<BarometerView> {
  const [{ isDemonstration }, { contact, everyMonths }, last] = await Promise.all([
    installation(deps.db),
    barometerSettings(deps.db),
    lastPublication(deps.db),
  ])
  if (last === undefined)
    return {
      ...viewOf(empty),
      asOf: null,
      approvedBy: null,
      digest: null,
      freshUntil: null,
      contact,
      nextOn: null,
      isDemonstration,
    }
  const content = contentOf(last)
  const today = todayOf(deps.clock)
  const indicators = content.indicators.map((one) => agedIndicator(one, { asOf: last.as_of, today }))
  return {
    ...viewOf({ ...content, indicators }),
    asOf: last.as_of,
    approvedBy: last.approved_by,
    digest: last.digest,
    freshUntil: freshUntil(content, last.as_of),
    contact,
    nextOn: everyMonths === null ? null : dayMonthsAfter(last.as_of, everyMonths),
    isDemonstration,
  }
}

const contentOf = (row: BarometerPublicationRow) => keptContent(JSON.parse(row.indicators_json))

function viewOf(published: PublishedContent) {
  const { format: _, ...content } = published
  return { ...content, findings: findings(content) }
}

/** The first day on which a figure of the page turns grey, if nothing is published before. */
function freshUntil({ indicators }: PublishedContent, asOf: string): string | null {
  const days = indicators.map(({ staleAfterDays }) => staleAfterDays).toSorted((a, b) => a - b)
  return days[0] === undefined ? null : daysAfter(asOf, days[0])
}

async function contentNow(deps: BarometerDeps, reach: Reach, proposed?: string): Promise<PublishedContent> {
  const asked = {
    today: todayOf(deps.clock),
    at: instantOf(deps.clock),
    ...(proposed === undefined ? {} : { proposed }),
  }
  if (deps.reports === undefined) return barometerContent(deps.db, reach, asked)
  const bytes = await deps.reports.make('barometer', reach, asked)
  return JSON.parse(new TextDecoder().decode(bytes)) as PublishedContent // written by the report thread from the same type
}

/** The figures as they would be published now, over the whole reach of whoever asks, and what that would change on the public page. */
export async function barometerPreview(deps: BarometerDeps, reach: Reach): Promise<BarometerPreview> {
  const [content, last, { isDemonstration }, { contact, everyMonths }] = await Promise.all([
    contentNow(deps, reach),
    lastPublication(deps.db),
    installation(deps.db),
    barometerSettings(deps.db),
  ])
  const asOf = todayOf(deps.clock)
  return {
    ...viewOf(content),
    asOf,
    approvedBy: null,
    digest: digestOfContent(content),
    freshUntil: freshUntil(content, asOf),
    contact,
    nextOn: everyMonths === null ? null : dayMonthsAfter(asOf, everyMonths),
    isDemonstration,
    changes: publicationChanges(last === undefined ? [] : contentOf(last).indicators, content.indicators),
  }
}

/** What approving a version of an indicator would change of the figures of today, over the whole reach of whoever asks. */
export async function indicatorEffect(deps: BarometerDeps, reach: Reach, id: string): Promise<PublicationChange[]> {
  await oneVersion(deps.db, id)
  const now = await contentNow(deps, reach)
  const then = await contentNow(deps, reach, id)
  return publicationChanges(now.indicators, then.indicators)
}

const textOf = (content: PublishedContent) => canonicalJson(asJson(content))
const digestOfContent = (content: PublishedContent) => sha256(textOf(content))

/**
 * The centre approves the figures of the day; the public page changes then, and the one before stays in the record. `expected` is the
 * digest of the preview that was read: refused when the figures moved since.
 */
export async function publishBarometer(deps: BarometerDeps, reach: Reach, expected?: string): Promise<BarometerView> {
  if (!(await reachesAllBodies(deps.db, reach))) throw barometerNeedsAllBodies()
  const content = await contentNow(deps, reach)
  const text = textOf(content)
  const digest = sha256(text)
  if (expected !== undefined) ensureEtag(`"${digest}"`, expected)
  const [bodyId = ''] = reach.bodies
  await changing(deps, reach, async (work) => {
    const row = {
      id: newId(),
      body_id: bodyId,
      as_of: todayOf(deps.clock),
      indicators_json: text,
      approved_by: reach.actor,
      approved_at: work.at,
      digest,
    }
    await insertPublication(work.tx, row)
    await work.record({
      bodyId,
      action: 'barometer.published',
      objectType: 'barometer',
      objectId: row.id,
      after: { asOf: row.as_of, digest: row.digest },
    })
  })
  return publicBarometer(deps)
}

/** Every publication, newest first, each held against the digest it was approved under. */
export async function publications(db: Database): Promise<PublicationView[]> {
  return (await publicationsOf(db)).map((row) => ({
    id: row.id,
    asOf: row.as_of,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    digest: row.digest,
    isIntact: sha256(row.indicators_json) === row.digest,
    indicators: contentOf(row).indicators.length,
  }))
}
