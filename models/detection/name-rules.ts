import type { SensitiveKind } from './kinds.ts'

type RuleRow = readonly [score: number, phrases: string, unless?: string]

/**
 * Phrases that name each kind: words without accents and without a plural s, all of which must be there in any order; a star ends a
 * stem; `#number` is any word for a number, `#person` any word for a person, `#person-table` the same in the table's name, `#alone` a
 * name of one word. The last text lists words that deny the phrase.
 */
export const nameRules: Readonly<Record<SensitiveKind, readonly RuleRow[]>> = {
  nas: [
    [
      0.95,
      'nas',
      'server serveur mount path chemin volume share partage device disque disk storage stockage host hote synology smb nfs ip url backup sauvegarde',
    ],
    [0.95, 'assurance sociale, ass soc, as soc, social insurance, assurance soc'],
    [0.85, 'sin, ssn, social security', 'cos tan'],
  ],
  nam: [
    [
      0.95,
      'nam, ramq, assurance maladie, ass mal*, assurance mal, carte soleil, health card, health insurance, medicare, ohip',
    ],
    [0.8, 'hin, assure maladie'],
  ],
  'drivers-permit': [
    [
      0.95,
      'permi* condui*, permi* cond, permi* saaq, permi* chauffeur, driver* licen*, driver* lic, driver permit, drv licen*, drv lic, licence condu*',
    ],
    [0.8, 'dln, dl #number'],
  ],
  'tax-id': [
    [0.9, 'tps, tvq, gst, qst, hst, tvh', 'montant amount taux rate total price prix'],
    [0.9, 'neq, ccq, business number, taxpayer, tax payer, nif'],
    [
      0.9,
      'tax id, tax #number, fiscal* #number, fiscal* identifiant, fiscal* matricule, fiscal* id, tax identif*',
      'annee year',
    ],
    [0.85, 'entreprise arc, ein, itn, impot #number'],
  ],
  'payment-card': [
    [
      0.95,
      'carte credit, carte debit, carte paiement, carte banc*, credit card, debit card, payment card, cc #number, mastercard, carte visa, cvv, cvc, amex',
      'type',
    ],
    [0.8, 'card #number, pan', 'reader lecteur sim network health library biblio'],
  ],
  'bank-account': [
    [
      0.9,
      'compte banc*, compte banque, bank account, bank acct, bank acc, iban, compte depot, direct deposit, depot direct, transit banque, transit compte, transit #number, account deposit',
    ],
    [
      0.8,
      'compte #number, account #number, acct #number, folio',
      'user utilisateur gl id identifiant billing facturation sub cloud project projet',
    ],
    [0.7, 'rib, swift bic, succursale transit, institution transit'],
  ],
  email: [
    [
      0.95,
      'courriel, email, e mail, adresse electronique, couriel, courr elect*',
      'server serveur smtp host count subject objet',
    ],
    [0.8, 'mail, mel', 'server serveur smtp host hote code room boite postal'],
  ],
  phone: [
    [0.95, 'telephon*, tel, phone, cellulaire, fax, telecop*', 'model modele'],
    [0.85, 'cell phone, cell #number, mobile #number, mobile phone'],
    [0.75, 'mobile #alone, cell #alone'],
  ],
  'postal-code': [
    [
      0.95,
      'code postal, postal code, code post, zip code, zip postal, postcode, post code, cod postal, cd postal, cd post',
    ],
    [0.7, 'zip #alone, cp #alone, cp #person, cp adresse'],
  ],
  address: [
    [
      0.9,
      'adresse, address, addr, adr',
      'ip mac memoire memory reseau network web url email courriel electronique mail space port bus mail mel site wallet',
    ],
    [0.85, 'street, rue, civique, lieu residence, residence adresse', 'view'],
    [0.75, 'domicile #alone, residence #alone'],
  ],
  'person-name': [
    [
      0.95,
      'prenom*, first name, last name, fname, lname, surname, family name, nom famille, nm fam, nom fam, last nm, first nm, given name, middle name, maiden, full name, nom complet, jeune fille',
    ],
    [0.85, 'nom #person, name #person, nom #person-table, name #person-table', 'user service utilisateur'],
    [0.65, 'titulaire, account holder, card holder, cardholder'],
  ],
  'birth-date': [
    [
      0.95,
      'naissance, naiss, nai date, nais, birth date, birthdate, date birth, birthday, dob, ddn, born',
      'lieu place pay ville country city certificat certificate acte',
    ],
  ],
  health: [
    [
      0.9,
      'diagnos*, cim, icd, allerg*, medicament*, medication, medical, medicale, medicaux, maladie, sanguin, blood, handicap*, disabilit*, invalidite, symptom*, vaccin*, etat sante, depistage, grossesse, pregnan*, chirurg*, surgery, antecedent med*, vih, hiv, cancer, diag, pathologie, pathology, traitement med*',
      'reseau network log server serveur systeme system disk disque check port endpoint assurance ass probe',
    ],
    [
      0.75,
      'prescription medic*, clinique, clinical, laboratoire resultat, lab result, hospital*, therap*, psych*, dossier sante, health record, health condition, health #person',
      'reseau network log server serveur systeme system disk disque check port endpoint assurance ass probe',
    ],
  ],
  justice: [
    [
      0.9,
      'judiciaire*, criminal, criminel*, infraction*, offence, offense, dossier cour, cour #number, court file, court case, court record, court docket, accusation*, accuse, condamn*, conviction, detenu*, inmate, incarcer*, mandat arrest*, arrest*, arrest warrant, probation, verdict, casier, penal*, peine, delinquan*',
      'logiciel error circuit',
    ],
    [0.8, 'sentence, parole, crime, prison*, victime, victim', 'count word phrase'],
  ],
  biometric: [
    [
      0.95,
      'biometri*, empreinte digit*, empreinte doigt, empreinte vocale, faci* recogn*, faci* reconn*, reconnaissance faciale, face template, face vector, face embedding, iri* scan, retin*, voice print, voiceprint, palm print, dna, adn',
    ],
    [0.9, 'fingerprint', 'sha hash file fichier ssh cert certificate key browser navigateur device md'],
    [0.8, 'iris #alone, iri #alone, genet*, genom*'],
  ],
  minor: [
    [0.9, 'code permanent, permanent code, code perm, under eighteen, moins ans'],
    [0.85, 'mineur*, minor', 'version travaux release revision modif* changement change incident correctif defaut'],
    [0.85, 'enfant*, child, children, eleve*, pupil, ecolier*', 'process node parent table window nb'],
    [0.7, 'under #alone, tuteur, guardian'],
  ],
  income: [
    [
      0.9,
      'salaire*, salary, salarie, revenu*, income, remuneration, wage*, traitement annuel, imposable, earning',
      'publicitaire organisme code ministere agence',
    ],
    [
      0.85,
      'pay net, pay gross, pay base, paie net*, paie brut*, paie #alone, pay rate, prestation*, rente, pension',
      'type service',
    ],
  ],
  secret: [
    [
      0.95,
      'password, passwd, pwd, mdp, mot passe, passphrase, api key, apikey, cle api, cle prive*, private key, access token, auth token, refresh token, session token, jeton acce*, encryption key, cle chiffrement, secret key, cle secrete, secret, secrete, nip, credential, api secret',
      'length policy expiry changed count santa',
    ],
    [0.75, 'pin code, pin #alone, salt, token #alone, jeton #alone, otp, bearer token', 'count postal'],
  ],
}

