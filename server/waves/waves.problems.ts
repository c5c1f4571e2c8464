import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import type { DatesFault } from '#models/waves/wave-dates.ts'
import { countOf } from '#server/shared/wording.ts'

const title = { fr: 'Vague refusée', en: 'Wave refused' }
/** A refusal stays readable however many workloads it names. */
const mostNamed = 100

export const waveNotFound = (code: string) =>
  new ProblemError({
    code: 'wave-not-found',
    status: 404,
    title: { fr: 'Vague introuvable', en: 'Wave not found' },
    detail: {
      fr: `Aucune vague ${code} dans votre périmètre. Vérifier le numéro.`,
      en: `No wave ${code} within your scope. Check the number.`,
    },
  })

export const waveOfAnotherBody = (code: string) =>
  new ProblemError({
    code: 'wave-of-another-body',
    status: 403,
    title,
    detail: {
      fr: `La vague ${code} est tenue par un organisme dont vous ne modifiez pas les vagues. S’adresser à son gestionnaire de portefeuille.`,
      en: `The wave ${code} is kept by a body whose waves you do not change. Ask its portfolio manager.`,
    },
  })

export const waveBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'wave-body-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’organisme ${body} n’est pas de ceux dont vous tenez le calendrier.`,
      en: `The body ${body} is not one whose calendar you keep.`,
    },
    errors: [
      { code: 'not-in-list', pointer: '/body', detail: { fr: 'Organisme hors périmètre.', en: 'Body out of scope.' } },
    ],
  })

const faultText: Readonly<Record<DatesFault['kind'], Bilingual>> = {
  'cut-over-before-start': {
    fr: 'La bascule ne peut pas précéder le début.',
    en: 'The cut-over cannot come before the start.',
  },
  'decommissioning-before-cut-over': {
    fr: 'La mise hors service ne peut pas précéder la bascule.',
    en: 'The decommissioning cannot come before the cut-over.',
  },
  'out-of-calendar': {
    fr: 'Une date de 1990 à 2100 est attendue.',
    en: 'A date from 1990 to 2100 is expected.',
  },
}

export const waveDatesRefused = (faults: readonly DatesFault[]) =>
  new ProblemError({
    code: 'wave-dates-out-of-order',
    status: 422,
    title,
    detail: {
      fr: 'Les dates d’une vague se suivent : début, bascule, mise hors service. Rien n’a été enregistré.',
      en: 'The dates of a wave follow one another: start, cut-over, decommissioning. Nothing was saved.',
    },
    errors: faults.map(({ field, kind }) => ({ code: kind, pointer: `/dates/${field}`, detail: faultText[kind] })),
  })

const named = (codes: readonly string[], code: string, detail: Bilingual): ProblemItem[] =>
  codes
    .slice(0, mostNamed)
    .map((one) => ({ code, pointer: `/${one}`, detail: { fr: `${one} : ${detail.fr}`, en: `${one}: ${detail.en}` } }))

const workloads = (count: number) => countOf(count, { fr: ['charge', 'charges'], en: ['workload', 'workloads'] })

export function waveWorkloadsNotFound(codes: readonly string[]): ProblemError {
  const told = workloads(codes.length)
  return new ProblemError({
    code: 'workload-not-found',
    status: 404,
    title: { fr: 'Charge introuvable', en: 'Workload not found' },
    detail: {
      fr: `${told.fr} hors de votre périmètre ou sans existence : ${codes.slice(0, 3).join(', ')}. Rien n’a été enregistré ; vérifier les numéros.`,
      en: `${told.en} out of your scope or not existing: ${codes.slice(0, 3).join(', ')}. Nothing was saved; check the numbers.`,
    },
    errors: named(codes, 'not-found', { fr: 'introuvable.', en: 'not found.' }),
  })
}

export const waveWorkloadsElsewhere = (wave: string, codes: readonly string[]) =>
  new ProblemError({
    code: 'wave-workload-elsewhere',
    status: 422,
    title,
    detail: {
      fr: `Une vague prend les charges de son organisme et de ceux qui en relèvent. Rien n’a été enregistré dans ${wave}.`,
      en: `A wave takes the workloads of its body and of those under it. Nothing was saved in ${wave}.`,
    },
    errors: named(codes, 'not-in-list', { fr: 'charge d’un autre organisme.', en: 'workload of another body.' }),
  })

export function workloadsInAnotherWave(
  places: readonly { readonly workload: string; readonly wave: string }[],
): ProblemError {
  const told = workloads(places.length)
  return new ProblemError({
    code: 'workload-in-another-wave',
    status: 409,
    title: { fr: 'Charge déjà dans une vague', en: 'Workload already in a wave' },
    detail: {
      fr: `${told.fr} déjà dans une autre vague. Rien n’a été enregistré. Les en retirer, ou demander leur transfert.`,
      en: `${told.en} already in another wave. Nothing was saved. Take them out of it, or ask for their transfer.`,
    },
    errors: places.slice(0, mostNamed).map(({ workload, wave }) => ({
      code: 'in-another-wave',
      pointer: `/${workload}`,
      detail: { fr: `${workload} est dans la vague ${wave}.`, en: `${workload} is in the wave ${wave}.` },
    })),
  })
}

export const workloadsNotInWave = (wave: string, codes: readonly string[]) =>
  new ProblemError({
    code: 'workload-not-in-wave',
    status: 409,
    title,
    detail: {
      fr: `Ces charges ne sont pas dans la vague ${wave}. Rien n’a été enregistré ; relire la vague, puis recommencer.`,
      en: `These workloads are not in the wave ${wave}. Nothing was saved; read the wave again, then retry.`,
    },
    errors: named(codes, 'not-in-wave', { fr: 'absente de la vague.', en: 'not in the wave.' }),
  })

export function waveNotEmpty(code: string, count: number): ProblemError {
  const told = workloads(count)
  return new ProblemError({
    code: 'wave-not-empty',
    status: 409,
    title,
    detail: {
      fr: `La vague ${code} tient encore ${told.fr}. Les retirer ou fusionner la vague, puis la supprimer.`,
      en: `The wave ${code} still holds ${told.en}. Take them out or merge the wave, then remove it.`,
    },
  })
}

export const waveMergedIntoItself = (code: string) =>
  new ProblemError({
    code: 'wave-merged-into-itself',
    status: 422,
    title,
    detail: {
      fr: `La vague ${code} ne se fusionne pas avec elle-même. En choisir une autre.`,
      en: `The wave ${code} is not merged into itself. Choose another one.`,
    },
    errors: [{ code: 'not-in-list', pointer: '/into', detail: { fr: 'La même vague.', en: 'The same wave.' } }],
  })

export const blackoutNotFound = () =>
  new ProblemError({
    code: 'blackout-not-found',
    status: 404,
    title: { fr: 'Période introuvable', en: 'Period not found' },
    detail: {
      fr: 'Aucune période d’interdiction de ce numéro dans votre périmètre.',
      en: 'No blackout period of this number within your scope.',
    },
  })

export const blackoutBackwards = () =>
  new ProblemError({
    code: 'blackout-backwards',
    status: 422,
    title: { fr: 'Période refusée', en: 'Period refused' },
    detail: {
      fr: 'La fin de la période précède son début. Rien n’a été enregistré.',
      en: 'The period ends before it begins. Nothing was saved.',
    },
    errors: [
      {
        code: 'period-backwards',
        pointer: '/to',
        detail: { fr: 'Une date au plus tôt le jour du début.', en: 'A date no earlier than the start.' },
      },
    ],
  })
