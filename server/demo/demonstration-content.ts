// Everything here is fictitious: bodies by short codes, applications, servers, costs. No person, no real organisation.

export const demoBodies = [
  ['MSC', 'Ministère fictif des Services aux citoyens', 'Fictitious department of citizen services'],
  ['MRP', 'Ministère fictif des Revenus publics', 'Fictitious department of public revenue'],
  ['RPQ', 'Régie fictive des prestations', 'Fictitious benefits board'],
  ['MST', 'Ministère fictif de la Santé territoriale', 'Fictitious department of regional health'],
  ['MVR', 'Ministère fictif de la Voirie', 'Fictitious department of roads'],
  ['MFE', 'Ministère fictif de la Formation', 'Fictitious department of training'],
  ['MJP', 'Ministère fictif de la Justice de proximité', 'Fictitious department of local justice'],
  ['MEF', 'Ministère fictif des Eaux et Forêts', 'Fictitious department of water and forests'],
  ['ACT', 'Agence fictive du cadastre', 'Fictitious land registry agency'],
  ['BAP', 'Bureau fictif des archives publiques', 'Fictitious public archives office'],
  ['ODL', 'Office fictif du développement local', 'Fictitious local development office'],
] as const

type Profile = {
  readonly d: number
  readonly i: number
  readonly c: number
  readonly pi: boolean
  readonly regime?: 'R-22.1' | 'tax' | 'justice' | 'cabinet'
  readonly adjudicative?: boolean
}

/** Applications by body: name, technology, and what their information is like. */
export const demoApplications: Readonly<
  Record<string, readonly (readonly [name: string, technology: string, profile: Profile])[]>
