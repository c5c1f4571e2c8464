import type { SensitiveKind } from '#models/detection/kinds.ts'
import { randomStream } from '#models/shared/random.ts'
import { makersOf, type Maker } from './labelled-values.ts'

/** A column of the labelled set: what the detector is given, and the kinds a person would say. */
export type LabelledColumn = {
  readonly name: string
  readonly table: string | null
  readonly type: string | null
  /** Null: only the name is given, as in a schema or a header row. */
  readonly values: readonly string[] | null
  readonly kinds: readonly SensitiveKind[]
  /** Settled by the base name alone, before anything was tuned: no name of one part stands in the other. */
  readonly part: 'tuned' | 'held-out'
}

type Group = {
  readonly kinds: readonly SensitiveKind[]
  readonly makers: readonly Maker[]
  readonly types: readonly string[]
  readonly names: string
  /** Names that say nothing: the column exists only with its values. */
  readonly mute?: boolean
}

const rowCount = 60

/**
 * The labelled set: about 500 names in French and English, as schemas of public bodies write them, each as a bare name, with a declared
 * type, and with fictitious values (blanks and typing errors included) from a seed. Hard negatives are a third of it.
 */
export function labelledColumns(seed = 'arpent-detector'): LabelledColumn[] {
  const make = makersOf(randomStream(seed))
  const random = randomStream(`${seed}/shape`)
  const columns: LabelledColumn[] = []
  for (const group of groups) {
    const names = group.names
      .split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    names.forEach((written, at) => {
      const [first = '', second] = written.split('@')
      const name = first
      const table = second ?? null
      const part = partOf(name)
      const common = { name, table, kinds: group.kinds, part }
      const maker = group.makers[at % group.makers.length]
      const type = group.types[at % group.types.length] ?? null
      if (group.mute !== true) columns.push({ ...common, type, values: null })
      if (maker === undefined) return
      for (const turn of [0, 1]) {
        const one = turn === 0 ? maker : (group.makers[(at + 1) % group.makers.length] ?? maker)
        const blanks = random() * 0.2
        const faults = group.kinds.length > 0 ? random() * 0.08 : 0
        const values = Array.from({ length: rowCount }, (_, row) => {
          const roll = random()
          if (roll < blanks) return ''
          if (roll < blanks + faults) return make.fault()
          return one(make, row)
        })
        columns.push({ ...common, type: turn === 0 ? null : type, values })
      }
    })
  }
  return columns
}

/** FNV-1a of the name, odd or even: a rule that knows nothing of the detector. */
function partOf(name: string): 'tuned' | 'held-out' {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return ((hash >>> 7) & 1) === 0 ? 'tuned' : 'held-out'
}

const text = ['VARCHAR(255)', 'NVARCHAR(100)', 'VARCHAR2(60 CHAR)', 'text']
const number = ['INTEGER', 'NUMBER(9)', 'bigint', 'CHAR(11)']
const short = ['CHAR(12)', 'VARCHAR(20)', 'VARCHAR2(15)', 'nvarchar(30)']
const date = ['DATE', 'datetime2', 'VARCHAR(10)', 'timestamp']
const amount = ['DECIMAL(12,2)', 'NUMBER(10,2)', 'money', 'numeric']
const flag = ['BIT', 'boolean', 'CHAR(1)', 'NUMBER(1)']

const mute =
  'champ_07 | COL12 | valeur | ident | ref_a | zone_3 | F17 | attribut_4 | donnee | info2 | x_val | field_9 | numero | code_b | item5 | c_24'
/** The same mute names with another number, so that each kind draws its own parts. */
const muteOf = (mark: string) =>
  mute
    .split('|')
    .map((name) => `${name.trim()}_${mark}`)
    .join('|')

