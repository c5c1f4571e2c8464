import type { HomeView } from '#models/home/home.views.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { commonGaps, costGapCounts } from './home.repository.ts'
import type { HomeDeps } from './inbox.usecases.ts'
import { countOf } from './wording.ts'

type Alert = HomeView['alerts'][number]

const workloads = { fr: ['charge', 'charges'], en: ['workload', 'workloads'] } as const
const linkText = { fr: 'Voir les charges touchées', en: 'See the workloads concerned' }
const mostOfAKind = 4

/** What holds the portfolio, computed: rules that leave no option, facts that are missing, costs that cannot be given. */
export async function alertsOf(deps: HomeDeps, reach: Reach): Promise<Alert[]> {
  const [gaps, costs, { pack }] = await Promise.all([
    commonGaps(reach, deps.db, mostOfAKind),
    costGapCounts(reach, deps.db, Object.keys(missingForCost)),
    packInForce(deps.db, todayOf(deps.clock)),
  ])
  return [...gaps.map((one) => ruleAlert(one, pack)), ...costs.slice(0, 2).map(costAlert)]
}

function ruleAlert(
  { gap, verdict, n }: { readonly gap: string; readonly verdict: string; readonly n: number },
  pack: RulePack,
): Alert {
  const rule = pack.rules.find((one) => one.id === gap)
  const told = countOf(n, workloads)
  const named: Bilingual = {
    fr: rule === undefined ? gap : `${gap} : ${rule.fr}`,
    en: rule === undefined ? gap : `${gap}: ${rule.en}`,
  }
  if (verdict === 'forbid') {
    const closes = { fr: 'la règle ferme même la meilleure option', en: 'the rule closes even the best option' }
    return {
      level: 'bad',
      title: { fr: `${told.fr} sans option permise`, en: `${told.en} with no permitted option` },
      causes: [named, closes],
      href: '/portefeuille?verdict=forbid',
      linkText,
    }
  }
  return {
    level: 'warn',
    title: { fr: `${told.fr} sans verdict`, en: `${told.en} without a verdict` },
    causes: [named, { fr: 'un fait manque pour conclure', en: 'a fact is missing to conclude' }],
    href: '/portefeuille?verdict=undetermined',
    linkText,
  }
}

function costAlert({ gap, n }: { readonly gap: string; readonly n: number }): Alert {
  const told = countOf(n, workloads)
  return {
    level: 'warn',
    title: { fr: `${told.fr} sans coût prévu`, en: `${told.en} without a planned cost` },
    causes: [
      missingForCost[gap] ?? { fr: gap, en: gap },
      { fr: 'sans ce coût, aucun engagement ne peut être figé', en: 'without this cost, no promise can be frozen' },
    ],
    href: '/portefeuille?tri=gap',
    linkText,
  }
}

const missingForCost: Readonly<Record<string, Bilingual>> = {
  'no-assets': { fr: 'aucune ressource rattachée', en: 'no asset attached' },
  'no-vcpu': { fr: 'nombre de vCPU inconnu', en: 'vCPU count unknown' },
  'no-memory': { fr: 'mémoire inconnue', en: 'memory unknown' },
  'no-storage-size': { fr: 'stockage inconnu', en: 'storage unknown' },
  'no-operating-system': { fr: 'système d’exploitation inconnu', en: 'operating system unknown' },
  'no-compute-price': {
    fr: 'aucun prix de calcul pour la meilleure option',
    en: 'no compute price for the best option',
  },
  'no-licence-price': {
    fr: 'aucun prix de licence pour la meilleure option',
    en: 'no licence price for the best option',
  },
  'no-storage-price': {
    fr: 'aucun prix de stockage pour la meilleure option',
    en: 'no storage price for the best option',
  },
  'no-public-price-list': {
    fr: 'la meilleure option n’a pas de prix publics',
    en: 'the best option has no public prices',
  },
  'no-fitting-size': { fr: 'aucune taille vendue ne suffit', en: 'no size for sale is large enough' },
  'no-exchange-rate': { fr: 'taux de change inconnu', en: 'exchange rate unknown' },
}
