import type { Bilingual } from '../shared/bilingual.ts'
import type { SensitiveKind } from './kinds.ts'

/** What was verified of a value of each kind, in words. */
const checks: Readonly<Record<SensitiveKind, Bilingual>> = {
  nas: { fr: '9 chiffres, clé de contrôle, premier chiffre attribué', en: '9 digits, check digit, first digit in use' },
  nam: { fr: '4 lettres, 8 chiffres, date de naissance possible', en: '4 letters, 8 digits, a possible date of birth' },
  'drivers-permit': { fr: 'une lettre et 12 chiffres', en: 'one letter and 12 digits' },
  'tax-id': { fr: 'numéro d’inscription et programme', en: 'registration number and program' },
  'payment-card': { fr: 'plage d’émetteur et clé de contrôle', en: 'issuer range and check digit' },
  'bank-account': { fr: 'transit, institution connue et compte', en: 'transit, known institution and account' },
  email: { fr: 'forme d’une adresse de courriel', en: 'shape of an e-mail address' },
  phone: { fr: 'indicatif en usage et numéro possible', en: 'area code in use and possible number' },
  'postal-code': { fr: 'forme d’un code postal', en: 'shape of a postal code' },
  address: { fr: 'mots d’une adresse', en: 'words of an address' },
  'person-name': { fr: 'noms et prénoms fréquents', en: 'frequent names' },
  'birth-date': { fr: 'date possible', en: 'possible date' },
  health: { fr: 'code CIM-10 ou mots de la santé', en: 'ICD-10 code or words of health' },
  justice: { fr: 'numéro de dossier de cour ou mots de la justice', en: 'court file number or words of justice' },
  biometric: { fr: 'donnée non vérifiable', en: 'data that cannot be verified' },
  minor: { fr: 'né depuis moins de 18 ans', en: 'born less than 18 years ago' },
  income: { fr: 'montant', en: 'amount' },
  secret: {
    fr: 'début connu d’un mot de passe haché, d’une clé ou d’un jeton',
    en: 'known beginning of a hash, key or token',
  },
}

/** Why a kind is told: the name, how many values, and what was verified of them. */
export function reasonOf(
  kind: SensitiveKind,
  seen: {
    readonly isNamed: boolean
    readonly matched: number
    readonly checked: number
    readonly isInside: boolean
  },
): Bilingual {
  const { isNamed, matched, checked, isInside } = seen
  const values = {
    fr: `${matched} sur ${checked}${isInside ? ', dans du texte libre' : ''} : ${checks[kind].fr}`,
    en: `${matched} of ${checked}${isInside ? ', inside free text' : ''}: ${checks[kind].en}`,
  }
  if (!isNamed) return values
  if (checked === 0) return { fr: 'le nom de la colonne', en: 'the column’s name' }
  if (matched === 0)
    return { fr: 'le nom de la colonne ; aucune valeur ne le confirme', en: 'the column’s name; no value confirms it' }
  return { fr: `le nom de la colonne ; ${values.fr}`, en: `the column’s name; ${values.en}` }
}
