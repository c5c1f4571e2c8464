import type { Bilingual } from '../shared/bilingual.ts'

export type FactType = 'boolean' | 'number' | 'text' | 'list' | 'presence'

/**
 * A fact that a pack may name (DECISIONS 5): its type, where it comes from, and what to ask when it is unknown. Any other name keeps a
 * pack from loading. `values` closes the list of a text.
 */
export type CatalogueFact = {
  readonly type: FactType
  readonly from: string
  readonly label: Bilingual
  readonly question: Bilingual
  readonly values?: readonly string[]
}

const fact = (
  type: FactType,
  from: string,
  [labelFr, labelEn]: readonly [string, string],
  [questionFr, questionEn]: readonly [string, string],
  values?: readonly string[],
): CatalogueFact => ({
  type,
  from,
  label: { fr: labelFr, en: labelEn },
  question: { fr: questionFr, en: questionEn },
  ...(values === undefined ? {} : { values }),
})

/** Words for the values of closed lists; a value that is not here is a code that people know (country, number). */
export const valueWords: Readonly<Record<string, Bilingual>> = {
  public_cloud: { fr: 'infonuagique publique', en: 'public cloud' },
  saas: { fr: 'logiciel-service', en: 'software as a service' },
  private_provider: { fr: 'fournisseur privé', en: 'private provider' },
  state: { fr: 'nuage de l’État', en: 'State cloud' },
  legacy_cti: { fr: 'centre de traitement', en: 'data centre' },
  iaas: { fr: 'infrastructure-service', en: 'infrastructure as a service' },
  paas: { fr: 'plateforme-service', en: 'platform as a service' },
  prod: { fr: 'production', en: 'production' },
  nonprod: { fr: 'hors production', en: 'non-production' },
  none: { fr: 'aucun', en: 'none' },
  acquire: { fr: 'acquisition', en: 'acquisition' },
  develop: { fr: 'développement', en: 'development' },
  overhaul: { fr: 'refonte', en: 'overhaul' },
  migrate: { fr: 'migration', en: 'migration' },
  PA: { fr: 'Protégé A', en: 'Protected A' },
  PB: { fr: 'Protégé B', en: 'Protected B' },
  PC: { fr: 'Protégé C', en: 'Protected C' },
  classified: { fr: 'classifié', en: 'classified' },
}

const kinds = ['public_cloud', 'saas', 'private_provider', 'state', 'legacy_cti'] as const

