import type { Bilingual } from '../shared/bilingual.ts'

/** What a rule of strategy may name: its type, where it comes from, its words, and what to ask when it is unknown. */
export type StrategyFact = {
  readonly type: 'boolean' | 'number' | 'text'
  readonly from: FactOrigin
  readonly label: Bilingual
  readonly question: Bilingual
  /** Closes the list of a text. */
  readonly values?: readonly string[]
  /** Unit of a number. */
  readonly unit?: 'servers' | 'months' | 'workloads' | 'points'
  /** Whether the fact may become otherwise by someone's act; the others are what the workload is. */
  readonly mayChange: boolean
}
export type FactOrigin =
  | 'inventory'
  | 'usage'
  | 'dependencies'
  | 'lifecycle'
  | 'verdicts'
  | 'classification'
  | 'answers'
  | 'scores'

const fact = (
  type: StrategyFact['type'],
  from: FactOrigin,
  [labelFr, labelEn]: readonly [string, string],
  [questionFr, questionEn]: readonly [string, string],
  more: Partial<Pick<StrategyFact, 'values' | 'unit' | 'mayChange'>> = {},
): StrategyFact => ({
  type,
  from,
  label: { fr: labelFr, en: labelEn },
  question: { fr: questionFr, en: questionEn },
  mayChange: true,
  ...more,
})