const setOf = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''))

export const numberWords = setOf('no num numero number nbr nr nb n id identifiant code matricule')

export const personWords = setOf(`
client cliente employe employee empl usager patient conjoint conjointe mere pere responsable requerant requerante demandeur demandeuse temoin
medecin parent contact beneficiaire beneficiary citoyen citoyenne citizen titulaire customer spouse mother father holder owner applicant member
membre student witness person personne individu individual assure prestataire contribuable salarie candidat candidate cand resident locataire
tenant plaignant detenu eleve enfant child cardholder doctor nurse physician users participant donateur donor tuteur gestionnaire manager
auteur author signataire manager dependent dependant prof enseignant teacher`)

/** Numbers of another nature, whose check digits prove nothing. */
export const otherNumberWords = setOf(`
order commande facture invoice ticket lot batch serie serial sku produit product article piece part asset actif inventaire inventory tracking
suivi coli reference transaction demande request case dossier bon purchase imei iccid sim upc ean isbn barre barcode modele model device
appareil seq sequence id row ligne version`)

/** Words by which a name speaks about a thing of the kind, and not the thing: how many, where, of which server. */
export const quantityWords = setOf(`
count cnt qty quantite nb nbre nombre length longueur taille size path chemin url uri link lien version expiry expiration expired policy
server serveur host hote hostname port changed modified sent envoi subject objet delai duree endpoint column colonne table frequency
frequence icon icone`)

/** The same, except for facts about a person: `type_handicap`, `parole_status` and `face_template` are still such facts. */
export const stateWords = setOf('type format template model modele status statut')

export const flagWords = setOf(`
is has est ind flag consentement consent verified verifie valid valide optin opt accept accepte envoyer send enabled actif active possede a
require required obligatoire`)

/** Pairs often written as one word. */
export const gluedWords: ReadonlyMap<string, readonly string[]> = new Map(
  `
assurancesociale=assurance sociale;asssoc=ass soc;socialinsurance=social insurance;assurancemaladie=assurance maladie;assmaladie=ass mal
;healthcard=health card;permisconduire=permis conduire;driverlicense=driver license;driverslicense=driver license;codepostal=code postal
;postalcode=postal code;zipcode=zip code;nomfamille=nom famille;lastname=last name;firstname=first name;fullname=full name
;nomcomplet=nom complet;familyname=family name;givenname=given name;datenaissance=date naissance;dtnaiss=date naiss
;dateofbirth=date birth;motdepasse=mot passe;motpasse=mot passe;creditcard=credit card;cartecredit=carte credit
;bankaccount=bank account;comptebancaire=compte bancaire;adressecourriel=adresse courriel;emailaddress=email address
;phonenumber=phone number;cellphone=cell phone;businessnumber=business number;codepermanent=code permanent;etatsante=etat sante
;accesstoken=access token;privatekey=private key;secretkey=secret key`
    .split(';')
    .map((pair) => {
      const [glued = '', parts = ''] = pair.trim().split('=')
      return [glued, parts.split(' ')] as const
    }),
)
