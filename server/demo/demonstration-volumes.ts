import { randomStream } from '#models/shared/random.ts'
import { monthAfter } from '#models/shared/month.ts'
import { benefitDetail, observe, putMeasure } from '#server/benefits/benefit-acts.usecases.ts'
import type { BilledPilot } from './demonstration-bill-files.ts'
import type { BenefitStory, PilotBenefits } from './demonstration-benefits.ts'
import { versionOf } from './demonstration-classification.ts'

/** What a pilot delivers a month: a driver, counted since the bills begin. Fictitious. */
type Volume = {
  readonly body: string
  readonly nth: number
  readonly name: { readonly fr: string; readonly en: string }
  readonly unit: string
  readonly perMonth: number
  /** Growth a month, as a share. */
  readonly growth: number
  /** So many months ago nobody counted. */
  readonly notCounted: number | null
}
const volumes: readonly Volume[] = [
  {
    body: 'MEF',
    nth: 0,
    name: { fr: 'Dossiers traités', en: 'Files treated' },
    unit: 'dossiers',
    perMonth: 2_150,
    growth: 0.012,
    notCounted: 5,
  },
  {
    body: 'MRP',
    nth: 0,
    name: { fr: 'Déclarations reçues', en: 'Returns received' },
    unit: 'déclarations',
    perMonth: 9_400,
    growth: 0.003,
    notCounted: null,
  },
]
const key = 'volume'
const countedMonths = 16
const countedDaysAgo = 9
/** Files and returns come as people send them: no two months alike. */
const spread = 0.14

/** What two pilots delivered each month: bills divided by it are unit costs. */
export function countVolumes(story: BenefitStory, benefits: PilotBenefits): void {
  const draws = randomStream('arpent-demonstration-volumes')
  story.chronicle.at(story.chronicle.moment(countedDaysAgo), async () => {
    for (const volume of volumes) {
      const pilot = story.pilots.find(({ body, nth }) => body === volume.body && nth === volume.nth)
      if (pilot !== undefined) await counted(story, { pilot, volume, code: benefits.get(pilot.code) ?? '', draws })
    }
  })
}

async function counted(
  { deps, reach, thisMonth }: BenefitStory,
  given: {
    readonly pilot: BilledPilot
    readonly volume: Volume
    readonly code: string
    readonly draws: () => number
  },
): Promise<void> {
  const { code, draws, volume } = given
  const manager = reach('portfolio-manager')
  const first = -Math.min(countedMonths, given.pilot.cutOverMonthsAgo - 1)
  let benefit = await benefitDetail(deps, manager, code)
  const place = () => ({ code, key, expected: versionOf({ etag: benefit.etag ?? '' }) })
  benefit = await putMeasure(deps, manager, place(), {
    reason: 'Ce que la charge rend chaque mois.',
    role: 'driver',
    name: volume.name,
    unit: volume.unit,
    direction: 'up',
    formula: '',
    frequency: 'monthly',
    source: 'Relevé fictif',
    method: 'Compté à la clôture du mois.',
    lagMonths: 1,
    collector: 'Bureau de la mesure',
    precision: null,
    costCentsPerYear: null,
    startsOn: `${monthAfter(thisMonth, first)}-01`,
  })
  for (let ago = first; ago < 0; ago += 1) {
    const value = Math.round(volume.perMonth * (1 + volume.growth) ** (ago - first) * (1 + spread * (draws() - 0.5)))
    benefit = await observe(deps, manager, place(), {
      reason: '',
      period: monthAfter(thisMonth, ago),
      value:
        ago === -(volume.notCounted ?? 0) ? { kind: 'missing', reason: 'not-collected' } : { kind: 'known', value },
      source: 'Relevé fictif',
      quality: 'measured',
    })
  }
}