const groups: readonly Group[] = [
  {
    kinds: ['nas'],
    makers: [(m) => m.nas(' '), (m) => m.nas(''), (m) => m.nas('-')],
    types: number,
    names:
      'nas | NAS | no_nas | num_assurance_sociale | no_assurance_sociale | NoAssSoc | numeroAssuranceSociale | sin | SIN_NUMBER | social_insurance_no | socialInsuranceNumber | nas_employe | empl_sin | NAS_CONJOINT | N.A.S. | Numéro d’assurance sociale | ass_soc | nas_requerant | CAND_NAS | nasDemandeur | SIN No. | NO_ASS_SOC_CLIENT',
  },
  { kinds: ['nas'], makers: [(m) => m.nas(' '), (m) => m.nas('')], types: short, names: muteOf('n'), mute: true },
  {
    kinds: ['nam'],
    makers: [(m) => m.nam(' '), (m) => m.nam('')],
    types: short,
    names:
      'nam | no_nam | NAM_PATIENT | no_assurance_maladie | numAssMaladie | ramq | no_ramq | carte_soleil | health_card_number | healthInsuranceNo | Numéro d’assurance maladie | carte_ass_mal | nam_beneficiaire | medicare_number | NUM_CARTE_RAMQ | no_ass_maladie | health_insurance_number | usager_nam',
  },
  { kinds: ['nam'], makers: [(m) => m.nam(' '), (m) => m.nam('')], types: short, names: muteOf('m'), mute: true },
  {
    kinds: ['drivers-permit'],
    makers: [(m) => m.permit('-'), (m) => m.permit('')],
    types: short,
    names:
      'no_permis_conduire | permis_cond | driver_license | drivers_licence_no | permisConduire | no_permis_saaq | licence_conducteur | permis_chauffeur | driverLicenceNumber | DRIVER_LIC_NUM | Numéro de permis de conduire | num_permis_conducteur | PERMIS_CONDUITE | drv_license_nbr',
  },
  {
    kinds: ['drivers-permit'],
    makers: [(m) => m.permit('-')],
    types: short,
    names: muteOf('p'),
    mute: true,
  },
  {
    kinds: ['tax-id'],
    makers: [(m) => m.taxId('tps'), (m) => m.taxId('tvq'), (m) => m.taxId('neq'), (m) => m.taxId('ccq')],
    types: short,
    names:
      'no_tps | no_ccq | numero_client_ccq | no_tvq | business_number | NEQ | no_fiscal | tax_id | identifiant_fiscal | gst_number | qst_no | TaxPayerId | matricule_fiscal | no_entreprise_arc | carte_competence_ccq | taxpayer_number | NumeroTVQ | federal_tax_number | no_inscription_tps | certificat_ccq',
  },
  {
    kinds: ['tax-id'],
    makers: [(m) => m.taxId('tps'), (m) => m.taxId('tvq')],
    types: short,
    names: muteOf('t'),
    mute: true,
  },
  {
    kinds: ['payment-card'],
    makers: [(m) => m.card(''), (m) => m.card(' '), (m) => m.card('-')],
    types: ['VARCHAR(19)', 'CHAR(16)', 'NUMBER(16)', 'nvarchar(25)'],
    names:
      'no_carte_credit | carte_credit | credit_card_number | cc_number | cardNumber | card_no | numeroCarteCredit | CC_NUM | payment_card | carte_paiement | pan | no_carte_visa | mastercard_no | Numéro de carte de crédit | carte_bancaire | creditCardNo | debit_card_number',
  },
  {
    kinds: ['payment-card'],
    makers: [(m) => m.card(''), (m) => m.card(' ')],
    types: short,
    names: muteOf('c'),
    mute: true,
  },
  {
    kinds: ['bank-account'],
    makers: [(m) => m.account(' '), (m) => m.account('-'), (m) => m.folio()],
    types: short,
    names:
      'no_compte | no_compte_bancaire | compte_banque | bank_account_number | bankAccountNo | folio | no_folio_caisse | iban | transit_compte | IBAN_FOURNISSEUR | account_number@virement | acct_no@paiement | numCompteBancaire | direct_deposit_account | compte_depot_direct | Numéro de compte bancaire | bank_acct | no_transit_banque | COMPTE_FINANCIER_DEPOT',
  },
  {
    kinds: ['bank-account'],
    makers: [(m) => m.account('-')],
    types: short,
    names: muteOf('b'),
    mute: true,
  },
  {
    kinds: ['email'],
    makers: [(m) => m.email()],
    types: text,
    names:
      'courriel | email | e_mail | adresse_courriel | EmailAddress | email_perso | courriel_travail | mail | adr_courriel | CONTACT_EMAIL | Adresse électronique | courrielParent | user_email | adresse_electronique | mel | COURR_ELECT | work_email | replyTo_email',
  },
  { kinds: ['email'], makers: [(m) => m.email()], types: text, names: muteOf('e'), mute: true },
  {
    kinds: ['phone'],
    makers: [(m) => m.phone(' '), (m) => m.phone('('), (m) => m.phone('-'), (m) => m.phone('')],
    types: short,
    names:
      'telephone | tel | no_tel | phone | phoneNumber | tel_cell | cellulaire | no_telephone_domicile | HOME_PHONE | mobile_no | telephone_travail | telBureau | fax | telecopieur | Téléphone (maison) | num_cell | CELL_PHONE_NBR | tel_urgence | work_phone | no_cellulaire',
  },
  {
    kinds: ['phone'],
    makers: [(m) => m.phone(' '), (m) => m.phone('('), (m) => m.phone('-')],
    types: short,
    names: muteOf('h'),
    mute: true,
  },
  {
    kinds: ['postal-code'],
    makers: [(m) => m.postal(' '), (m) => m.postal('')],
    types: ['CHAR(7)', 'CHAR(6)', 'VARCHAR(10)', 'text'],
    names:
      'code_postal | postal_code | cp | codePostal | POSTALCODE | zip_code | Code postal | cd_postal | ZipPostal | code_post | CODE_POSTAL_DOM | mailing_postal_code | postcode | cod_postal_empl',
  },
  { kinds: ['postal-code'], makers: [(m) => m.postal(' ')], types: short, names: muteOf('z'), mute: true },
  {
    kinds: ['address'],
    makers: [(m) => m.address('fr'), (m) => m.address('en')],
    types: text,
    names:
      'adresse | address | adresse_postale | street_address | adr_domicile | addressLine1 | ADRESSE_1 | rue | no_civique_rue | home_address | Adresse de résidence | mailing_address | adresseCivique | lieu_residence | ADR_LIGNE1 | residential_addr | adresse_domicile | street',
  },
  {
    kinds: ['address'],
    makers: [(m) => m.address('fr'), (m) => m.address('en')],
    types: text,
    names: muteOf('a'),
    mute: true,
  },
  {
    kinds: ['person-name'],
    makers: [(m) => m.surname()],
    types: text,
    names:
      'nom_famille | last_name | surname | nom@employe | LastName | NOM_CLIENT | family_name | nomEmploye | nom_conjoint | maiden_name | nom_usager | NOM_PATIENT | nom@citoyen | nom_mere | lname',
  },
  {
    kinds: ['person-name'],
    makers: [(m) => m.firstName()],
    types: text,
    names:
      'prenom | first_name | given_name | PRENOM_CLIENT | firstName | Prénom | prenom_conjoint | fname | middle_name | prenom2 | PrenomUsager',
  },
  {
    kinds: ['person-name'],
    makers: [(m) => m.fullName(), (m) => m.fullNameReversed()],
    types: text,
    names:
      'nom_complet | full_name | nom_prenom | NomPrenom | contact_name | nom_responsable | beneficiary_name | patient_name | Nom et prénom | employee_name | nom_requerant | customer_name | NOM_PRENOM_DEMANDEUR | nom_medecin | cardholder_name | account_holder | titulaire | nom_temoin',
  },
  {
    kinds: ['person-name'],
    makers: [(m) => m.fullName(), (m) => m.fullNameReversed(), (m) => m.firstName()],
    types: text,
    names: muteOf('f'),
    mute: true,
  },
  {
    kinds: ['birth-date'],
    makers: [(m) => m.birth('-'), (m) => m.birth('/'), (m) => m.birth('')],
    types: date,
    names:
      'date_naissance | dob | DOB | birth_date | dateNaissance | DT_NAISS | date_of_birth | ddn | naissance | BirthDate | Date de naissance | dte_naiss | birthday | DATE_NAIS_ASSURE | dateOfBirth | date_nais_requerant | born_on | jour_naissance',
  },
  {
    kinds: ['health'],
    makers: [(m) => m.diagnosisCode(), (m) => m.diagnosis()],
    types: text,
    names:
      'diagnostic | diag_code | code_cim10 | icd10 | diagnosis | allergies | medication | groupe_sanguin | blood_type | maladie_chronique | handicap | etat_sante | medical_condition | DIAG_PRINCIPAL | antecedents_medicaux | prescription_medicament | disability_type | resultat_laboratoire | vaccination | code_diagnostic | symptoms | patient_diagnosis | traitement_medical | invalidite',
  },
  {
    kinds: ['health'],
    makers: [(m) => m.diagnosisCode(), (m) => m.diagnosis()],
    types: text,
    names: muteOf('s'),
    mute: true,
  },
  {
    kinds: ['justice'],
    makers: [(m) => m.courtFile(), (m) => m.offence()],
    types: text,
    names:
      'casier_judiciaire | antecedents_judiciaires | criminal_record | infraction | no_dossier_cour | court_file_no | chef_accusation | offence | condamnation | sentence_date_fin | peine | no_constat_infraction | parole_status | verdict_cour | DOSSIER_JUDICIAIRE | conviction | probation | mandat_arrestation | arrest_warrant | detenu_id | code_infraction',
  },
  {
    kinds: ['justice'],
    makers: [(m) => m.courtFile(), (m) => m.offence()],
    types: text,
    names: muteOf('j'),
    mute: true,
  },
  {
    kinds: ['biometric'],
    makers: [(m) => m.template()],
    types: ['BLOB', 'varbinary(max)', 'bytea', 'text'],
    names:
      'empreinte_digitale | fingerprint | gabarit_biometrique | face_template | iris_scan | voice_print | empreinte_vocale | biometric_data | reconnaissance_faciale | facial_recognition_vector | adn_profil | dna_profile | donnees_biometriques | retina_scan | EMPREINTES_DOIGTS | fingerprint_template',
  },
  {
    kinds: ['minor'],
    makers: [(m) => m.permanentCode()],
    types: short,
    names:
      'code_permanent | no_eleve | student_permanent_code | code_perm_eleve | id_enfant | child_id | enfant_no | pupil_id | CODE_PERMANENT_MEQ | no_fiche_eleve | eleve_id | mineur_id',
  },
  {
    kinds: ['minor'],
    makers: [(m) => m.yesNo()],
    types: flag,
    names:
      'est_mineur | is_minor | IND_MINEUR | enfant_mineur | minor_flag | personne_mineure | garde_enfant | under_18',
  },
  {
    kinds: ['income'],
    makers: [(m) => m.amount()],
    types: amount,
    names:
      'salaire | salaire_annuel | salary | revenu | revenu_familial | income | gross_income | annual_salary | remuneration | net_pay | SALAIRE_BRUT | revenu_imposable | household_income | traitement_annuel | wage | hourly_wage | revenu_net_conjoint | paie_nette | base_salary | prestation_mensuelle',
  },
  {
    kinds: ['secret'],
    makers: [(m) => m.hash(), (m) => m.password(), (m) => m.token()],
    types: text,
    names:
      'mot_de_passe | password | passwd | pwd | mdp | password_hash | api_key | cle_api | access_token | secret_key | client_secret | private_key | cle_privee | PasswordHash | auth_token | refresh_token | jeton_acces | question_secrete | reponse_secrete | nip | pin_code | encryption_key | MOT_PASSE | apiSecret | salt | session_token',
  },
  {
    kinds: ['secret'],
    makers: [(m) => m.hash(), (m) => m.token()],
    types: text,
    names: muteOf('k'),
    mute: true,
  },
  {
    kinds: ['nas'],
    makers: [(m) => m.sentenceWith('nas')],
    types: text,
    names: 'notes_dossier | remarques | commentaire_agent | free_text | observations_1',
    mute: true,
  },
  {
    kinds: ['email'],
    makers: [(m) => m.sentenceWith('email')],
    types: text,
    names: 'message_texte | body_text | contenu_note | commentaires_2',
    mute: true,
  },
  {
    kinds: ['phone'],
    makers: [(m) => m.sentenceWith('phone')],
    types: text,
    names: 'note_appel | call_notes | suivi_texte | memo_3',
    mute: true,
  },
  // What looks like it and is not.
  {
    kinds: [],
    makers: [(m) => m.path()],
    types: text,
    names:
      'nas_mount_path | nas_volume | chemin_nas | NAS_share | zip_path | fichier_zip | zip_file | photo_path@serveur | avatar_url@site | email_template_path | nom_fichier | file_name | fileName | image_url | api_endpoint_url',
  },
  {
    kinds: [],
    makers: [(m) => m.host()],
    types: text,
    names:
      'NAS_server | serveur_nas | hostname | nom_serveur | server_name | nom_domaine | domain_name | nameserver | mail_server | smtp_host | nom_hote | host_name | NAS_DEVICE',
  },
  {
    kinds: [],
    makers: [(m) => m.luhnNumber(9), (m) => m.sequence(9), (m) => m.luhnSequence(9)],
    types: number,
    names:
      'order_number | no_commande | numero_facture | invoice_no | no_bon_commande | ticket_no | no_dossier_interne | case_number | request_id | no_demande | transaction_id | batch_no | no_lot | id | numero_serie | serial_number | no_actif | asset_tag | purchase_order | no_reference',
  },
  {
    kinds: [],
    makers: [(m) => m.sequence(9), (m) => m.luhnSequence(9), (m) => m.sequence(10), (m) => m.sequence(6)],
    types: number,
    names: muteOf('q'),
    mute: true,
  },
  {
    kinds: [],
    makers: [(m) => m.imei(), (m) => m.iccid()],
    types: short,
    names: 'imei | no_imei | iccid | carte_sim | sim_card_id | IMEI_APPAREIL | device_serial',
  },
  {
    kinds: [],
    makers: [(m) => m.phoneLike()],
    types: short,
    names:
      'code_produit | product_code | sku | no_piece | part_number | code_article | upc | ean | isbn | code_barre | barcode | tracking_number | no_suivi_colis | phone_model | telephone_modele | code_inventaire',
  },
  {
    kinds: [],
    makers: [(m) => m.ip(), (m) => m.mac()],
    types: text,
    names:
      'adresse_ip | ip_address | IP | mac_address | adresse_mac | carte_reseau | gateway | passerelle | adresse_reseau | network_card | ipAddr | adresse_memoire | memory_address | address_space',
  },
  {
    kinds: [],
    makers: [(m) => m.word()],
    types: text,
    names:
      'nom_table | table_name | nom_produit | product_name | name@product | nom@logiciel | nom_application | app_name | nom_organisme | organization_name | nom_projet | project_name | nom_direction | department | nom_colonne | column_name | event_name | service_name | nom_service | nom_ville@municipalite | nom_region | category_name | schema_name | libelle | titre | job_title | type_telephone | phone_type | type_adresse | address_type | email_status | statut_courriel | fonction | poste | nom_rapport | namespace | carte_mere | etat_sante_serveur | health_status | disk_health | card_type | type_carte | role_name | account_type | type_compte | nom_groupe | genre_document | permis_type_alcool | secretariat | nom_secteur',
  },
  {
    kinds: [],
    makers: [(m) => m.yesNo()],
    types: flag,
    names:
      'consentement_courriel | email_verified | is_phone_valid | ind_telephone | email_opt_in | password_expired | has_password | a_un_compte | nas_valide | envoyer_courriel | accept_sms | actif | est_actif | archived | health_check_enabled | is_secret | email_sent | mfa_enabled | taxable',
  },
  {
    kinds: [],
    makers: [(m) => m.smallNumber()],
    types: ['INTEGER', 'int', 'NUMBER(5)', 'smallint'],
    names:
      'nb_courriels | email_count | nb_enfants_ecole_total | password_length | token_count | nb_telephones | nb_comptes | address_count | email_template_id | version_mineure | minor_version | minorVersion | quantite | duree_jours | transit_time_days | compteur | card_count | nb_permis | health_port | nb_infractions_logiciel | empreinte_carbone | password_expiry_days | sentence_count | court_terme | delai_prescription_jours | ordre | priorite | annee | nb_noms | nb_pages',
  },
  {
    kinds: [],
    makers: [(m) => m.recentDate()],
    types: date,
    names:
      'date_creation | created_at | date_modification | updated_at | date_commande | order_date | date_expiration | expiry_date | date_debut | end_date | LastLogin | date_publication | date_embauche_prevue | date_paiement | password_changed_at | date_envoi_courriel | last_email_sent | timestamp | date_reunion | effective_date',
  },
  {
    kinds: [],
    makers: [(m) => m.recentDate(), (m) => m.smallNumber(), (m) => m.word(), (m) => m.plainSentence()],
    types: text,
    names: muteOf('v'),
    mute: true,
  },
  {
    kinds: [],
    makers: [(m) => m.amount()],
    types: amount,
    names:
      'montant | amount | prix_unitaire | unit_price | total_facture | tps_montant | tvq_montant | cost | budget_total | tax_rate | solde_budgetaire | frais_livraison | chiffre_affaires | discount | montant_subvention_totale | valeur_contrat',
  },
  {
    kinds: [],
    makers: [(m) => m.plainSentence()],
    types: text,
    names:
      'description | commentaire_public | mission | resume | summary | body_template | email_subject | objet_courriel | texte_aide | help_text | note_version | release_notes | justification_budget | contenu_page | message_erreur | error_message',
  },
  {
    kinds: [],
    makers: [(m) => m.uuid()],
    types: ['CHAR(36)', 'uuid', 'uniqueidentifier', 'VARCHAR2(36)'],
    names:
      'uuid | guid | row_id | correlation_id | cle_primaire | primary_key | foreign_key | cle_etrangere | partition_key | sort_key | record_guid | tenant_id',
  },
  {
    kinds: [],
    makers: [(m) => m.digest()],
    types: text,
    names:
      'empreinte_fichier | file_sha256 | checksum | somme_controle | etag | fingerprint_sha1_file | commit_hash | empreinte_document | md5_fichier | content_digest',
  },
]
