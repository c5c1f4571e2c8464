import type { Bilingual } from '#models/shared/bilingual.ts'
import { countOf } from '#server/shared/wording.ts'

const sentences: Readonly<Record<string, Bilingual>> = {
  'account.first-administrator': {
    fr: 'Premier compte d’administration créé',
    en: 'First administrator account created',
  },
  'account.invited': { fr: 'Personne invitée', en: 'Person invited' },
  'account.invitation': { fr: 'Invitation acceptée', en: 'Invitation accepted' },
  'account.recovery': { fr: 'Accès récupéré', en: 'Access recovered' },
  'account.recovery-link': { fr: 'Lien de récupération remis', en: 'Recovery link given' },
  'account.sign-in': { fr: 'Session ouverte par un lien', en: 'Signed in by a link' },
  'account.disabled': { fr: 'Compte désactivé', en: 'Account disabled' },
  'token.created': { fr: 'Jeton créé pour un programme', en: 'Token created for a program' },
  'token.revoked': { fr: 'Jeton révoqué', en: 'Token revoked' },
  'body.created': { fr: 'Organisme ajouté', en: 'Body added' },
  'workload.edited': { fr: 'Charge corrigée', en: 'Workload corrected' },
  'workload.bulk-edited': {
    fr: 'Disposition proposée pour un lot de charges',
    en: 'Strategy proposed for many workloads',
  },
  'workload.bulk-undone': { fr: 'Modification d’un lot annulée', en: 'Bulk edit undone' },
  'workload.regrouped': { fr: 'Ressources déplacées vers une autre charge', en: 'Assets moved to another workload' },
  'dependency.stated': {
    fr: 'Contenu d’une dépendance déclaré',
    en: 'What a dependency carries was stated',
  },
  'current-cost.stated': { fr: 'Coût actuel déclaré', en: 'Current cost stated' },
  'classification.proposed': { fr: 'Classification proposée', en: 'Classification proposed' },
  'classification.approved': { fr: 'Classification approuvée', en: 'Classification approved' },
  'classification.returned': { fr: 'Classification retournée', en: 'Classification returned' },
  'exchange-rate.stated': { fr: 'Taux de change déclaré', en: 'Exchange rate stated' },
  'exchange-rate.ended': { fr: 'Taux de change retiré', en: 'Exchange rate ended' },
  'exchange-rate.imported': { fr: 'Taux de change importés', en: 'Exchange rates imported' },
  'invoice.stated': { fr: 'Facture saisie', en: 'Invoice entered' },
  'invoice.imported': { fr: 'Facture importée', en: 'Invoice imported' },
  'invoice.ended': { fr: 'Facture retirée', en: 'Invoice taken away' },
  'bill-month.closed': { fr: 'Mois de facturation fermé', en: 'Month of bills closed' },
  'bill-month.reopened': { fr: 'Mois de facturation rouvert', en: 'Month of bills reopened' },
  'rule-pack.proposed': { fr: 'Jeu de règles proposé', en: 'Rule pack proposed' },
  'rule-pack.approved': { fr: 'Jeu de règles approuvé', en: 'Rule pack approved' },
  'rule-pack.ended': { fr: 'Période d’un jeu de règles close', en: 'Period of a rule pack ended' },
  'rule-pack.returned': { fr: 'Jeu de règles retourné', en: 'Rule pack returned' },
  'rule-pack.withdrawn': { fr: 'Jeu de règles retiré', en: 'Rule pack withdrawn' },
  'rule-mode.set': { fr: 'Mode d’une règle changé', en: 'Mode of a rule changed' },
  'formulas.proposed': { fr: 'Version de formules proposée', en: 'Version of formulas proposed' },
  'formulas.approved': { fr: 'Version de formules approuvée', en: 'Version of formulas approved' },
  'formulas.returned': { fr: 'Version de formules retournée', en: 'Version of formulas returned' },
  'formulas.withdrawn': { fr: 'Version de formules retirée', en: 'Version of formulas withdrawn' },
  'allocation-rules.proposed': { fr: 'Règles d’affectation proposées', en: 'Allocation rules proposed' },
  'allocation-rules.approved': { fr: 'Règles d’affectation approuvées', en: 'Allocation rules approved' },
  'allocation-rules.returned': { fr: 'Règles d’affectation retournées', en: 'Allocation rules returned' },
  'allocation.replayed': { fr: 'Mois de facture affecté de nouveau', en: 'Bill month allocated again' },
  'ledger.applied': { fr: 'Extrait du grand livre reçu', en: 'Ledger extract received' },
  'ledger.replaced': { fr: 'Extrait du grand livre remplacé', en: 'Ledger extract replaced' },
  'ledger.replayed': { fr: 'Lignes refusées du grand livre reprises', en: 'Refused ledger lines taken again' },
  'ledger.undone': { fr: 'Extrait du grand livre annulé', en: 'Ledger extract undone' },
  'budget-entry.created': { fr: 'Retrait budgétaire inscrit', en: 'Budget withdrawal entered' },
  'budget-entry.corrected': { fr: 'Retrait budgétaire corrigé', en: 'Budget withdrawal corrected' },
  'detection.recorded': { fr: 'Données sensibles recherchées', en: 'Sensitive data looked for' },
  'questionnaire.received': { fr: 'Questionnaire reçu', en: 'Questionnaire received' },
  'questionnaire.retired': { fr: 'Questionnaire retiré', en: 'Questionnaire retired' },
  'answer.drafted': { fr: 'Réponse commencée', en: 'Answer begun' },
  'answer.completed': { fr: 'Réponse donnée', en: 'Answer given' },
  'answer.unknown': { fr: 'Réponse dite inconnue', en: 'Answer said to be unknown' },
  'strategy.overridden': {
    fr: 'Disposition retenue à la place de celle qui est calculée',
    en: 'Strategy kept instead of the computed one',
  },
  'strategy.override-withdrawn': {
    fr: 'Retour à la disposition calculée',
    en: 'Back to the computed strategy',
  },
  'score.defined': { fr: 'Score défini', en: 'Score defined' },
  'score.edited': { fr: 'Score modifié', en: 'Score changed' },
  'score.retired': { fr: 'Score retiré', en: 'Score retired' },
  'time-settings.changed': {
    fr: 'Seuils de valeur et de tenue changés',
    en: 'Thresholds of value and fit changed',
  },
  'decision.proposed': { fr: 'Décision proposée', en: 'Decision proposed' },
  'decision.signed': { fr: 'Décision signée', en: 'Decision signed' },
  'decision.returned': { fr: 'Décision retournée', en: 'Decision returned' },
  'exemption.proposed': { fr: 'Dérogation demandée', en: 'Exemption asked for' },
  'exemption.approved': { fr: 'Dérogation approuvée', en: 'Exemption approved' },
  'exemption.returned': { fr: 'Demande de dérogation retournée', en: 'Exemption request returned' },
  'exemption.withdrawn': { fr: 'Dérogation retirée', en: 'Exemption withdrawn' },
  'exemption.ended': {
    fr: 'Dérogation échue ; la charge est jugée sans elle',
    en: 'Exemption ended; the workload is judged without it',
  },
  'exemption.policy-changed': {
    fr: 'Politique des dérogations changée',
    en: 'Policy of exemptions changed',
  },
  'case.opened': { fr: 'Dossier d’affaires ouvert', en: 'Business case opened' },
  'case.edited': { fr: 'Dossier d’affaires modifié', en: 'Business case changed' },
  'case.computed': { fr: 'Dossier d’affaires calculé', en: 'Business case computed' },
  'cost-facts.stated': { fr: 'Faits de coût déclarés', en: 'Cost facts stated' },
  'assumptions.stated': { fr: 'Hypothèses de l’organisme déclarées', en: 'Assumptions of the body stated' },
  'incident.recorded': { fr: 'Incident inscrit au registre', en: 'Incident entered in the register' },
  'incident.edited': { fr: 'Incident complété', en: 'Incident completed' },
  'incident.closed': { fr: 'Incident fermé', en: 'Incident closed' },
  'incident.reopened': { fr: 'Incident rouvert', en: 'Incident reopened' },
  'ladder.changed': { fr: 'Échelle de niveaux changée', en: 'Ladder of levels changed' },
  'price-book.proposed': { fr: 'Grille tarifaire proposée', en: 'Price book proposed' },
  'price-book.accepted': { fr: 'Grille tarifaire acceptée', en: 'Price book accepted' },
  'price-book.rejected': { fr: 'Grille tarifaire rejetée', en: 'Price book rejected' },
  'promise.frozen': { fr: 'Engagement figé', en: 'Promise frozen' },
  'promise.revised': {
    fr: 'Engagement révisé ; les versions précédentes restent',
    en: 'Promise revised; earlier versions stay',
  },
  'claim.drafted': { fr: 'Réclamation commencée', en: 'Claim begun' },
  'claim.edited': { fr: 'Réclamation modifiée', en: 'Claim changed' },
  'claim.withdrawn': { fr: 'Réclamation retirée', en: 'Claim taken back' },
  'claim.submitted': { fr: 'Réclamation envoyée aux finances', en: 'Claim sent to finance' },
  'claim.taken-in-review': { fr: 'Réclamation prise en examen', en: 'Claim taken in review' },
  'claim.accepted': { fr: 'Réclamation acceptée', en: 'Claim accepted' },
  'claim.accepted-in-part': { fr: 'Réclamation acceptée en partie', en: 'Claim accepted in part' },
  'claim.returned': { fr: 'Réclamation retournée', en: 'Claim returned' },
  'claim.rejected': { fr: 'Réclamation rejetée', en: 'Claim rejected' },
  'evidence.attached': { fr: 'Preuve jointe', en: 'Evidence attached' },
  'evidence.withdrawn': { fr: 'Preuve retirée', en: 'Evidence taken back' },
  'audit-pack.made': { fr: 'Dossier de vérification produit', en: 'Audit pack made' },
  'benefit.registered': { fr: 'Bénéfice inscrit au registre', en: 'Benefit entered in the register' },
  'benefit.profile-edited': { fr: 'Fiche du bénéfice modifiée', en: 'Profile of the benefit changed' },
  'benefit.life-changed': { fr: 'État du bénéfice changé', en: 'State of the benefit changed' },
  'benefit.measure-set': { fr: 'Mesure inscrite', en: 'Measure registered' },
  'benefit.observed': { fr: 'Observation inscrite', en: 'Observation entered' },
  'benefit.baseline-proposed': { fr: 'Référence proposée', en: 'Baseline proposed' },
  'benefit.baseline-frozen': { fr: 'Référence figée', en: 'Baseline frozen' },
  'benefit.baseline-refused': { fr: 'Référence refusée', en: 'Baseline refused' },
  'benefit.trajectory-proposed': { fr: 'Trajectoire proposée', en: 'Trajectory proposed' },
  'benefit.trajectory-refused': { fr: 'Trajectoire refusée', en: 'Trajectory refused' },
  'benefit.promise-frozen': { fr: 'Engagement figé par une seconde personne', en: 'Promise frozen by a second person' },
  'benefit.promise-revised': {
    fr: 'Engagement révisé par une seconde personne ; le premier reste',
    en: 'Promise revised by a second person; the first stays',
  },
  'benefit.adjustment-proposed': { fr: 'Ajustement proposé', en: 'Adjustment proposed' },
  'benefit.adjustment-decided': { fr: 'Ajustement décidé', en: 'Adjustment decided' },
  'benefit.gate-held': { fr: 'Jalon tenu, registre photographié', en: 'Gate held, register kept as it stood' },
  'benefit.handover-proposed': { fr: 'Passation proposée', en: 'Handover proposed' },
  'benefit.handover-refused': { fr: 'Passation refusée', en: 'Handover refused' },
  'benefit.handover-accepted': { fr: 'Passation acceptée', en: 'Handover accepted' },
  'benefit.register-imported': { fr: 'Registre importé d’un classeur', en: 'Register imported from a workbook' },
  'benefit.register-import-undone': { fr: 'Import du registre annulé', en: 'Register import undone' },
  'benefit-map.node-set': { fr: 'Nœud de la carte des bénéfices inscrit', en: 'Node of the benefit map registered' },
  'benefit-map.node-removed': { fr: 'Nœud retiré de la carte des bénéfices', en: 'Node taken off the benefit map' },
  'benefit-map.edge-set': { fr: 'Lien de la carte des bénéfices tracé', en: 'Link of the benefit map drawn' },
  'benefit-map.edge-removed': { fr: 'Lien de la carte des bénéfices retiré', en: 'Link of the benefit map removed' },
  'benefit-map.pool-set': { fr: 'Enveloppe inscrite', en: 'Pool registered' },
  'benefit-map.share-set': { fr: 'Part d’une enveloppe inscrite', en: 'Share of a pool registered' },
  'wave.created': { fr: 'Vague créée', en: 'Wave created' },
  'wave.edited': { fr: 'Vague modifiée', en: 'Wave changed' },
  'wave.moved': { fr: 'Vague déplacée', en: 'Wave moved' },
  'wave.members-added': { fr: 'Charges mises dans une vague', en: 'Workloads put in a wave' },
  'wave.members-removed': { fr: 'Charges retirées d’une vague', en: 'Workloads taken out of a wave' },
  'wave.split': { fr: 'Vague scindée', en: 'Wave split' },
  'wave.merged': { fr: 'Vagues fusionnées', en: 'Waves merged' },
  'wave.removed': { fr: 'Vague supprimée', en: 'Wave removed' },
  'wave.restored': { fr: 'Vague rétablie', en: 'Wave brought back' },
  'blackout.added': { fr: 'Période d’interdiction inscrite', en: 'Blackout period entered' },
  'blackout.removed': { fr: 'Période d’interdiction retirée', en: 'Blackout period removed' },
  'indicator.proposed': { fr: 'Définition d’indicateur proposée', en: 'Indicator definition proposed' },
  'indicator.approved': { fr: 'Définition d’indicateur approuvée', en: 'Indicator definition approved' },
  'indicator.returned': { fr: 'Définition d’indicateur retournée', en: 'Indicator definition returned' },
  'barometer.settings-changed': {
    fr: 'Rythme et adresse du baromètre changés',
    en: 'Rhythm and address of the barometer changed',
  },
  'barometer.published': { fr: 'Baromètre publié', en: 'Barometer published' },
  'board.issued': { fr: 'Page du conseil remise et conservée', en: 'Board page issued and kept' },
  'report.made': { fr: 'Rapport produit', en: 'Report made' },
  'view.saved': { fr: 'Vue enregistrée', en: 'View saved' },
  'view.removed': { fr: 'Vue retirée', en: 'View removed' },
  'import.received': { fr: 'Fichier reçu', en: 'File received' },
  'import.applied': { fr: 'Import appliqué', en: 'Import applied' },
  'import.undone': { fr: 'Import annulé', en: 'Import undone' },
  'import.mapping-remembered': { fr: 'Correspondance de colonnes retenue', en: 'Column mapping remembered' },
  'import.mapping-chosen': { fr: 'Correspondance de colonnes choisie', en: 'Column mapping chosen' },
  'import.dropped': { fr: 'Import abandonné', en: 'Import dropped' },
  'bills.received': { fr: 'Facture reçue', en: 'Bill received' },
  'bills.imported': { fr: 'Facture mise en vigueur', en: 'Bill put in force' },
  'bills.identical': { fr: 'Facture identique à celle en vigueur', en: 'Bill identical to the one in force' },
  'bills.source-added': { fr: 'Source de facturation ajoutée', en: 'Billing source added' },
  'usage.received': { fr: 'Fichier de mesures reçu', en: 'File of measures received' },
  'usage.applied': { fr: 'Mesures rattachées aux serveurs', en: 'Measures attached to servers' },
  'sizing.rule-settled': { fr: 'Règle de taille choisie', en: 'Sizing rule settled' },
  'demonstration.loaded': { fr: 'Portefeuille de démonstration chargé', en: 'Demonstration portfolio loaded' },
}

