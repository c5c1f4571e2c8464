import type { Bilingual } from '../shared/bilingual.ts'

/** What a formula of an indicator may name. Amounts are whole cents of CAD, counts whole numbers; `null` is not known, and never 0. */
export type NamedCounts = Readonly<Record<string, number | null>>

type Named = Bilingual & { readonly kind: 'count' | 'cents' | 'months' }
const count = (fr: string, en: string): Named => ({ fr, en, kind: 'count' })
const cents = (fr: string, en: string): Named => ({ fr, en, kind: 'cents' })

/** Every name that the product counts, or that a person states from a register, in the words of the public page. */
export const countCatalogue: Readonly<Record<string, Named>> = {
  workloads: count('charges de l’inventaire', 'workloads of the inventory'),
  signed: count('décisions signées', 'signed decisions'),
  approved: count('catégorisations approuvées', 'approved categorisations'),
  fresh: count('catégorisations approuvées depuis moins de 36 mois', 'categorisations approved within 36 months'),
  bodies: count('organismes qui ont une charge', 'bodies with a workload'),
  completed: count('organismes où tout est signé', 'bodies where all is signed'),
  public: count('vers le nuage public', 'to the public cloud'),
  provider: count('vers un fournisseur privé', 'to a private provider'),
  state: count('vers le nuage gouvernemental', 'to the government cloud'),
  retained: count('charges conservées où elles sont', 'workloads retained where they are'),
  retired: count('charges retirées', 'retired workloads'),
  canadian: count('vers un exploitant canadien', 'to a Canadian operator'),
  controlled: count('vers une offre de NSI 3 ou plus', 'to an offer of NSI 3 or more'),
  placed: count('décisions qui nomment une option', 'decisions that name an option'),
  signedValue: cents('coût annuel actuel des charges décidées', 'current yearly cost of the decided workloads'),
  publicValue: cents('coût annuel actuel vers le nuage public', 'current yearly cost going to the public cloud'),
  providerValue: cents(
    'coût annuel actuel vers un fournisseur privé',
    'current yearly cost going to a private provider',
  ),
  stateValue: cents(
    'coût annuel actuel vers le nuage gouvernemental',
    'current yearly cost going to the government cloud',
  ),
  retainedValue: cents('coût annuel actuel conservé où il est', 'current yearly cost retained where it is'),
  retiredValue: cents('coût annuel actuel retiré', 'current yearly cost retired'),
  valued: count('charges décidées dont le coût est connu', 'decided workloads with a known cost'),
  placedValue: cents(
    'coût des charges dont la décision nomme une option',
    'cost of the workloads whose decision names an option',
  ),
  controlledValue: cents('coût vers une offre de NSI 3 ou plus', 'cost going to an offer of NSI 3 or more'),
  canadianValue: cents('coût vers un exploitant canadien', 'cost going to a Canadian operator'),
  publicValued: count(
    'charges vers le nuage public, de coût connu',
    'workloads going to the public cloud, of known cost',
  ),
  providerValued: count(
    'charges vers un fournisseur privé, de coût connu',
    'workloads going to a private provider, of known cost',
  ),
  stateValued: count(
    'charges vers le nuage gouvernemental, de coût connu',
    'workloads going to the government cloud, of known cost',
  ),
  retainedValued: count('charges conservées, de coût connu', 'workloads retained, of known cost'),
  retiredValued: count('charges retirées, de coût connu', 'workloads retired, of known cost'),
  placedValued: count(
    'charges dont la décision nomme une option, de coût connu',
    'workloads whose decision names an option, of known cost',
  ),
  controlledValued: count(
    'charges vers une offre de NSI 3 ou plus, de coût connu',
    'workloads going to an offer of NSI 3 or more, of known cost',
  ),
  canadianValued: count(
    'charges vers un exploitant canadien, de coût connu',
    'workloads going to a Canadian operator, of known cost',
  ),
  done: count('EFVP de projet faites', 'project PIAs done'),
  needed: count('charges avec renseignements personnels', 'workloads with personal information'),
  outsideOpen: count('dossiers de l’art. 70.1 ouverts', 'files under s. 70.1 open'),
  living: count('dérogations en vigueur', 'exemptions in force'),
  ended: count('dérogations échues', 'exemptions ended'),
  promised: cents('somme des engagements en vigueur', 'sum of the promises in force'),
  promises: count('engagements en vigueur', 'promises in force'),
  plannedToDate: cents('bénéfices prévus à ce jour', 'benefits planned to date'),
  realised: cents('bénéfices acceptés par les finances, cotes A et B', 'benefits accepted by finance, grades A and B'),
  claimed: cents('bénéfices déclarés qui attendent une validation', 'benefits claimed and waiting for a validation'),
  acceptedClaims: count('réclamations acceptées', 'accepted claims'),
  waitingClaims: count('réclamations en attente', 'claims that wait'),
  forecast: cents('bénéfices prévus à terme, médiane', 'benefits forecast at term, median'),
  forecasts: count('bénéfices qui ont une prévision', 'benefits that have a forecast'),
  lateMonths: { fr: 'retard médian des bénéfices', en: 'median delay of benefits', kind: 'months' },
  dated: count('bénéfices qui ont une date', 'benefits that have a date'),
  invest: count('applications à développer (T.I.M.E.)', 'applications to invest in (T.I.M.E.)'),
  eliminate: count('applications à retirer (T.I.M.E.)', 'applications to eliminate (T.I.M.E.)'),
  tolerate: count('applications à tolérer (T.I.M.E.)', 'applications to tolerate (T.I.M.E.)'),
  migrate: count('applications à migrer (T.I.M.E.)', 'applications to migrate (T.I.M.E.)'),
  plans: count('bénéfices dont le plan a commencé', 'benefits whose plan has begun'),
  positioned: count('charges situées par T.I.M.E.', 'workloads placed by T.I.M.E.'),
  closedCentres: count('centres de traitement fermés', 'data centres closed'),
  keptCentres: count('centres de traitement conservés', 'data centres kept'),
  scopeCentres: count('centres de traitement visés', 'data centres in scope'),
  programmeApproved: cents('coût du programme approuvé', 'approved cost of the programme'),
  programmeCurrent: cents('coût du programme prévu aujourd’hui', 'cost of the programme planned today'),
  programmeActual: cents('coût du programme dépensé', 'cost of the programme spent'),
  paperless: count('processus administratifs sans papier', 'paperless administrative processes'),
  processes: count('processus administratifs', 'administrative processes'),
  openDataBodies: count(
    'organismes qui publient la plupart de leurs données',
    'bodies that publish most of their data',
  ),
  reportingBodies: count('organismes qui ont répondu', 'bodies that answered'),
  codesigned: count('nouveaux services conçus avec les citoyens', 'new services designed with citizens'),
  newServices: count('nouveaux services numériques', 'new digital services'),
  wellUsed: count('services utilisés à plus de 75 %', 'services used above 75%'),
  services: count('services numériques', 'digital services'),
}

/** « décisions signées ÷ charges de l’inventaire » : a formula in words; a name not known here stays as it is written. */
export function formulaInWords(
  formula: string,
  language: keyof Bilingual,
  names: Readonly<Record<string, Bilingual>> = {},
): string {
  return formula
    .replaceAll(/[a-zA-Z][a-zA-Z0-9_]*/g, (name) => (names[name] ?? countCatalogue[name])?.[language] ?? name)
    .replaceAll(' / ', ' ÷ ')
    .replaceAll(' * ', ' × ')
    .replaceAll(' - ', ' − ')
}