export const factCatalogue: Readonly<Record<string, CatalogueFact>> = {
  'w.pi.present': fact(
    'boolean',
    'classification.pi.present',
    ['Renseignements personnels', 'Personal information'],
    ['La charge contient-elle des renseignements personnels ?', 'Does the workload hold personal information?'],
  ),
  'w.pi.sensitive': fact(
    'boolean',
    'classification.pi.sensitive',
    ['Renseignements personnels sensibles', 'Sensitive personal information'],
    ['Ces renseignements sont-ils sensibles ?', 'Is this information sensitive?'],
  ),
  'w.pi.collectedFromPerson': fact(
    'boolean',
    'classification.pi.collectedFromPerson',
    ['Recueillis auprès de la personne', 'Collected from the person'],
    ['Sont-ils recueillis auprès de la personne elle-même ?', 'Are they collected from the person?'],
  ),
  'w.pi.communicatedWithoutConsent': fact(
    'boolean',
    'classification.pi.communicatedWithoutConsent',
    ['Communiqués sans consentement', 'Communicated without consent'],
    ['Sont-ils communiqués sans consentement (art. 66 à 68) ?', 'Are they communicated without consent (s. 66 to 68)?'],
  ),
  'w.change': fact(
    'text',
    'classification.change',
    ['Changement prévu', 'Planned change'],
    [
      'Quel changement est prévu : aucun, acquisition, développement, refonte ou migration ?',
      'Which change is planned: none, acquire, develop, overhaul or migrate?',
    ],
    ['none', 'acquire', 'develop', 'overhaul', 'migrate'],
  ),
  'w.efvp.adequate': fact(
    'boolean',
    'classification.efvp.adequate; false while no outside-Québec assessment is done',
    ['Protection adéquate démontrée', 'Adequate protection shown'],
    [
      'L’EFVP hors Québec démontre-t-elle une protection adéquate ?',
      'Does the outside-Québec assessment show adequate protection?',
    ],
  ),
  'w.legalRegimes': fact(
    'list',
    'classification.legalRegimes',
    ['Régimes juridiques', 'Legal regimes'],
    [
      'Quels régimes juridiques s’appliquent (santé, fiscal, justice, Conseil des ministres) ?',
      'Which legal regimes apply (health, tax, justice, cabinet)?',
    ],
  ),
  'w.adjudicative': fact(
    'boolean',
    'classification.adjudicative',
    ['Information juridictionnelle', 'Adjudicative information'],
    [
      'L’information relève-t-elle d’un tribunal ou de fonctions juridictionnelles ?',
      'Does the information belong to a court or adjudicative functions?',
    ],
  ),
  'w.caEquivalent': fact(
    'text',
    'classification.caEquivalent',
    ['Équivalent fédéral', 'Federal equivalent'],
    ['Quel serait le niveau fédéral équivalent ?', 'What would the federal level be?'],
    ['none', 'PA', 'PB', 'PC', 'classified'],
  ),
  'w.missionCritical': fact(
    'boolean',
    'classification.missionCritical',
    ['Mission essentielle', 'Mission critical'],
    ['La mission s’arrête-t-elle sans cette charge ?', 'Does the mission stop without this workload?'],
  ),
  'w.realData': fact(
    'boolean',
    'classification.realData',
    ['Données réelles', 'Real data'],
    ['Cet environnement contient-il des données réelles ?', 'Does this environment hold real data?'],
  ),
  'w.dic': fact(
    'presence',
    'classification.dic',
    ['Catégorisation DIC', 'DIC categorisation'],
    ['La catégorisation DIC est-elle faite et approuvée ?', 'Is the DIC categorisation done and approved?'],
  ),
  'w.dic.d': fact(
    'number',
    'classification.dic.d',
    ['Disponibilité (D)', 'Availability (D)'],
    ['Quel niveau de disponibilité ?', 'Which availability level?'],
  ),
  'w.dic.c': fact(
    'number',
    'classification.dic.c',
    ['Confidentialité (C)', 'Confidentiality (C)'],
    ['Quel niveau de confidentialité ?', 'Which confidentiality level?'],
  ),
  'w.dic.ageMonths': fact(
    'number',
    'months since classification.dic.date',
    ['Âge de la catégorisation (mois)', 'Age of the categorisation (months)'],
    ['À quelle date la catégorisation a-t-elle été faite ?', 'On which date was the categorisation made?'],
  ),
  'w.detenteur': fact(
    'presence',
    'classification.owner',
    ['Détenteur de l’information', 'Information holder'],
    ['Qui est le détenteur de l’information ?', 'Who is the information holder?'],
  ),
  'w.env': fact(
    'text',
    'workload.environment: recovery counts as prod, test as nonprod',
    ['Environnement', 'Environment'],
    ['Dans quel environnement la charge tourne-t-elle ?', 'In which environment does the workload run?'],
    ['prod', 'nonprod'],
  ),
  'w.isNewPlacement': fact(
    'boolean',
    'the option is not where the workload runs today; unknown for a data centre when nobody stated where it runs',
    ['Nouvel emplacement', 'New placement'],
    ['La charge tourne-t-elle déjà à cet endroit ?', 'Does the workload already run there?'],
  ),
  outQc: fact(
    'boolean',
    'any place of data, backup, keys or support, or the contract entity, is not in Québec',
    ['Sort du Québec', 'Leaves Québec'],
    [
      'Où sont les données, les copies, les clés, le soutien et l’entité contractante ?',
      'Where are the data, backups, keys, support and contract entity?',
    ],
  ),
  foreignReach: fact(
    'boolean',
    'any jurisdiction able to compel the group, other than Canada',
    ['Portée d’une loi étrangère', 'Foreign reach'],
    [
      'Quels pays peuvent contraindre ce fournisseur ou son groupe ?',
      'Which countries can compel this provider or its group?',
    ],
  ),
  'p.backup.outsideQc': fact(
    'boolean',
    'places of the backup',
    ['Copie de relève hors du Québec', 'Recovery copy outside Québec'],
    ['Où est gardée la copie de relève ?', 'Where is the recovery copy kept?'],
  ),
  'p.data.country': fact(
    'text',
    'places of the data; a country other than Canada wins',
    ['Pays des données', 'Country of the data'],
    ['Dans quel pays les données sont-elles conservées ?', 'In which country are the data kept?'],
  ),
  't.kind': fact(
    'text',
    'hosting option',
    ['Genre d’hébergement', 'Kind of hosting'],
    ['Quel est le genre d’hébergement ?', 'Which kind of hosting is it?'],
    kinds,
  ),
  't.model': fact(
    'text',
    'hosting option',
    ['Modèle de service', 'Service model'],
    [
      'Est-ce une infrastructure, une plateforme ou un logiciel-service ?',
      'Is it infrastructure, platform or software as a service?',
    ],
    ['iaas', 'paas', 'saas'],
  ),
  't.retainedSite': fact(
    'boolean',
    'hosting option',
    ['Site conservé', 'Retained site'],
    ['Ce centre est-il conservé ou appelé à fermer ?', 'Is this centre retained or due to close?'],
  ),
  't.parentCountry': fact(
    'text',
    'hosting option',
    ['Pays du groupe', 'Country of the parent'],
    ['Dans quel pays le groupe est-il établi ?', 'In which country is the group established?'],
  ),
  't.independentSites': fact(
    'number',
    'hosting option',
    ['Sites indépendants', 'Independent sites'],
    [
      'Sur combien de sites indépendants le service repose-t-il ?',
      'On how many independent sites does the service stand?',
    ],
  ),
  't.processesClearText': fact(
    'boolean',
    'hosting option',
    ['Traite les données en clair', 'Processes clear text'],
    ['Le fournisseur traite-t-il les données en clair ?', 'Does the provider process data in clear text?'],
  ),
  't.catalogue.qualified': fact(
    'boolean',
    'broker’s catalogue entry',
    ['Offre qualifiée au catalogue', 'Qualified offer'],
    ['Cette offre est-elle au catalogue du Courtier ?', 'Is this offer in the broker’s catalogue?'],
  ),
  't.catalogue.qualifiedForSensitive': fact(
    'boolean',
    'broker’s catalogue entry',
    ['Qualifiée pour les données sensibles', 'Qualified for sensitive data'],
    ['Cette offre est-elle qualifiée pour les données sensibles ?', 'Is this offer qualified for sensitive data?'],
  ),
  'alt.canadianQualifiedExists': fact(
    'boolean',
    'computed over the catalogue',
    ['Offre canadienne qualifiée', 'Qualified Canadian offer'],
    ['Existe-t-il une offre canadienne qualifiée équivalente ?', 'Is there an equivalent qualified Canadian offer?'],
  ),
}