type Details = Readonly<Record<string, unknown>>

const money = (locale: string, dollars: number) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'CAD' }).format(dollars)
const inDollars = (dollars: number): Bilingual => ({ fr: money('fr-CA', dollars), en: money('en-CA', dollars) })
const asIs = (text: string): Bilingual => ({ fr: text, en: text })

/** What an event adds to its sentence, from what was recorded with it. */
function detailOf(action: string, after: Details): Bilingual | undefined {
  const {
    version,
    reason,
    mode,
    strategy,
    option,
    amountCad,
    promisedCents,
    exemption,
    rule,
    incident,
    case: businessCase,
  } = after
  const { file, columns, sensitive, questionnaire, question, expression } = after
  if (action.startsWith('wave.')) return waveDetail(action, after)
  if (action.startsWith('blackout.') && typeof after['name'] === 'string')
    return asIs(`${after['name']}, ${String(after['from'])} – ${String(after['to'])}`)
  if (action.startsWith('claim.')) return claimDetail(after)
  if (action.startsWith('evidence.')) return asIs([after['subject'], after['kind']].filter(Boolean).join(', '))
  if (action === 'audit-pack.made') return asIs(String(after['subject']))
  if (action === 'classification.approved' && typeof version === 'number') return asIs(`version ${version}`)
  if (typeof incident === 'string') return asIs(incident)
  if (typeof businessCase === 'string') return asIs(businessCase)
  if (action === 'report.made')
    return asIs([after['report'], after['subject'], after['format']].filter(Boolean).join(', '))
  if (action.startsWith('price-book.') && typeof after['book'] === 'string')
    return asIs(typeof reason === 'string' && reason !== '' ? `${after['book']}, ${reason}` : after['book'])
  if (typeof questionnaire === 'string')
    return asIs(typeof question === 'string' ? `${questionnaire}, ${question}` : questionnaire)
  if (action.startsWith('strategy.') && typeof reason === 'string')
    return asIs(typeof strategy === 'string' ? `${strategy}, ${reason}` : reason)
  if (action.startsWith('score.') && typeof expression === 'string') return asIs(expression)
  if (typeof exemption === 'string')
    return asIs([exemption, rule, reason].filter((one) => typeof one === 'string').join(', '))
  if (action === 'rule-mode.set' && typeof mode === 'string') return asIs(`${mode}, ${String(reason)}`)
  if (action.startsWith('rule-pack.') && typeof version === 'string' && typeof reason !== 'string')
    return asIs(`version ${version}`)
  if (action.startsWith('formulas.')) return asIs([after['set'], version, reason].filter(Boolean).join(', '))
  if (action.endsWith('.returned') && typeof reason === 'string') return { fr: `« ${reason} »`, en: `“${reason}”` }
  if (action.startsWith('decision.') && typeof strategy === 'string')
    return asIs(typeof option === 'string' ? `${strategy}, ${option}` : strategy)
  if (action === 'current-cost.stated' && typeof amountCad === 'string') return inDollars(Number(amountCad))
  if (action === 'detection.recorded' && typeof file === 'string') {
    const of = (where: string, among: string) => `${where}, ${String(sensitive)} ${among} ${String(columns)}`
    return { fr: of(file === '' ? 'inventaire' : file, 'sur'), en: of(file === '' ? 'inventory' : file, 'of') }
  }
  if (action.startsWith('promise.') && typeof promisedCents === 'number') return inDollars(promisedCents / 100)
  return undefined
}

