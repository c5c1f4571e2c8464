import { daysAfter } from '#models/shared/day.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import { dataLinks } from '#server/inventory/dependencies.usecases.ts'
import { findWorkloadById } from '#server/inventory/inventory.repository.ts'
import { addBlackout } from '#server/waves/blackouts.usecases.ts'
import { createWave, editWave } from '#server/waves/waves.usecases.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import { type ReachAs, type Subject, versionOf } from './demonstration-classification.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

export type WaveStory = {
  readonly deps: DemoDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly todayMs: number
}

/** Days from today to the start, the cut-over and the decommissioning. */
type Days = readonly [start: number, cutOver: number, end: number]
type Planned = {
  readonly body: string
  readonly name: string
  readonly madeDaysAgo: number
  readonly days: Days
  /** Applications of the body that it takes, with their environments, after those that earlier waves took. */
  readonly applications: number
}

/** At every stage: two done, one where the old side is still paid, one that has begun, the others to come. */
const planned: readonly Planned[] = [
  { body: 'ACT', name: 'Registre foncier, consultation', madeDaysAgo: 205, days: [-190, -140, -90], applications: 3 },
  { body: 'BAP', name: 'Archives, salle de lecture', madeDaysAgo: 180, days: [-170, -100, -45], applications: 3 },
  { body: 'ODL', name: 'Programmes de soutien', madeDaysAgo: 130, days: [-120, -30, 60], applications: 3 },
  { body: 'MSC', name: 'Guichets, pilote', madeDaysAgo: 60, days: [-40, 35, 125], applications: 6 },
  { body: 'MEF', name: 'Capteurs et relevés', madeDaysAgo: 34, days: [40, 82, 110], applications: 5 },
  { body: 'MST', name: 'Agendas et rendez-vous', madeDaysAgo: 33, days: [75, 150, 240], applications: 7 },
  { body: 'MVR', name: 'Permis et entraves', madeDaysAgo: 32, days: [95, 190, 280], applications: 6 },
  { body: 'MJP', name: 'Audiences et greffes', madeDaysAgo: 31, days: [150, 230, 320], applications: 6 },
]

/**
 * Waves made by hand by the portfolio manager, and the periods in which nothing cuts over: one wave falls in a period, one that did was
 * moved out of it, two hold the ends of a link that should not be apart, one gathers several bodies.
 */
export function planWaves(story: WaveStory, subjects: readonly Subject[]): void {
  const { deps, reach } = story
  const manager = reach('portfolio-manager')
  const taken = new Set<string>()
  const make = (body: string, name: string, dates: WaveDates, workloads: readonly string[]) =>
    createWave(deps, manager, { body, name, note: 'Vague fictive.', dates, workloads: [...workloads] })
  const next = (body: string, applications: number) => {
    const free = subjects.filter((one) => one.body === body && !taken.has(one.code))
    const names = [...new Set(free.map((one) => one.application))].slice(0, applications)
    const codes = free.filter((one) => names.includes(one.application)).map((one) => one.code)
    for (const code of codes) taken.add(code)
    return codes
  }
  for (const { body, name, madeDaysAgo, days, applications } of planned)
    on(story, madeDaysAgo, () => make(body, name, datesOf(story, days), next(body, applications)))

  const taxes = nextPeriod(story, '02-15', '04-30')
  const school = nextPeriod(story, '08-15', '09-15')
  on(story, 36, async () => {
    await addBlackout(deps, manager, { body: 'MRP', name: 'Saison des impôts (fictive)', ...taxes })
    await addBlackout(deps, manager, { body: 'MFE', name: 'Rentrée scolaire (fictive)', ...school })
    const elections = nextPeriod(story, '09-20', '10-10')
    await addBlackout(deps, manager, { body: 'GOUV', name: 'Élections (fictives)', ...elections })
  })
  on(story, 30, () => make('MRP', 'Déclarations des entreprises', around(taxes.from, 14), next('MRP', 6)))
  on(story, 29, async () => {
    const { wave } = await make('MFE', 'Inscriptions et bulletins', around(school.from, 7), next('MFE', 6))
    on(story, 12, () =>
      editWave(deps, manager, wave.code, versionOf(wave), { dates: around(daysAfter(school.to, 40), 0) }),
    )
  })
  on(story, 28, async () => {
    const ends = await apart(story, subjects, taken)
    const [first = [], second = []] = ends.map(({ body, code }) => {
      taken.add(code)
      return [code, ...next(body, 3)]
    })
    const body = ends[0]?.body ?? 'RPQ'
    await make(body, 'Portails et dossiers', datesOf(story, [30, 75, 165]), first)
    await make(body, 'Registres partagés', datesOf(story, [60, 131, 221]), second)
  })
  on(story, 20, () => {
    const rest = ['MSC', 'MST', 'MVR'].flatMap((body) => next(body, 2))
    return make('GOUV', 'Fermeture d’une salle du centre hérité', datesOf(story, [300, 420, 510]), rest)
  })
}

/** Two workloads of one body that hold the same data, neither of them in a wave: what should not be apart. */
async function apart(
  { deps, reach }: WaveStory,
  subjects: readonly Subject[],
  taken: ReadonlySet<string>,
): Promise<readonly Subject[]> {
  const manager = reach('portfolio-manager')
  const byCode = new Map(subjects.map((one) => [one.code, one]))
  for (const link of await dataLinks(deps, manager)) {
    if (!link.isCopy) continue
    const rows = await Promise.all([link.from, link.to].map((id) => findWorkloadById(manager, deps.db, id)))
    const ends = rows.flatMap((row) => byCode.get(row?.code ?? '') ?? [])
    const [one, other] = ends
    if (one === undefined || other === undefined || one.body !== other.body) continue
    if (!taken.has(one.code) && !taken.has(other.code)) return ends
  }
  return []
}

/** Mid-morning, so many days before today. */
function on({ chronicle, todayMs }: WaveStory, daysAgo: number, act: () => Promise<unknown>): void {
  chronicle.at(todayMs - daysAgo * dayMs - 5 * hourMs, act)
}

function datesOf({ chronicle }: WaveStory, [start, cutOver, end]: Days): WaveDates {
  return {
    startsOn: chronicle.dayFromToday(start),
    cutsOverOn: chronicle.dayFromToday(cutOver),
    decommissionsOn: chronicle.dayFromToday(end),
  }
}

/** A wave whose cut-over comes so many days after a day: ten weeks of work before, two months in parallel after. */
function around(from: string, days: number): WaveDates {
  const cutsOverOn = daysAfter(from, days)
  return { startsOn: daysAfter(cutsOverOn, -70), cutsOverOn, decommissionsOn: daysAfter(cutsOverOn, 61) }
}

/** The next such period of a year that begins far enough from today for the work to begin before. */
function nextPeriod(
  { chronicle }: WaveStory,
  from: string,
  to: string,
): { readonly from: string; readonly to: string } {
  const soonest = chronicle.dayFromToday(75)
  const year = Number(soonest.slice(0, 4))
  const first = `${year}-${from}` > soonest ? year : year + 1
  return { from: `${first}-${from}`, to: `${first}-${to}` }
}
