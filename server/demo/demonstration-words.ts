// What people of the demonstration write when they propose, sign and send back. Fictitious, in the French of those who would write it.

export const classificationReasons = [
  'Première catégorisation, faite en atelier avec la direction détentrice',
  'Catégorisation revue avant la demande d’hébergement',
  'Ajout des renseignements personnels relevés par le responsable de la protection',
  'Niveaux fixés d’après le guide de catégorisation de l’organisme',
] as const

export const staleReason = 'Reprise de la catégorisation en dossier ; à refaire avant toute décision'

export const classificationReturns = [
  'Préciser le régime juridique : la Loi sur l’accès seule ne suffit pas ici.',
  'Le niveau de confidentialité paraît bas pour des renseignements de santé.',
  'Nommer la direction détentrice, pas l’équipe technique.',
  'Joindre la date de consultation du comité sur l’accès.',
  'L’essai contient-il des données réelles ? Répondre par oui ou par non.',
  'Disponibilité 4 à justifier : la reprise en 24 heures est acceptée par la mission.',
  'La copie de relève n’est pas décrite.',
] as const

/** Why finance sends a proposal back, by what it would do. */
export const decisionReturns = {
  rehost: [
    'Le coût actuel paraît incomplet : joindre le poste d’entretien.',
    'Comparer avec le nuage gouvernemental avant de choisir une région publique.',
    'Attendre la fin du contrat de licence en mars.',
    'Deux charges dépendent de celle-ci : décider des trois ensemble.',
  ],
  replatform: [
    'Plan de sortie absent ; le joindre ou dire pourquoi il n’est pas requis.',
    'Le budget de migration n’est pas prévu cette année.',
  ],
  refactor: ['La refonte dépasse le budget de l’année : proposer un déplacement sans refonte.'],
  relocate: ['Le centre conservé a-t-il la capacité ? Joindre l’accord de son exploitant.'],
  repurchase: ['Joindre l’engagement du fournisseur sur la remise des données en fin de contrat.'],
  retire: ['Retrait prématuré : la conservation des dossiers court encore.'],
  retain: [
    'Conserver jusqu’à quand ? Fixer une date de révision.',
    'Les serveurs sont hors garantie : chiffrer leur remplacement.',
  ],
} as const

export const afterReturn = 'Proposition revue après le retour des finances : '
export const revisedReason = 'Décision revue : un autre emplacement permis coûte moins ou engage moins.'

/** Why a workload goes where it goes, by kind of destination. */
export const rationales = {
  retire: [
    'Plus utilisée depuis la refonte du service ; données versées aux archives.',
    'Fonction reprise par la suite ministérielle ; arrêt prévu au printemps.',
  ],
  retain: [
    'Équipement de terrain relié sur place ; à revoir dans deux ans.',
    'Aucune option ouverte à ce jour ; conservée le temps de lever les obligations.',
    'Fin de vie dans dix-huit mois ; un déplacement ne serait pas amorti.',
  ],
  legacy_cti: [
    'Consolidation vers un centre conservé, sans changer l’application.',
    'Dépendance à un ordinateur central du centre conservé.',
  ],
  state: [
    'Renseignements des plus sensibles : nuage gouvernemental, coût à confirmer par l’exploitant.',
    'Mission essentielle ; l’exploitation par l’État est retenue malgré un coût encore inconnu.',
    'Regroupement avec les autres charges de la même mission au nuage gouvernemental.',
  ],
  private_provider: [
    'Offre québécoise qualifiée ; soumission demandée, prix encore inconnu.',
    'Fournisseur d’ici qualifié pour les données sensibles ; plan de sortie éprouvé.',
  ],
  saas: [
    'Remplacement par un logiciel-service : données publiques ou internes seulement.',
    'Fin du développement maison ; la suite offre la même fonction.',
  ],
  mitigation: [
    'Permis avec mesures : clés hors du fournisseur et soutien au Canada à obtenir avant le déplacement.',
    'Risque résiduel à accepter par la direction ; mesures consignées comme conditions.',
  ],
  public_cloud: [
    'Option permise au moindre coût ; obligations remplies.',
    'Charge saisonnière : la capacité à la demande évite l’achat de serveurs.',
    'Serveurs en fin de garantie ; le déplacement évite leur remplacement.',
    'Région de Montréal, offre qualifiée ; coût comparé aux autres options ouvertes.',
  ],
} as const

/** One of a list, by a number that goes round. */
export function oneOf<T>(list: readonly [T, ...T[]], n: number): T {
  return list[n % list.length] ?? list[0]
}
