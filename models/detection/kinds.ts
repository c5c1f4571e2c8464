import type { personalInformationKinds } from '../classification/classification.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'

/** Kinds of sensitive data, by the names other programs rely on (CONTRACT, `classify detect`). */
export const sensitiveKinds = [
  'nas',
  'nam',
  'drivers-permit',
  'tax-id',
  'payment-card',
  'bank-account',
  'email',
  'phone',
  'postal-code',
  'address',
  'person-name',
  'birth-date',
  'health',
  'justice',
  'biometric',
  'minor',
  'income',
  'secret',
] as const
export type SensitiveKind = (typeof sensitiveKinds)[number]

export type ConfidentialityLevel = 1 | 2 | 3 | 4

type PersonalInformationKind = (typeof personalInformationKinds)[number]

export type KindDefinition = {
  readonly label: Bilingual
  /** What it adds to the personal-information kinds of a classification; none for what is not about a person. */
  readonly personalInformation: readonly PersonalInformationKind[]
  /** Whether the information calls for more protection by its nature or its use (A-2.1, art. 59: "sensible"). */
  readonly isSensitive: boolean
  /** The C level suggested, on the house ladder: a proposal that a person settles, never an official level. */
  readonly c: ConfidentialityLevel
  readonly why: Bilingual
}

const identityNumber: Bilingual = {
  fr: 'un numéro d’identité permet d’usurper une identité et ne se change presque jamais',
  en: 'an identity number allows identity theft and almost never changes',
}
const serious: Bilingual = {
  fr: 'une fuite cause à la personne un tort grave et durable',
  en: 'a leak does the person serious and lasting harm',
}
const money: Bilingual = { fr: 'une fuite ouvre la voie à la fraude', en: 'a leak opens the way to fraud' }
const identifying: Bilingual = {
  fr: 'le renseignement désigne ou rejoint une personne',
  en: 'the information names or reaches a person',
}

/**
 * Each kind with its words, what it implies and the confidentiality it suggests. House ladder: identity numbers, health, justice,
 * biometrics and secrets 4; what names, reaches or pays a person 3; a postal code alone 2.
 */
export const kindDefinitions: Readonly<Record<SensitiveKind, KindDefinition>> = {
  nas: {
    label: { fr: 'NAS', en: 'Social insurance number' },
    personalInformation: ['sin'],
    isSensitive: true,
    c: 4,
    why: identityNumber,
  },
  nam: {
    label: { fr: 'NAM', en: 'Health insurance number' },
    personalInformation: ['identity', 'health'],
    isSensitive: true,
    c: 4,
    why: identityNumber,
  },
  'drivers-permit': {
    label: { fr: 'Permis de conduire', en: 'Driver’s licence' },
    personalInformation: ['identity'],
    isSensitive: true,
    c: 4,
    why: identityNumber,
  },
  'tax-id': {
    label: { fr: 'Identifiant fiscal ou CCQ', en: 'Tax or CCQ identifier' },
    personalInformation: ['financial'],
    isSensitive: false,
    c: 3,
    why: money,
  },
  'payment-card': {
    label: { fr: 'Carte de paiement', en: 'Payment card' },
    personalInformation: ['financial'],
    isSensitive: true,
    c: 4,
    why: money,
  },
  'bank-account': {
    label: { fr: 'Compte bancaire', en: 'Bank account' },
    personalInformation: ['financial'],
    isSensitive: true,
    c: 3,
    why: money,
  },
  email: {
    label: { fr: 'Courriel', en: 'E-mail' },
    personalInformation: ['contact'],
    isSensitive: false,
    c: 3,
    why: identifying,
  },
  phone: {
    label: { fr: 'Téléphone', en: 'Phone' },
    personalInformation: ['contact'],
    isSensitive: false,
    c: 3,
    why: identifying,
  },
  'postal-code': {
    label: { fr: 'Code postal', en: 'Postal code' },
    personalInformation: ['contact'],
    isSensitive: false,
    c: 2,
    why: { fr: 'seul, il désigne un secteur, pas une personne', en: 'alone, it names a sector, not a person' },
  },
  address: {
    label: { fr: 'Adresse', en: 'Address' },
    personalInformation: ['contact'],
    isSensitive: false,
    c: 3,
    why: identifying,
  },
  'person-name': {
    label: { fr: 'Nom de personne', en: 'Name of a person' },
    personalInformation: ['identity'],
    isSensitive: false,
    c: 3,
    why: identifying,
  },
  'birth-date': {
    label: { fr: 'Date de naissance', en: 'Date of birth' },
    personalInformation: ['identity'],
    isSensitive: false,
    c: 3,
    why: identifying,
  },
  health: {
    label: { fr: 'Santé', en: 'Health' },
    personalInformation: ['health'],
    isSensitive: true,
    c: 4,
    why: serious,
  },
  justice: {
    label: { fr: 'Justice', en: 'Justice' },
    personalInformation: ['justice'],
    isSensitive: true,
    c: 4,
    why: serious,
  },
  biometric: {
    label: { fr: 'Biométrie', en: 'Biometrics' },
    personalInformation: ['biometric'],
    isSensitive: true,
    c: 4,
    why: { fr: 'une empreinte du corps ne se remplace pas', en: 'a print of the body cannot be replaced' },
  },
  minor: {
    label: { fr: 'Personne mineure', en: 'Minor' },
    personalInformation: ['minors'],
    isSensitive: true,
    c: 4,
    why: serious,
  },
  income: {
    label: { fr: 'Revenu', en: 'Income' },
    personalInformation: ['financial'],
    isSensitive: true,
    c: 3,
    why: money,
  },
  secret: {
    label: { fr: 'Mot de passe, clé ou jeton', en: 'Password, key or token' },
    personalInformation: [],
    isSensitive: true,
    c: 4,
    why: { fr: 'il ouvre tout ce qu’il protège', en: 'it opens everything it protects' },
  },
}