> = {
  MSC: [
    ['Guichet unique du citoyen', 'Java 17, PostgreSQL', { d: 4, i: 3, c: 2, pi: true }],
    ['Courriel institutionnel, archives', 'Exchange', { d: 3, i: 3, c: 3, pi: true }],
    ['Centre d’appels, enregistrement', 'Genesys', { d: 3, i: 2, c: 3, pi: true }],
    ['Portail des avis publics', 'Drupal', { d: 2, i: 2, c: 1, pi: false }],
    ['Prise de rendez-vous', '.NET 8', { d: 3, i: 2, c: 2, pi: true }],
    ['Registre des signalements de service', 'Java 11', { d: 2, i: 2, c: 2, pi: true }],
    ['Intranet ministériel', 'SharePoint', { d: 2, i: 2, c: 2, pi: false }],
    ['Gestion documentaire', 'Alfresco', { d: 2, i: 3, c: 3, pi: true }],
  ],
  MRP: [
    ['Paie et avantages du personnel', 'SAP HCM', { d: 3, i: 4, c: 4, pi: true }],
    ['Cotisations des entreprises, perception', 'COBOL, Db2', { d: 3, i: 4, c: 4, pi: true, regime: 'tax' }],
    ['Déclaration en ligne', 'Java 17, Oracle', { d: 4, i: 4, c: 4, pi: true, regime: 'tax' }],
    ['Calculateur public des retenues', 'Node.js', { d: 2, i: 3, c: 1, pi: false }],
    ['Recouvrement', 'Java 8', { d: 2, i: 4, c: 4, pi: true, regime: 'tax' }],
    ['Statistiques fiscales agrégées', 'R, Shiny', { d: 1, i: 3, c: 2, pi: false }],
    ['Comptabilité interne', 'Oracle EBS', { d: 3, i: 4, c: 3, pi: false }],
  ],
  RPQ: [
    ['Moteur de calcul des prestations', 'Java 17, Oracle', { d: 3, i: 3, c: 4, pi: true }],
    ['Registre des familles', 'Java 11, Oracle', { d: 3, i: 4, c: 4, pi: true }],
    ['Demandes en ligne', 'Angular, .NET 8', { d: 3, i: 3, c: 3, pi: true }],
    ['Émission des paiements', 'COBOL, Db2', { d: 4, i: 4, c: 3, pi: true }],
    ['Entrepôt statistique dépersonnalisé', 'PostgreSQL', { d: 1, i: 2, c: 2, pi: false }],
    ['Simulateur public des prestations', 'Node.js', { d: 2, i: 3, c: 1, pi: false }],
    ['Numérisation du courrier', 'OpenText', { d: 2, i: 3, c: 3, pi: true }],
  ],
  MST: [
    ['Dossier patient régional, dépôt d’images', 'PACS, SQL Server', { d: 4, i: 4, c: 4, pi: true, regime: 'R-22.1' }],
    ['Signalement à la protection des aînés', '.NET 6', { d: 4, i: 3, c: 4, pi: true, regime: 'R-22.1' }],
    ['Surveillance vétérinaire, laboratoire', 'LIMS', { d: 3, i: 4, c: 3, pi: false }],
    ['Répertoire des installations', 'Django', { d: 2, i: 2, c: 1, pi: false }],
    ['Commande de fournitures', 'Odoo', { d: 2, i: 2, c: 2, pi: false }],
    ['Télésoins', 'Node.js, WebRTC', { d: 4, i: 3, c: 4, pi: true, regime: 'R-22.1' }],
  ],
  MVR: [
    ['Inspection des ponts, relevés de terrain', 'PostGIS', { d: 2, i: 3, c: 1, pi: false }],
    ['Carte du déneigement en temps réel', 'GeoServer', { d: 3, i: 2, c: 1, pi: false }],
    ['Permis spéciaux de circulation', '.NET 8', { d: 3, i: 3, c: 2, pi: true }],
    ['Caméras routières', 'Go', { d: 3, i: 2, c: 1, pi: false }],
    ['Gestion des chantiers', 'Primavera', { d: 2, i: 3, c: 2, pi: false }],
    ['Modélisation du trafic', 'Python, HPC', { d: 1, i: 2, c: 1, pi: false }],
  ],
  MFE: [
    ['Inscription aux cours, formation générale', 'Java 11', { d: 3, i: 3, c: 3, pi: true }],
    ['Bulletins et relevés de notes', '.NET 6', { d: 2, i: 4, c: 3, pi: true }],
    ['Environnement d’apprentissage', 'Moodle', { d: 3, i: 2, c: 2, pi: true }],
    ['Bourses et prêts', 'Java 17', { d: 3, i: 4, c: 3, pi: true }],
    ['Banque d’items d’examen', 'TAO', { d: 2, i: 4, c: 3, pi: false }],
  ],
  MJP: [
    [
      'Greffe numérique, dépôt des actes',
      'Java 17',
      { d: 3, i: 4, c: 4, pi: true, regime: 'justice', adjudicative: true },
    ],
    ['Archives vidéo des audiences', 'Objet S3', { d: 1, i: 3, c: 4, pi: true, regime: 'justice', adjudicative: true }],
    ['Plumitifs, consultation', 'COBOL', { d: 3, i: 4, c: 3, pi: true, regime: 'justice', adjudicative: true }],
    ['Aide juridique, admissibilité', '.NET 8', { d: 2, i: 3, c: 3, pi: true }],
    ['Lois et règlements, consultation publique', 'Solr', { d: 3, i: 4, c: 1, pi: false }],
  ],
  MEF: [
    ['Télémétrie des barrages et stations', 'InfluxDB', { d: 4, i: 4, c: 2, pi: false }],
    ['Registre des permis environnementaux', 'PostgreSQL', { d: 2, i: 3, c: 2, pi: true }],
    ['Suivi de la faune, colliers', 'PostGIS', { d: 1, i: 2, c: 2, pi: false }],
    ['Réservation de campings', 'PHP 8', { d: 2, i: 2, c: 2, pi: true }],
    ['Forêts, imagerie par drone', 'GDAL', { d: 1, i: 2, c: 1, pi: false }],
  ],
  ACT: [
    ['Rénovation cadastrale, plans numérisés', 'Oracle Spatial', { d: 2, i: 4, c: 1, pi: false }],
    ['Registre foncier, consultation', 'Java 11', { d: 3, i: 4, c: 2, pi: true }],
    ['Géoréférencement, diffusion', 'GeoServer', { d: 2, i: 2, c: 1, pi: false }],
  ],
  BAP: [
    ['Catalogue des fonds d’archives', 'AtoM', { d: 1, i: 3, c: 1, pi: false }],
    ['Dépôt légal numérique', 'Archivematica', { d: 2, i: 4, c: 2, pi: false }],
    ['Mémoires du Conseil, dépôt réservé', 'SharePoint', { d: 2, i: 4, c: 4, pi: true, regime: 'cabinet' }],
  ],
  ODL: [
    ['Subventions aux entreprises', 'Dynamics 365', { d: 2, i: 3, c: 3, pi: true }],
    ['Vitrine des régions', 'WordPress', { d: 1, i: 2, c: 1, pi: false }],
    ['Suivi des projets locaux', 'Laravel', { d: 2, i: 2, c: 2, pi: false }],
  ],
}

/** Variants that give each body its satellite systems. */
export const demoSatellites = [
  'interface d’échange',
  'entrepôt de données',
  'rapports',
  'portail interne',
  'file de traitement',
  'numérisation',
  'annuaire',
  'formulaires',
] as const
