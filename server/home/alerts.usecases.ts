import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import type { HomeView } from '#models/home/home.views.ts'
import { factCatalogue } from '#models/rules/fact-catalogue.ts'
import { type Condition, factsOf, type Rule, type RulePack } from '#models/rules/rule-pack.ts'
import { whoActs, whoGives, whoName } from '#models/rules/who-acts.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { commonGaps, costGapCounts } from './home.repository.ts'
import type { HomeDeps } from './inbox.usecases.ts'
import { countOf } from '#server/shared/wording.ts'

type Alert = HomeView['alerts'][number]
/** What a cause holds: workloads that it leaves without a permitted option, and without a verdict. */
type Held = { readonly gap: string; readonly closed: number; readonly open: number }

const linkText = { fr: 'Voir les charges touchées', en: 'See the workloads concerned' }
const closedForms = {
  fr: ['charge sans option permise', 'charges sans option permise'],
  en: ['workload with no permitted option', 'workloads with no permitted option'],
} as const
const openForms = {
  fr: ['charge sans verdict', 'charges sans verdict'],
  en: ['workload without a verdict', 'workloads without a verdict'],
} as const
const costForms = {
  fr: ['charge sans coût prévu', 'charges sans coût prévu'],
  en: ['workload without a planned cost', 'workloads without a planned cost'],
} as const
const mostOfAKind = 4

/** What holds the portfolio, computed, one alert a cause: rules that leave no option, facts and prices that are missing. */
export async function alertsOf(deps: HomeDeps, reach: Reach): Promise<Alert[]> {
  const [gaps, costs, { pack }] = await Promise.all([
    commonGaps(reach, deps.db),
    costGapCounts(reach, deps.db, Object.keys(missingForCost) as CostGapCode[]), // keys of a record by these codes
    packInForce(deps.db, todayOf(deps.clock)),
  ])
  const held = [...Map.groupBy(gaps, ({ gap }) => gap)].map(([gap, rows]): Held => {
    const count = (verdict: string) => rows.find((row) => row.verdict === verdict)?.n ?? 0
    return { gap, closed: count('forbid'), open: count('undetermined') }
  })
  const worst = held.toSorted((a, b) => b.closed + b.open - (a.closed + a.open) || a.gap.localeCompare(b.gap))
  return [...worst.slice(0, mostOfAKind).map((one) => ruleAlert(one, pack)), ...costs.slice(0, 2).map(costAlert)]
}

function ruleAlert({ gap, closed, open }: Held, pack: RulePack): Alert {
  const rule = pack.rules.find((one) => one.id === gap)
  const counts = [
    ...(closed === 0 ? [] : [countOf(closed, closedForms)]),
    ...(open === 0 ? [] : [countOf(open, openForms)]),
  ]
  const told = joined(counts, ', ')
  const isBad = closed > 0
  const href = `/portefeuille?verdict=${isBad ? 'forbid' : 'undetermined'}`
  const level = isBad ? 'bad' : 'warn'
  // A pack that was replaced since the assessment may have taken the rule away.
  if (rule === undefined) return { level, title: titled({ fr: gap, en: gap }, told), causes: [told], href, linkText }
  return {
    level,
    title: titled(isBad ? { fr: unended(rule.fr), en: unended(rule.en) } : toSettle(rule), told),
    causes: [{ fr: `${gap} : ${rule.fr}`, en: `${gap}: ${rule.en}` }, firstStep(rule, isBad)],
    href,
    linkText,
  }
}

const joined = (parts: readonly Bilingual[], by: string): Bilingual => ({
  fr: parts.map((part) => part.fr).join(by),
  en: parts.map((part) => part.en).join(by),
})
const titled = (cause: Bilingual, told: Bilingual): Bilingual => ({
  fr: `${cause.fr} (${told.fr})`,
  en: `${cause.en} (${told.en})`,
})
const unended = (sentence: string) => sentence.replace(/\.$/, '')

/** The facts that a rule reads of a workload, or of the option when it reads nothing else. */
function askedFacts(rule: Rule): readonly string[] {
  const all = factsOf(rule.when)
  const own = all.filter((name) => name.startsWith('w.') && name !== 'w.env')
  return own.length > 0 ? own : all
}

function toSettle(rule: Rule): Bilingual {
  const labels = joined(
    askedFacts(rule).flatMap((name) => factCatalogue[name]?.label ?? []),
    ', ',
  )
  return { fr: `À établir : ${labels.fr}`, en: `To settle: ${labels.en}` }
}