/** The facts that rules of strategy may name. Any other name keeps the rules from loading. */
export const strategyFacts: Readonly<Record<string, StrategyFact>> = {
  stillUsed: fact(
    'boolean',
    'answers',
    ['Encore utilisée', 'Still used'],
    ['Quelqu’un se sert-il encore de cette charge ?', 'Does anyone still use this workload?'],
  ),
  poweredOff: fact(
    'boolean',
    'inventory',
    ['Toutes les ressources éteintes', 'Every asset powered off'],
    ['Les ressources sont-elles allumées ?', 'Are the assets powered on?'],
  ),
  utilisation: fact(
    'text',
    'usage',
    ['Utilisation mesurée', 'Measured use'],
    ['Quelle part des processeurs et de la mémoire est utilisée ?', 'How much of processors and memory is used?'],
    { values: ['active', 'idle', 'zombie'] },
  ),
  consumers: fact(
    'number',
    'dependencies',
    ['Charges qui en dépendent', 'Workloads that depend on it'],
    ['Quelles charges dépendent de celle-ci ?', 'Which workloads depend on this one?'],
    { unit: 'workloads' },
  ),
  businessValue: fact(
    'number',
    'scores',
    ['Valeur d’affaires', 'Business value'],
    ['Quelle est la valeur d’affaires (questionnaire) ?', 'What is the business value (questionnaire)?'],
    { unit: 'points' },
  ),
  technicalFit: fact(
    'number',
    'scores',
    ['Tenue technique', 'Technical fit'],
    ['Quelle est la tenue technique (questionnaire) ?', 'What is the technical fit (questionnaire)?'],
    { unit: 'points' },
  ),
  replacementPlanned: fact(
    'boolean',
    'answers',
    ['Remplacement décidé', 'Replacement decided'],
    ['Un remplacement est-il déjà décidé et financé ?', 'Is a replacement already decided and funded?'],
  ),
  recentlyUpgraded: fact(
    'boolean',
    'answers',
    ['Renouvelée depuis peu', 'Renewed recently'],
    [
      'La charge a-t-elle été renouvelée sur place depuis moins de deux ans ?',
      'Was the workload renewed in place less than two years ago?',
    ],
  ),
  physicalDependency: fact(
    'boolean',
    'answers',
    ['Dépend d’un équipement sur place', 'Depends on equipment on site'],
    [
      'La charge dépend-elle d’un équipement qui ne se déplace pas (clé, carte, appareil, ligne) ?',
      'Does the workload depend on equipment that cannot move (dongle, card, device, line)?',
    ],
  ),
  latencyBound: fact(
    'boolean',
    'dependencies',
    ['Tenue à moins de 2 ms d’une autre', 'Held within 2 ms of another'],
    ['Une dépendance qui reste exige-t-elle moins de 2 ms ?', 'Does a dependency that stays need less than 2 ms?'],
  ),
  optionOpen: fact(
    'boolean',
    'verdicts',
    ['Un emplacement lui est ouvert', 'A place is open to it'],
    [
      'Les règles permettent-elles au moins un emplacement ailleurs ? Voir la matrice.',
      'Do the rules permit at least one place elsewhere? See the matrix.',
    ],
  ),
  classified: fact(
    'boolean',
    'classification',
    ['Classification approuvée', 'Classification approved'],
    ['La classification est-elle approuvée ?', 'Is the classification approved?'],
  ),
  missionCritical: fact(
    'boolean',
    'classification',
    ['Mission essentielle', 'Mission critical'],
    ['La mission s’arrête-t-elle sans cette charge ?', 'Does the mission stop without this workload?'],
  ),
  plannedChange: fact(
    'text',
    'classification',
    ['Changement prévu', 'Planned change'],
    [
      'Quel changement est prévu : aucun, acquisition, développement, refonte ou migration ?',
      'Which change is planned: none, acquire, develop, overhaul or migrate?',
    ],
    { values: ['none', 'acquire', 'develop', 'overhaul', 'migrate'] },
  ),
  packaged: fact(
    'boolean',
    'inventory',
    ['Progiciel du marché', 'Packaged software'],
    ['Est-ce un progiciel du marché ou un développement maison ?', 'Is it packaged software or built in-house?'],
    { mayChange: false },
  ),
  legacyPlatform: fact(
    'boolean',
    'inventory',
    ['Plateforme centrale ou propriétaire', 'Mainframe or proprietary platform'],
    [
      'La charge tourne-t-elle sur un ordinateur central ou un système propriétaire ?',
      'Does the workload run on a mainframe or a proprietary system?',
    ],
    { mayChange: false },
  ),
  managedEquivalent: fact(
    'boolean',
    'inventory',
    ['Existe en service géré', 'Exists as a managed service'],
    [
      'La base ou l’intergiciel existe-t-il en service géré (base, conteneurs, serveur d’applications) ?',
      'Does the database or middleware exist as a managed service (database, containers, application server)?',
    ],
    { mayChange: false },
  ),
  saasEquivalent: fact(
    'boolean',
    'answers',
    ['Logiciel-service équivalent', 'Equivalent software as a service'],
    [
      'Un logiciel-service couvre-t-il les fonctions utilisées ?',
      'Does a software as a service cover the functions in use?',
    ],
  ),
  sourceAvailable: fact(
    'boolean',
    'answers',
    ['Code source en main', 'Source code in hand'],
    [
      'L’organisme a-t-il le code source et de quoi le compiler ?',
      'Does the body have the source code and the means to build it?',
    ],
  ),
  deliveryAutomated: fact(
    'boolean',
    'answers',
    ['Livraison automatisée', 'Automated delivery'],
    ['La livraison et les essais sont-ils automatisés ?', 'Are delivery and tests automated?'],
  ),
  platformChangeTested: fact(
    'boolean',
    'answers',
    ['Changement de plateforme éprouvé', 'Platform change proved'],
    [
      'Un changement de version du système ou de la base a-t-il été essayé avec succès ?',
      'Was a change of system or database version tried with success?',
    ],
  ),
  hypervisorMove: fact(
    'boolean',
    'answers',
    ['Même hyperviseur à destination', 'Same hypervisor at destination'],
    [
      'La destination offre-t-elle le même hyperviseur, sans toucher aux machines ?',
      'Does the destination have the same hypervisor, machines untouched?',
    ],
  ),
  osSupport: fact(
    'text',
    'lifecycle',
    ['Soutien du système d’exploitation', 'Operating system support'],
    [
      'Quel est le système d’exploitation de chaque serveur, avec sa version ?',
      'What is the operating system of each server, with its version?',
    ],
    { values: ['supported', 'ending', 'ended'] },
  ),
  monthsToSupportEnd: fact(
    'number',
    'lifecycle',
    ['Mois avant la fin du soutien', 'Months to end of support'],
    [
      'Quel est le système d’exploitation de chaque serveur, avec sa version ?',
      'What is the operating system of each server, with its version?',
    ],
    { unit: 'months' },
  ),
  vendorSupport: fact(
    'text',
    'answers',
    ['Soutien de l’éditeur', 'Vendor support'],
    [
      'L’éditeur soutient-il encore cette version, et jusqu’à quand ?',
      'Does the vendor still support this version, and until when?',
    ],
    { values: ['supported', 'ending', 'ended'] },
  ),
  environment: fact(
    'text',
    'inventory',
    ['Environnement', 'Environment'],
    ['Dans quel environnement la charge tourne-t-elle ?', 'In which environment does the workload run?'],
    { values: ['production', 'recovery', 'test'], mayChange: false },
  ),
  servers: fact(
    'number',
    'inventory',
    ['Ressources', 'Assets'],
    ['Sur combien de ressources la charge tourne-t-elle ?', 'On how many assets does the workload run?'],
    { unit: 'servers', mayChange: false },
  ),
}