const obligation = (labelFr: string, labelEn: string, questionFr: string, questionEn: string) => ({
  label: { fr: labelFr, en: labelEn },
  question: { fr: questionFr, en: questionEn },
})

/** What a rule may demand. Composite names (`A_OR_B`, `X_if_C`) are made of these. */
export const obligationCatalogue: Readonly<
  Record<string, { readonly label: Bilingual; readonly question: Bilingual }>
> = {
  'efvp.project.started': obligation(
    'EFVP du projet commencée',
    'Project privacy assessment started',
    'L’EFVP du projet est-elle commencée ?',
    'Is the project’s privacy assessment started?',
  ),
  'committee.consulted_at_start': obligation(
    'Comité consulté dès le début',
    'Committee consulted from the start',
    'À quelle date le comité a-t-il été consulté ?',
    'On which date was the committee consulted?',
  ),
  'efvp.outsideQc.done': obligation(
    'EFVP hors Québec faite',
    'Outside-Québec assessment done',
    'L’EFVP hors Québec est-elle faite ?',
    'Is the outside-Québec assessment done?',
  ),
  'factors.sensitivity': obligation(
    'Sensibilité évaluée',
    'Sensitivity assessed',
    'La sensibilité est-elle évaluée ?',
    'Is sensitivity assessed?',
  ),
  'factors.purpose': obligation(
    'Finalité évaluée',
    'Purpose assessed',
    'La finalité est-elle évaluée ?',
    'Is the purpose assessed?',
  ),
  'factors.measures': obligation(
    'Mesures de protection évaluées',
    'Protection measures assessed',
    'Les mesures de protection sont-elles évaluées ?',
    'Are protection measures assessed?',
  ),
  'factors.legalRegime': obligation(
    'Régime juridique évalué',
    'Legal regime assessed',
    'Le régime juridique du lieu est-il évalué ?',
    'Is the legal regime of the place assessed?',
  ),
  'agreement.signed': obligation(
    'Entente écrite signée',
    'Written agreement signed',
    'À quelle date l’entente a-t-elle été signée ?',
    'On which date was the agreement signed?',
  ),
  'agreement.reflects_efvp': obligation(
    'Entente conforme à l’EFVP',
    'Agreement reflects the assessment',
    'L’entente tient-elle compte de l’EFVP ?',
    'Does the agreement reflect the assessment?',
  ),
  'register67_3.entry': obligation(
    'Inscription au registre',
    'Entry in the register',
    'La communication est-elle inscrite au registre ?',
    'Is the communication in the register?',
  ),
  'register67_3.flag70_1': obligation(
    'Mention 70.1 au registre',
    '70.1 flag in the register',
    'La mention 70.1 est-elle portée au registre ?',
    'Does the register carry the 70.1 flag?',
  ),
  'export.structured_common_format': obligation(
    'Remise en format structuré et courant',
    'Structured, common export',
    'La solution remet-elle les renseignements en format structuré et courant ?',
    'Can the solution return the data in a structured, common format?',
  ),
  'efvp.health.done': obligation(
    'EFVP de la Loi santé faite',
    'Health assessment done',
    'L’EFVP propre à la Loi santé est-elle faite ?',
    'Is the assessment under the health act done?',
  ),
  'manual.routing': obligation(
    'Décision prise à la main',
    'Decided by hand',
    'La décision a-t-elle été acheminée à la main ?',
    'Was the decision routed by hand?',
  ),
  'legal.opinion': obligation(
    'Avis juridique',
    'Legal opinion',
    'Un avis juridique a-t-il été obtenu ?',
    'Was a legal opinion obtained?',
  ),
  't.nsi_gte_3': obligation(
    'Niveau de souveraineté 3 ou 4',
    'Sovereignty level 3 or 4',
    'Quel est le niveau de souveraineté de l’offre ?',
    'What is the sovereignty level of the offer?',
  ),
  'justification.foreign_choice': obligation(
    'Choix étranger justifié',
    'Foreign choice justified',
    'Le choix d’une offre étrangère est-il justifié par écrit ?',
    'Is the foreign choice justified in writing?',
  ),
  'cost_gap.recorded': obligation(
    'Écart de coût consigné',
    'Cost gap recorded',
    'L’écart de coût avec l’offre canadienne est-il consigné ?',
    'Is the cost gap with the Canadian offer recorded?',
  ),
  second_site: obligation(
    'Deuxième site',
    'Second site',
    'Un deuxième site indépendant est-il prévu ?',
    'Is a second independent site planned?',
  ),
  'failover.tested_yearly': obligation(
    'Essai annuel de relève',
    'Yearly failover test',
    'La relève est-elle essayée chaque année ?',
    'Is failover tested every year?',
  ),
  'assurance.cccs_medium_for_service_in_region': obligation(
    'Évaluation CCCS moyenne du service dans la région',
    'CCCS Medium for the service in the region',
    'Le service est-il évalué (CCCS moyen) dans cette région ?',
    'Is the service assessed (CCCS Medium) in this region?',
  ),
  'assurance.iso27001_27017_soc2t2': obligation(
    'ISO 27001 et 27017 et SOC 2 type 2',
    'ISO 27001 and 27017 and SOC 2 type 2',
    'Le service a-t-il ISO 27001, ISO 27017 et SOC 2 type 2 ?',
    'Does the service have ISO 27001, ISO 27017 and SOC 2 type 2?',
  ),
  'encrypt.at_rest': obligation(
    'Chiffrement au repos',
    'Encryption at rest',
    'Les données sont-elles chiffrées au repos ?',
    'Are data encrypted at rest?',
  ),
  'tls.gte_1_2': obligation(
    'TLS 1.2 ou plus',
    'TLS 1.2 or later',
    'Les échanges sont-ils en TLS 1.2 ou plus ?',
    'Are exchanges in TLS 1.2 or later?',
  ),
  cse_approved_algorithms: obligation(
    'Algorithmes approuvés',
    'Approved algorithms',
    'Les algorithmes sont-ils approuvés ?',
    'Are the algorithms approved?',
  ),
  'key_strategy.recorded': obligation(
    'Stratégie de clés consignée',
    'Key strategy recorded',
    'La stratégie de clés est-elle consignée ?',
    'Is the key strategy recorded?',
  ),
  'keys.hyok': obligation(
    'Clés hors du fournisseur (HYOK)',
    'Keys outside the provider (HYOK)',
    'Les clés sont-elles hors du contrôle du fournisseur ?',
    'Are the keys outside the provider’s control?',
  ),
  'keys.attested_confidential_computing': obligation(
    'Informatique confidentielle attestée',
    'Attested confidential computing',
    'L’informatique confidentielle est-elle attestée ?',
    'Is confidential computing attested?',
  ),
  'support.canada_only': obligation(
    'Soutien au Canada seulement',
    'Support in Canada only',
    'Le soutien est-il assuré au Canada seulement ?',
    'Is support given from Canada only?',
  ),
  'contract.notify_and_challenge': obligation(
    'Clause d’avis et de contestation',
    'Notify-and-challenge clause',
    'Le contrat oblige-t-il à aviser et à contester ?',
    'Does the contract oblige to notify and challenge?',
  ),
  'residualRisk.accepted_by_head': obligation(
    'Risque résiduel accepté',
    'Residual risk accepted',
    'Le risque résiduel est-il accepté par la direction ?',
    'Is the residual risk accepted by the head?',
  ),
  'exit.plan': obligation('Plan de sortie', 'Exit plan', 'Y a-t-il un plan de sortie ?', 'Is there an exit plan?'),
  'export.tested': obligation(
    'Exportation éprouvée',
    'Export tested',
    'L’exportation des données est-elle éprouvée ?',
    'Has the export been tested?',
  ),
  'dependency.list': obligation(
    'Liste des dépendances',
    'Dependency list',
    'Les dépendances au fournisseur sont-elles listées ?',
    'Are the dependencies on the provider listed?',
  ),
  'cutoff_scenario.rehearsed': obligation(
    'Scénario de coupure répété',
    'Cut-off scenario rehearsed',
    'Le scénario de coupure a-t-il été répété ?',
    'Has the cut-off scenario been rehearsed?',
  ),
}

