import type { ValetRefusal } from '#models/bills/valet.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const title = { fr: 'Taux de change refusé', en: 'Exchange rate refused' }

export const ratesUnreadable = (fileName: string) =>
  new ProblemError({
    code: 'rates-unreadable',
    status: 422,
    title: { fr: 'Taux de change illisibles', en: 'Unreadable exchange rates' },
    detail: {
      fr: `« ${fileName} » n’est pas une réponse du service Valet de la Banque du Canada. Attendu : le JSON à « observations », ou le CSV dont une ligne commence par « date ». Rien n’a été enregistré.`,
      en: `“${fileName}” is no answer of the Valet service of the Bank of Canada. Expected: the JSON with “observations”, or the CSV with a line that begins with “date”. Nothing was saved.`,
    },
  })

export const ratesTooLarge = () =>
  new ProblemError({
    code: 'rates-too-large',
    status: 413,
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: 'La limite est de 1 Mo pour un fichier de taux. Demander moins de séries ou d’années au service Valet.',
      en: 'The limit is 1 MB for a file of rates. Ask the Valet service for fewer series or years.',
    },
  })

export const ratesEmpty = (fileName: string, refused: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'rates-empty',
    status: 422,
    title: { fr: 'Aucun taux à prendre', en: 'No rate to take' },
    detail: {
      fr: `« ${fileName} » ne donne aucun taux en dollars canadiens pour une unité (série FX…CAD). Rien n’a été enregistré.`,
      en: `“${fileName}” gives no rate in Canadian dollars for one unit (a series FX…CAD). Nothing was saved.`,
    },
    errors: refused,
  })

export const rateNotFound = () =>
  new ProblemError({
    code: 'rate-not-found',
    status: 404,
    title: { fr: 'Taux introuvable', en: 'Rate not found' },
    detail: {
      fr: 'Aucun taux de ce numéro, encore cru, dans votre périmètre.',
      en: 'No rate of this number, still believed, within your scope.',
    },
  })

export const rateOfCad = () =>
  new ProblemError({
    code: 'rate-of-cad',
    status: 422,
    title,
    detail: {
      fr: 'Un dollar canadien vaut un dollar canadien : il n’a pas de taux.',
      en: 'A Canadian dollar is worth a Canadian dollar: it has no rate.',
    },
    errors: [
      { code: 'not-in-list', pointer: '/currency', detail: { fr: 'Une autre devise.', en: 'Another currency.' } },
    ],
  })

export const rateDateMisfit = (kind: string) =>
  new ProblemError({
    code: 'rate-date-misfit',
    status: 422,
    title,
    detail: {
      fr:
        kind === 'day'
          ? 'Le taux d’un jour attend un jour qui existe : 2026-10-07.'
          : 'Ce taux attend un mois : 2026-10.',
      en:
        kind === 'day' ? 'The rate of a day takes a day that exists: 2026-10-07.' : 'This rate takes a month: 2026-10.',
    },
    errors: [
      {
        code: 'not-a-date',
        pointer: '/validOn',
        detail: { fr: 'La date ne va pas avec la nature du taux.', en: 'The date does not go with the kind of rate.' },
      },
    ],
  })

const refusals: Readonly<Record<ValetRefusal['code'], Bilingual>> = {
  'rate-not-a-day': { fr: 'La date n’est pas un jour qui existe.', en: 'The date is no day that exists.' },
  'rate-not-a-decimal': {
    fr: 'Le taux n’est pas un nombre décimal avec un point.',
    en: 'The rate is no decimal number with a point.',
  },
  'rate-not-positive': { fr: 'Le taux n’est pas plus grand que 0.', en: 'The rate is not above 0.' },
}

export function refusedRate({ row, column, code }: ValetRefusal): ProblemItem {
  return { code, row, column, detail: refusals[code] }
}
