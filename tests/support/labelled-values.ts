import type { RandomStream } from '#models/shared/random.ts'

/** Fictitious values from a seed: shaped like the real thing, drawn at random, of nobody. */
export type Makers = ReturnType<typeof makersOf>
export type Maker = (make: Makers, row: number) => string

const surnames =
  'Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault Nadeau Martin Landry Martel Grenier Lessard Bédard Dufour Turcotte Smith Nguyen Diallo Traoré Hernandez Kowalski Singh Haddad Benali O’Connor Saint-Pierre Vaillancourt Desrochers Larochelle'.split(
    ' ',
  )
const firstNames =
  'Marie Jean Pierre Louise Luc Sylvie Michel Nathalie André Isabelle Daniel Julie François Chantal Martin Annie Stéphane Caroline Patrick Mélanie Alexandre Émilie Mathieu Geneviève Samuel Léa William Emma Thomas Olivia Mohamed Fatima Wei Aisha Carlos Ingrid Jean-François Marie-Ève Anne-Sophie Zacharie Rosalie Édouard Gisèle Normand Réjean Huguette'.split(
    ' ',
  )
const streets = [
  'rue Saint-Denis',
  'boul. René-Lévesque',
  'chemin du Roy',
  'avenue Cartier',
  'rue des Érables',
  'rang 4 Ouest',
  'av. du Parc',
  'rue Principale',
  'montée de la Baie',
  'place d’Youville',
  'côte de la Montagne',
  'boulevard Laurier',
]
const englishStreets = [
  'Main Street',
  'Elm St.',
  'Maple Avenue',
  'Sherbrooke St W',
  'Côte-Saint-Luc Road',
  'Victoria Ave',
  'Park Drive',
  'Mountain Blvd',
]
const cities = ['Québec', 'Montréal', 'Lévis', 'Gatineau', 'Rimouski', 'Saguenay', 'Trois-Rivières', 'Sherbrooke']
const diagnoses = [
  'Diabète de type 2',
  'Hypertension artérielle',
  'Asthme',
  'Dépression majeure',
  'Asthma, moderate',
  'Type 1 diabetes',
  'Cancer du sein',
  'Trouble anxieux',
  'Epilepsy',
  'Insuffisance rénale chronique',
  'Hepatitis C',
  'Allergie aux arachides',
  'Schizophrénie',
  'Migraine',
]
const offences = [
  'Conduite avec facultés affaiblies',
  'Vol de moins de 5000 $',
  'Voies de fait',
  'Assault causing bodily harm',
  'Theft under 5000',
  'Fraude',
  'Impaired driving',
  'Possession de stupéfiants',
  'Entrave à la justice',
  'Probation 12 mois',
]
const words = [
  'Standard',
  'Direction des services',
  'Gestion documentaire',
  'Actif',
  'En cours',
  'Fermé',
  'Portail',
  'Opened',
  'Pending',
  'Type A',
  'Régional',
  'Imprimante laser',
  'Clavier',
  'Entrepôt de données',
  'Finances',
  'Basic plan',
  'Municipal',
  'Rapport annuel',
  'Analyste',
  'Technicien en informatique',
  'Approvisionnement',
  'Bureau virtuel',
]
const sentences = [
  'Le rapport annuel a été déposé au comité de gestion.',
  'Ce module gère les demandes de subvention des municipalités.',
  'Updated the layout and fixed three defects in version 4.2.1.',
  'Service offert du lundi au vendredi de 8 h 30 à 16 h 30.',
  'Remplacement de 12 postes prévu au budget 2026-2027.',
  'The page could not be found. Try again later.',
  'Renouveler l’entente 2024-118 avant le 31 mars.',
  'Voir la procédure 45-B, section 3.',
  'Consolidation des serveurs de la salle 114, bâti 12.',
]

