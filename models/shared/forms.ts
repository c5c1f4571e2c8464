import type { Bilingual } from './bilingual.ts'

const words = new WeakMap<RegExp, Bilingual>()

/** A form that a text must have, with what people read of it: a refusal tells the words, never the pattern. */
function form(pattern: RegExp, fr: string, en: string): RegExp {
  words.set(pattern, { fr, en })
  return pattern
}

/** What a form asks for, in words; undefined for a pattern that is no form of ours. */
export function formWords(pattern: RegExp): Bilingual | undefined {
  return words.get(pattern)
}

export const forms = {
  bodyCode: form(
    /^[A-Z][A-Z0-9-]{1,11}$/,
    'le code d’un organisme, de 2 à 12 majuscules, chiffres ou tirets, une lettre d’abord : MSC',
    'the code of a body, 2 to 12 capitals, digits or hyphens, a letter first: MSC',
  ),
  month: form(/^\d{4}-(0[1-9]|1[0-2])$/, 'un mois : 2026-10', 'a month: 2026-10'),
  visible: form(
    /^[^\p{C}\p{Zl}\p{Zp}]+$/u,
    'un texte d’une ligne, sans caractère invisible',
    'a text of one line, without invisible characters',
  ),
  linkToken: form(
    /^[A-Za-z0-9_-]{43}$/,
    'le jeton du lien reçu, 43 caractères, copié en entier',
    'the token of the link received, 43 characters, copied whole',
  ),
  workloadCode: form(/^CH-\d{6,9}$/, 'le numéro d’une charge : CH-000012', 'the number of a workload: CH-000012'),
  incidentCode: form(/^IN-\d{4,9}$/, 'le numéro d’un incident : IN-0001', 'the number of an incident: IN-0001'),
  benefitCode: form(/^B-\d{4,9}$/, 'le numéro d’un bénéfice : B-0001', 'the number of a benefit: B-0001'),
  mapNodeCode: form(
    /^(N-\d{4,9}|B-\d{4,9}|O-\d{2})$/,
    'le numéro d’un nœud de la carte : N-0001, B-0001 ou O-16',
    'the number of a node of the map: N-0001, B-0001 or O-16',
  ),
  poolCode: form(/^EB-\d{4,9}$/, 'le numéro d’une enveloppe : EB-0001', 'the number of a pool: EB-0001'),
  recordKey: form(
    /^[a-z][a-z0-9-]{0,39}$/,
    'une clé courte, en minuscules, chiffres et tirets : cout-annuel',
    'a short key, in lowercase, digits and hyphens: annual-cost',
  ),
  contact: form(
    /^(https:\/\/[^\s"<>]+|[^\s@"<>:/]+@[^\s@"<>:/]+\.[^\s@"<>:/]+)$/,
    'une adresse de courriel ou une adresse qui commence par https://',
    'an e-mail address, or an address that begins with https://',
  ),
  indicatorId: form(
    /^[a-z][a-z0-9-]{2,59}$/,
    'le code d’un indicateur, en minuscules, chiffres et tirets : workloads-decided',
    'the code of an indicator, in small letters, digits and hyphens: workloads-decided',
  ),
  countName: form(
    /^[a-z][a-zA-Z0-9]{0,39}$/,
    'le nom d’un compte, une minuscule puis des lettres ou des chiffres : centresClosed',
    'the name of a count, a small letter then letters or digits: centresClosed',
  ),
  formulaVersion: form(
    /^\d{1,4}\.\d{1,4}\.\d{1,4}$/,
    'une version de formule : 1.0.0',
    'a version of a formula: 1.0.0',
  ),
  dicLevels: form(
    /^[1-4]-[1-4]-[1-4]$/,
    'trois niveaux de 1 à 4, disponibilité, intégrité, confidentialité : 2-3-2',
    'three levels from 1 to 4, availability, integrity, confidentiality: 2-3-2',
  ),
  waveCode: form(/^V-\d{2,9}$/, 'le numéro d’une vague : V-03', 'the number of a wave: V-03'),
  caseCode: form(
    /^DA-\d{4,9}$/,
    'le numéro d’un dossier d’affaires : DA-0001',
    'the number of a business case: DA-0001',
  ),
  priceBookCode: form(
    /^GT-\d{4,9}$/,
    'le numéro d’une grille tarifaire : GT-0001',
    'the number of a price book: GT-0001',
  ),
  exemptionCode: form(/^DE-\d{4,9}$/, 'le numéro d’une dérogation : DE-0001', 'the number of an exemption: DE-0001'),
  questionnaireCode: form(
    /^(QU-\d{4,9}|[a-z][a-z-]{2,40})$/,
    'le code d’un questionnaire : QU-0001, ou le nom de ceux du produit',
    'the code of a questionnaire: QU-0001, or the name of those of the product',
  ),
  sha256: form(
    /^[0-9a-f]{64}$/,
    'une empreinte SHA-256, 64 chiffres hexadécimaux minuscules',
    'a SHA-256 digest, 64 lowercase hexadecimal digits',
  ),
  claimCode: form(/^RC-\d{4,9}$/, 'le numéro d’une réclamation : RC-0001', 'the number of a claim: RC-0001'),
  budgetEntryCode: form(
    /^RB-\d{4,9}$/,
    'le numéro d’un retrait de budget : RB-0001',
    'the number of a withdrawal of budget: RB-0001',
  ),
  billAmount: form(
    /^-?\d{1,9}(\.\d{1,6})?$/,
    'un montant de facture, avec un point et six décimales au plus : -1234.567891',
    'an amount of a bill, with a point and six decimals at most: -1234.567891',
  ),
  signedAmount: form(
    /^-?\d{1,10}(\.\d{1,2})?$/,
    'un montant de moins de dix milliards, avec un point et deux décimales au plus : -1234.50',
    'an amount below ten billion, with a point and two decimals at most: -1234.50',
  ),
  share: form(
    /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/,
    'une part de 0 à 1, six décimales au plus : 0.75',
    'a share from 0 to 1, six decimals at most: 0.75',
  ),
  subject: form(
    /^(B|RC|EB|PB|N|RB|CH)-\d{4,9}$/,
    'ce que la preuve appuie : B-0001, RC-0001, CH-000001',
    'what the evidence supports: B-0001, RC-0001, CH-000001',
  ),
  webAddress: form(/^https?:\/\//, 'une adresse qui commence par https://', 'an address that begins with https://'),
  seed: form(/^[\w.-]{1,60}$/, 'des lettres, chiffres, points ou tirets', 'letters, digits, points or hyphens'),
  allocationRule: form(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'le code d’une règle d’affectation, en minuscules, chiffres et tirets : etiquette-charge',
    'the code of an allocation rule, in small letters, digits and hyphens: workload-tag',
  ),
  rule: form(/^[A-Z]{2,4}-[A-Z]{2,5}-\d{2}$/, 'le code d’une règle : QC-CTI-10', 'the code of a rule: QC-CTI-10'),
  amount: form(
    /^\d{1,12}(\.\d{1,2})?$/,
    'un montant en dollars, avec un point et deux décimales au plus : 1234.50',
    'an amount in dollars, with a point and two decimals at most: 1234.50',
  ),
  money: form(
    /^-?\d{1,12}(\.\d{1,6})?$/,
    'un montant, avec un point et six décimales au plus : 1234.50',
    'an amount, with a point and six decimals at most: 1234.50',
  ),
  currency: form(
    /^[A-Z]{3}$/,
    'le code d’une devise, trois majuscules : USD',
    'the code of a currency, three capitals: USD',
  ),
  exchangeRate: form(
    /^(?!0+(\.0+)?$)\d{1,6}(\.\d{1,10})?$/,
    'des dollars canadiens pour une unité, plus que 0, avec un point : 1.4064',
    'Canadian dollars for one unit, above 0, with a point: 1.4064',
  ),
  rateDate: form(
    /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
    'un jour ou un mois : 2026-10-07 ou 2026-10',
    'a day or a month: 2026-10-07 or 2026-10',
  ),
  period: form(/^\d{4}-\d{4}$/, 'deux années : 2026-2027', 'two years: 2026-2027'),
  country: form(/^[A-Z]{2}$/, 'le code d’un pays, deux majuscules : CA', 'the code of a country, two capitals: CA'),
  province: form(
    /^[A-Z]{2}$/,
    'le code d’une province ou d’un État, deux majuscules : QC',
    'the code of a province or a state, two capitals: QC',
  ),
  etag: form(
    /^"\d{1,9}"$/,
    'l’ETag tel qu’il a été lu, guillemets compris : "3"',
    'the ETag as it was read, quotes included: "3"',
  ),
  idCursor: form(
    /^[0-9a-f-]{36}$/,
    'le dernier identifiant de la page précédente, tel quel',
    'the last identifier of the page before, as it is',
  ),
  pageSize: form(
    /^\d{1,4}$/,
    'un nombre entier, sans espace ni signe : 50',
    'a whole number, without space or sign: 50',
  ),
  position: form(
    /^\d{1,12}$/,
    'un nombre entier, tel que la page précédente l’a donné',
    'a whole number, as the page before gave it',
  ),
} as const