function claimDetail({ claim, acceptedCad, netCad, comment }: Details): Bilingual {
  const amount = typeof acceptedCad === 'string' ? acceptedCad : netCad
  const { fr, en } = typeof amount === 'string' ? inDollars(Number(amount)) : asIs('')
  const told = (words: string) => [claim, words, comment].filter((part) => typeof part === 'string' && part !== '')
  return { fr: told(fr).join(', '), en: told(en).join(', ') }
}

const ofWorkloads = (count: number) => countOf(count, { fr: ['charge', 'charges'], en: ['workload', 'workloads'] })

/** The wave, and what tells this change of it: its days, how many workloads, the other wave. */
function waveDetail(action: string, { wave, dates, count, into }: Details): Bilingual | undefined {
  if (typeof wave !== 'string') return undefined
  if (action === 'wave.moved' && isDetails(dates)) {
    const day = String(dates['cutsOverOn'])
    return { fr: `${wave}, bascule le ${day}`, en: `${wave}, cut-over on ${day}` }
  }
  const other = typeof into === 'string' ? ` → ${into}` : ''
  if (typeof count !== 'number') return asIs(`${wave}${other}`)
  const told = ofWorkloads(count)
  return { fr: `${wave}${other}, ${told.fr}`, en: `${wave}${other}, ${told.en}` }
}

/** An event of the audit in words; an action without words fails a test, and shows its code meanwhile. */
export function auditSentence(action: string, afterJson: string | null = null): Bilingual {
  const said = sentences[action] ?? asIs(action)
  const after: unknown = afterJson === null ? undefined : JSON.parse(afterJson)
  const detail = isDetails(after) ? detailOf(action, after) : undefined
  return detail === undefined ? said : { fr: `${said.fr} : ${detail.fr}`, en: `${said.en}: ${detail.en}` }
}

function isDetails(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const knownActions: readonly string[] = Object.keys(sentences)