/** What to do first about a rule: complete what is missing; else see that the record is right, then what the force of the rule leaves. */
function firstStep(rule: Rule, isClosed: boolean): Bilingual {
  if (!isClosed || closesOnAbsence(rule.when)) {
    const who = whoName(whoActs(askedFacts(rule)[0] ?? ''), null)
    const what = toSettle(rule)
    return {
      fr: `d’abord : ${lowered(what.fr)} ; à demander : ${who.fr}`,
      en: `first: ${lowered(what.en)}; ask: ${who.en}`,
    }
  }
  if (rule.force === 'law' || rule.force === 'decree')
    return {
      fr: 'd’abord : vérifier que la fiche dit vrai ; à une loi ou à un décret, aucune dérogation : choisir de conserver ou de retirer',
      en: 'first: check that the record is right; a law or a decree knows no exemption: choose to retain or to retire',
    }
  return {
    fr: 'd’abord : vérifier que la fiche dit vrai ; sinon demander une dérogation à la sécurité de l’information, ou une offre conforme au Centre',
    en: 'first: check that the record is right; if it is, ask information security for an exemption, or the centre for an offer that complies',
  }
}

const lowered = (text: string) => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1)

/** Whether a rule may close an option because something was never said. */
function closesOnAbsence(condition: Condition): boolean {
  return condition.kind === 'test' ? condition.operator === 'missing' : condition.of.some(closesOnAbsence)
}

function costAlert({ gap, n }: { readonly gap: CostGapCode; readonly n: number }): Alert {
  const { reason, step } = missingForCost[gap]
  const who = whoName(whoGives[gap], null)
  return {
    level: 'warn',
    title: titled(reason, countOf(n, costForms)),
    causes: [
      { fr: `d’abord : ${step.fr} ; à demander : ${who.fr}`, en: `first: ${step.en}; ask: ${who.en}` },
      { fr: 'sans ce coût, aucun engagement ne peut être figé', en: 'without this cost, no promise can be frozen' },
    ],
    href: '/portefeuille?tri=gap',
    linkText,
  }
}

const importServers = { fr: 'importer la liste des serveurs', en: 'import the list of servers' }
const priceNeeded = {
  fr: 'obtenir le prix, avec sa source et sa date',
  en: 'obtain the price, with its source and date',
}
/** Why a cost is not known, and the first step towards it. */
export const missingForCost: Readonly<Record<CostGapCode, { readonly reason: Bilingual; readonly step: Bilingual }>> = {
  'no-assets': { reason: { fr: 'Aucune ressource rattachée', en: 'No asset attached' }, step: importServers },
  'no-vcpu': { reason: { fr: 'Nombre de vCPU inconnu', en: 'vCPU count unknown' }, step: importServers },
  'no-memory': { reason: { fr: 'Mémoire inconnue', en: 'Memory unknown' }, step: importServers },
  'no-storage-size': { reason: { fr: 'Stockage inconnu', en: 'Storage unknown' }, step: importServers },
  'no-operating-system': {
    reason: { fr: 'Système d’exploitation inconnu', en: 'Operating system unknown' },
    step: importServers,
  },
  'no-compute-price': {
    reason: { fr: 'Aucun prix de calcul pour la meilleure option', en: 'No compute price for the best option' },
    step: priceNeeded,
  },
  'no-licence-price': {
    reason: { fr: 'Aucun prix de licence pour la meilleure option', en: 'No licence price for the best option' },
    step: priceNeeded,
  },
  'no-storage-price': {
    reason: { fr: 'Aucun prix de stockage pour la meilleure option', en: 'No storage price for the best option' },
    step: priceNeeded,
  },
  'no-egress-price': {
    reason: {
      fr: 'Aucun prix de sortie de données pour la meilleure option',
      en: 'No egress price for the best option',
    },
    step: priceNeeded,
  },
  'no-public-price-list': {
    reason: { fr: 'La meilleure option n’a pas de prix publics', en: 'The best option has no public prices' },
    step: { fr: 'demander une soumission', en: 'ask for a quotation' },
  },
  'no-fitting-size': {
    reason: { fr: 'Aucune taille vendue ne suffit', en: 'No size for sale is large enough' },
    step: { fr: 'vérifier la taille des serveurs', en: 'check the size of the servers' },
  },
  'no-exchange-rate': { reason: { fr: 'Taux de change inconnu', en: 'Exchange rate unknown' }, step: priceNeeded },
  'no-commitment-price': {
    reason: { fr: 'Aucun prix d’engagement pour la meilleure option', en: 'No commitment price for the best option' },
    step: priceNeeded,
  },
}