export function makersOf(random: RandomStream) {
  const below = (most: number) => Math.floor(random() * most)
  const among = <T>(list: readonly T[]): T => list[below(list.length)] as T // never empty
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('')
  const pad = (value: number, size = 2) => String(value).padStart(size, '0')
  const withCheck = (body: string) => {
    for (let check = 0; check < 10; check += 1) if (passes(`${body}${check}`)) return `${body}${check}`
    return body
  }
  const letters = (count: number, from = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') =>
    Array.from({ length: count }, () => from[below(from.length)]).join('')
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toUpperCase()
  const born = (from = 1935, years = 70) => ({ y: from + below(years), m: 1 + below(12), d: 1 + below(28) })
  const hex = (count: number) => letters(count, '0123456789abcdef')
  const area = () => among(['418', '514', '450', '819', '581', '438', '613', '873', '367', '579', '416', '905'])
  const make = {
    nas: (mark: string) => {
      const number = withCheck(`${among(['1', '2', '2', '3', '4', '5', '6', '7', '9'])}${digits(7)}`)
      return [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(mark)
    },
    nam: (mark: string) => {
      const { y, m, d } = born()
      const month = random() < 0.5 ? m : m + 50
      const name = `${plain(among(surnames)).slice(0, 3).padEnd(3, 'X')}${plain(among(firstNames)).slice(0, 1)}`
      return [name, `${pad(y % 100)}${pad(month)}`, `${pad(d)}${digits(2)}`].join(mark)
    },
    permanentCode: () => {
      const { y, m, d } = born(2006, 14)
      const month = random() < 0.5 ? m : m + 50
      return `${plain(among(surnames)).slice(0, 3).padEnd(3, 'X')}${plain(among(firstNames)).slice(0, 1)}${pad(d)}${pad(month)}${pad(y % 100)}${digits(2)}`
    },
    permit: (mark: string) => {
      const { y, m, d } = born()
      return [`${plain(among(surnames)).slice(0, 1)}${digits(4)}`, `${pad(d)}${pad(m)}${pad(y % 100)}`, digits(2)].join(
        mark,
      )
    },
    taxId: (kind: 'tps' | 'tvq' | 'neq' | 'ccq') => {
      if (kind === 'tps') return `${withCheck(`1${digits(7)}`)}${among(['', ' '])}RT0001`
      if (kind === 'tvq') return `1${digits(9)}TQ0001`
      if (kind === 'neq') return `11${digits(8)}`
      return digits(8)
    },
    card: (mark: string) => {
      const head = among(['4', '51', '52', '53', '54', '55', '4540', '4510'])
      const number = withCheck(head + digits(15 - head.length))
      return (number.match(/.{4}/g) ?? []).join(mark)
    },
    account: (mark: string) => [digits(5), among(['815', '006', '001', '010', '003']), digits(7)].join(mark),
    folio: () => digits(7),
    email: () =>
      `${plain(among(firstNames)).toLowerCase()}.${plain(among(surnames)).toLowerCase()}${among(['', String(below(99))])}@${among(['exemple.ca', 'courriel.test', 'example.org', 'msc.gouv.exemple'])}`,
    phone: (style: string) => {
      const exchange = `${2 + below(8)}${digits(2)}`
      if (style === '(') return `(${area()}) ${exchange}-${digits(4)}`
      if (style === ' ') return `${area()} ${exchange}-${digits(4)}`
      return [area(), exchange, digits(4)].join(style)
    },
    postal: (mark: string) =>
      `${among(['G', 'H', 'J', 'K'])}${below(10)}${letters(1, 'ABCEGHJKLMNPRSTVWXYZ')}${mark}${below(10)}${letters(1, 'ABCEGHJKLMNPRSTVWXYZ')}${below(10)}`,
    address: (language: 'fr' | 'en') =>
      language === 'fr'
        ? `${1 + below(9999)}, ${among(streets)}${among(['', `, app. ${below(40)}`, `, ${among(cities)}`])}`
        : `${1 + below(9999)} ${among(englishStreets)}${among(['', `, Apt ${below(40)}`, `, ${among(cities)}`])}`,
    surname: () => among(surnames),
    firstName: () => among(firstNames),
    fullName: () => `${among(firstNames)} ${among(surnames)}`,
    fullNameReversed: () => `${among(surnames)}, ${among(firstNames)}`,
    birth: (mark: string) => {
      const { y, m, d } = born()
      return mark === '/' ? `${pad(d)}/${pad(m)}/${y}` : [y, pad(m), pad(d)].join(mark)
    },
    diagnosisCode: () =>
      `${letters(1, 'ABCDEFGHIJKLMNOPQRSTZ')}${digits(2)}${among(['', `.${below(10)}`, `.${digits(2)}`])}`,
    diagnosis: () => among(diagnoses),
    courtFile: () =>
      `${among(['200', '500', '700', '400'])}-${among(['01', '36', '27', '73'])}-${digits(6)}-${digits(3)}`,
    offence: () => among(offences),
    template: () => letters(88, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
    yesNo: () => among(['O', 'N', 'oui', 'non', '1', '0']),
    amount: () => `${20 + below(150_000)}.${digits(2)}`,
    hash: () => `$2b$12$${letters(53, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./')}`,
    password: () =>
      `${among(['Soleil', 'hiver', 'Castor', 'neige'])}${digits(3)}${among(['!', '#', '$', '?'])}${letters(2)}`,
    token: () =>
      among([
        `ghp_${letters(36, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`,
        `AKIA${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
        `eyJhbGciOiJIUzI1NiJ9.eyJ${letters(40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop')}.${letters(43, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop0123456789_-')}`,
      ]),
    sentenceWith: (kind: 'nas' | 'email' | 'phone'): string => {
      if (random() < 0.4) return among(sentences)
      if (kind === 'nas') return `La personne a fourni son NAS ${make.nas(' ')} au comptoir, à classer au dossier.`
      if (kind === 'email') return `Please write to ${make.email()} before the end of the month.`
      return `A rappelé au ${make.phone(' ')} et laissé un message pour le suivi.`
    },
    path: () =>
      `/mnt/${among(['nas01', 'partage', 'data', 'archives'])}/${letters(6).toLowerCase()}/${digits(4)}.${among(['zip', 'pdf', 'png', 'html'])}`,
    host: () =>
      `${among(['srv', 'nas', 'mail', 'bd'])}-${letters(4).toLowerCase()}${pad(below(40))}.${among(['msc.exemple', 'local', 'gouv.exemple'])}`,
    luhnNumber: (size: number) => withCheck(`${1 + below(7)}${digits(size - 2)}`),
    sequence: (size: number) => String(4 * 10 ** (size - 1) + 100 + below(4000)),
    luhnSequence: (size: number) => withCheck(String(4 * 10 ** (size - 2) + below(900))),
    imei: () => withCheck(`35${digits(12)}`),
    iccid: () => withCheck(`89302${digits(13)}`),
    phoneLike: () =>
      `${among(['100', '012', '978', '005', '061'])}${among(['-', ''])}${digits(3)}${among(['-', ''])}${digits(4)}`,
    ip: () => `10.${below(255)}.${below(255)}.${below(255)}`,
    mac: () => Array.from({ length: 6 }, () => hex(2)).join(':'),
    word: () => among(words),
    smallNumber: () => String(below(400)),
    recentDate: () => `${2019 + below(8)}-${pad(1 + below(12))}-${pad(1 + below(28))}`,
    plainSentence: () => among(sentences),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    digest: () => hex(among([40, 64, 64])),
    fault: () => among(['à venir', 'N/D', '?', 'inconnu', '999', 'xxx', 'voir dossier']),
  }
  return make
}

function passes(number: string): boolean {
  let sum = 0
  for (let at = 0; at < number.length; at += 1) {
    const digit = Number(number[number.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