/** An obligation as a pack writes it: any of `anyOf` meets it; it binds only when the fact `onlyIf` is true. */
export type ParsedObligation = {
  readonly name: string
  readonly anyOf: readonly string[]
  readonly onlyIf: string | undefined
}

type ObligationText = { readonly label: Bilingual; readonly question: Bilingual }
const texts = new WeakMap<ParsedObligation, ObligationText>()

/** What people read for an obligation, alternatives joined. Made once for each obligation of a loaded pack. */
export function obligationText(parsed: ParsedObligation): ObligationText {
  const known = texts.get(parsed)
  if (known !== undefined) return known
  const made = joinedText(parsed)
  texts.set(parsed, made)
  return made
}

function joinedText(parsed: ParsedObligation): ObligationText {
  const named = parsed.anyOf.map((part) => obligationCatalogue[part])
  const joined = (language: 'fr' | 'en', key: 'label' | 'question') =>
    named
      .map((entry) => entry?.[key][language] ?? '')
      .join(key === 'question' ? ' ' : language === 'fr' ? ' ou ' : ' or ')
  return {
    label: { fr: joined('fr', 'label'), en: joined('en', 'label') },
    question: { fr: joined('fr', 'question'), en: joined('en', 'question') },
  }
}

/**
 * Reads `A_OR_B` and `X_if_C`. The second part of an alternative takes the prefix of the first when it has none:
 * `keys.hyok_OR_attested_confidential_computing` is `keys.hyok` or `keys.attested_confidential_computing`.
 */
export function parsedObligation(name: string): ParsedObligation {
  const [body = name, onlyIf] = name.split('_if_')
  const [first = body, ...others] = body.split('_OR_')
  const prefix = first.includes('.') ? first.slice(0, first.indexOf('.') + 1) : ''
  return { name, anyOf: [first, ...others.map((other) => (other.includes('.') ? other : `${prefix}${other}`))], onlyIf }
}
