import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { countOf } from '#server/shared/wording.ts'

const title: Bilingual = { fr: 'Prix non reçus', en: 'Prices not received' }
const refusedTitle: Bilingual = { fr: 'Grille tarifaire refusée', en: 'Price book refused' }

export const pricesNotAnswered = (source: string, tries: number) =>
  new ProblemError({
    code: 'prices-not-answered',
    status: 503,
    title,
    detail: {
      fr: `${source} n’a pas répondu après ${tries} essais. Ce qui a été reçu est gardé : relancer la commande pour continuer. Aucun prix n’a changé.`,
      en: `${source} did not answer after ${tries} tries. What was received is kept: run the command again to go on. No price has changed.`,
    },
  })

export const pricesRefusedBySource = (source: string, why: string) =>
  new ProblemError({
    code: 'prices-refused-by-source',
    status: 502,
    title,
    detail: {
      fr: `${source} a refusé la demande (${why}). Vérifier les droits du compte, la région et l’adresse. Aucun prix n’a changé.`,
      en: `${source} refused the request (${why}). Check the rights of the account, the region and the address. No price has changed.`,
    },
  })

export const pricesWithoutCredentials = (source: string, how: Bilingual) =>
  new ProblemError({
    code: 'prices-no-credentials',
    status: 422,
    title,
    detail: {
      fr: `${source} demande un compte, et aucun n’est configuré sur cette machine. ${how.fr}`,
      en: `${source} asks for an account, and none is configured on this machine. ${how.en}`,
    },
  })

export const pricesNothingListed = (source: string, region: string) =>
  new ProblemError({
    code: 'prices-nothing-listed',
    status: 422,
    title,
    detail: {
      fr: `${source} a répondu, et ne liste rien pour la région « ${region} ». Vérifier son nom. Les prix en vigueur restent.`,
      en: `${source} answered, and lists nothing for the region “${region}”. Check its name. The prices in force stay.`,
    },
  })

export const pricesUnreadableAnswer = (source: string) =>
  new ProblemError({
    code: 'prices-unreadable-answer',
    status: 502,
    title,
    detail: {
      fr: `La réponse de ${source} n’a pas la forme attendue. Vérifier l’adresse. Aucun prix n’a changé.`,
      en: `The answer of ${source} does not have the expected form. Check the address. No price has changed.`,
    },
  })

export const priceFileUnreadable = (detail: Bilingual) =>
  new ProblemError({ code: 'price-file-unreadable', status: 422, title: refusedTitle, detail })

export const priceFileUnmapped = (missing: readonly string[], headers: readonly string[]) =>
  new ProblemError({
    code: 'price-file-unmapped',
    status: 422,
    title: refusedTitle,
    detail: {
      fr: `Colonnes à associer : ${missing.join(', ')}. Colonnes du fichier : ${headers.slice(0, 40).join(', ').slice(0, 1_000)}.`,
      en: `Columns to map: ${missing.join(', ')}. Columns of the file: ${headers.slice(0, 40).join(', ').slice(0, 1_000)}.`,
    },
    errors: missing.map((column) => ({
      code: 'required',
      column,
      row: 1,
      detail: { fr: `Aucune colonne pour ${column}.`, en: `No column for ${column}.` },
    })),
  })

export const priceMappingUnreadable = () =>
  new ProblemError({
    code: 'price-mapping-unreadable',
    status: 422,
    title: refusedTitle,
    detail: {
      fr: 'La correspondance des colonnes ne se lit pas. Forme : {"columns": {"sku": "…"}, "constants": {"currency": "CAD"}}.',
      en: 'The mapping of the columns cannot be read. Form: {"columns": {"sku": "…"}, "constants": {"currency": "CAD"}}.',
    },
    errors: [{ code: 'wrong-form', pointer: '?mapping', detail: { fr: 'À corriger.', en: 'To correct.' } }],
  })

export function priceFileNothingRead(refused: readonly ProblemItem[]): ProblemError {
  const [first] = refused
  const why =
    first?.row === undefined
      ? { fr: '', en: '' }
      : { fr: ` Ligne ${first.row} : ${first.detail.fr}`, en: ` Line ${first.row}: ${first.detail.en}` }
  return new ProblemError({
    code: 'price-file-nothing-read',
    status: 422,
    title: refusedTitle,
    detail: {
      fr: `Aucune ligne du fichier n’a pu être prise comme prix. Rien n’a été enregistré.${why.fr}`,
      en: `No line of the file could be taken as a price. Nothing was saved.${why.en}`,
    },
    errors: refused.slice(0, 100),
  })
}

export const priceBookNotFound = () =>
  new ProblemError({
    code: 'price-book-not-found',
    status: 404,
    title: { fr: 'Grille introuvable', en: 'Price book not found' },
    detail: {
      fr: 'Aucune grille tarifaire de ce numéro dans votre périmètre.',
      en: 'No price book of this number within your scope.',
    },
  })

export const priceBookDecided = () =>
  new ProblemError({
    code: 'price-book-already-decided',
    status: 409,
    title: { fr: 'Déjà décidé', en: 'Already decided' },
    detail: {
      fr: 'Cette grille a déjà été acceptée ou rejetée. Relire la liste.',
      en: 'This price book was already accepted or rejected. Read the list again.',
    },
  })

export const ownPriceBook = () =>
  new ProblemError({
    code: 'price-book-own-proposal',
    status: 403,
    title: { fr: 'Une deuxième personne accepte', en: 'A second person accepts' },
    detail: {
      fr: 'Qui propose une grille ne l’accepte pas : une autre personne lit l’écart et accepte.',
      en: 'Whoever proposes a price book does not accept it: another person reads the difference and accepts.',
    },
  })

export const priceBookBeyondReach = () =>
  new ProblemError({
    code: 'price-book-beyond-reach',
    status: 403,
    title: { fr: 'Cette grille vaut pour tous les organismes', en: 'This price book holds for every body' },
    detail: {
      fr: 'Une grille publique change les coûts de tous : elle est acceptée par une personne dont le rôle couvre tous les organismes. La proposer pour un seul organisme, ou lui transmettre l’écart.',
      en: 'A public price book changes everybody’s costs: it is accepted by a person whose role covers every body. Propose it for one body, or pass the difference on.',
    },
  })

export const priceBookDay = (today: string) =>
  new ProblemError({
    code: 'price-book-day-refused',
    status: 422,
    title: refusedTitle,
    detail: {
      fr: `Une grille ne change pas le passé : elle entre en vigueur le ${today} ou après.`,
      en: `A price book does not change the past: it comes into force on ${today} or later.`,
    },
    errors: [{ code: 'too-small', pointer: '/inForceFrom', detail: { fr: 'Jour à corriger.', en: 'Day to correct.' } }],
  })

export const outlierUnknown = (lines: readonly number[]) => {
  const told = countOf(lines.length, { fr: ['ligne', 'lignes'], en: ['line', 'lines'] })
  return new ProblemError({
    code: 'price-outlier-unknown',
    status: 422,
    title: refusedTitle,
    detail: {
      fr: `À accepter, mais absentes des valeurs aberrantes de cette grille : ${told.fr}.`,
      en: `To accept, but not among the outliers of this price book: ${told.en}.`,
    },
    errors: lines.map((line) => ({
      code: 'not-in-list',
      pointer: '/outliers',
      row: line,
      detail: { fr: `Ligne ${line}.`, en: `Line ${line}.` },
    })),
  })
}