/** Words for the values of closed lists. */
export const strategyValueWords: Readonly<Record<string, Bilingual>> = {
  active: { fr: 'active', en: 'active' },
  idle: { fr: 'peu active', en: 'idle' },
  zombie: { fr: 'dormante', en: 'dormant' },
  supported: { fr: 'soutenu', en: 'supported' },
  ending: { fr: 'bientôt terminé', en: 'ending soon' },
  ended: { fr: 'terminé', en: 'ended' },
  none: { fr: 'aucun', en: 'none' },
  acquire: { fr: 'acquisition', en: 'acquisition' },
  develop: { fr: 'développement', en: 'development' },
  overhaul: { fr: 'refonte', en: 'overhaul' },
  migrate: { fr: 'migration', en: 'migration' },
  production: { fr: 'production', en: 'production' },
  recovery: { fr: 'relève', en: 'recovery' },
  test: { fr: 'essais', en: 'test' },
}

export type FactValue = string | number | boolean

/** What is stated of one fact by one source. */
export type StatedFact = {
  readonly name: string
  readonly value: FactValue
  /** How far it may still be relied on, 0–1: 1 for what a file or a verdict says, less for an answer as it ages. */
  readonly confidence: number
  /** Where it was read or who said it, in words. */
  readonly source: Bilingual
}

/** What is known of a workload: each fact once. A name that is absent, or contested, is unknown. */
export type KnownFact = StatedFact & {
  /** Set when two sources say otherwise: the fact is then unknown, and these say why. */
  readonly contested?: readonly StatedFact[]
}
export type KnownFacts = ReadonlyMap<string, KnownFact>

/**
 * The facts of a workload out of everything stated, whatever its order. Sources that agree leave the surest one. Sources that disagree
 * leave the fact contested, which counts as unknown: nothing is guessed. Statements of no confidence count for nothing.
 */
export function knownFacts(stated: readonly StatedFact[]): KnownFacts {
  const bySource = Map.groupBy(
    stated.filter(({ name, confidence }) => confidence > 0 && strategyFacts[name] !== undefined),
    ({ name }) => name,
  )
  const facts = new Map<string, KnownFact>()
  for (const [name, those] of bySource) {
    const sorted = those.toSorted(
      (a, b) => b.confidence - a.confidence || String(a.value).localeCompare(String(b.value), 'en') || compare(a, b),
    )
    const [surest] = sorted
    if (surest === undefined) continue
    const disagree = sorted.some(({ value }) => value !== surest.value)
    facts.set(name, disagree ? { ...surest, contested: sorted } : surest)
  }
  return facts
}

const compare = (a: StatedFact, b: StatedFact) => a.source.fr.localeCompare(b.source.fr, 'en')

/** The value of a fact when it is known and no source contests it. */
export function valueOf(facts: KnownFacts, name: string): FactValue | undefined {
  const found = facts.get(name)
  return found === undefined || found.contested !== undefined ? undefined : found.value
}

/** A value in words. */
export function saidValue(name: string, value: FactValue): Bilingual {
  if (typeof value === 'boolean') return value ? { fr: 'oui', en: 'yes' } : { fr: 'non', en: 'no' }
  if (typeof value === 'number') {
    const unit = unitWords[strategyFacts[name]?.unit ?? 'points']
    const round = Math.round(value * 10) / 10
    return { fr: `${String(round).replace('.', ',')}${unit.fr}`, en: `${round}${unit.en}` }
  }
  return strategyValueWords[value] ?? { fr: value, en: value }
}

const unitWords: Readonly<Record<NonNullable<StrategyFact['unit']>, Bilingual>> = {
  servers: { fr: '', en: '' },
  workloads: { fr: '', en: '' },
  months: { fr: ' mois', en: ' months' },
  points: { fr: ' sur 100', en: ' of 100' },
}
