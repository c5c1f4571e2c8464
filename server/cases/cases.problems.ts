import { ProblemError } from '#models/shared/problem.ts'
import { countOf } from '#server/shared/wording.ts'

const title = { fr: 'Dossier refusé', en: 'Case refused' }

export const caseNotFound = (code: string) =>
  new ProblemError({
    code: 'case-not-found',
    status: 404,
    title: { fr: 'Dossier introuvable', en: 'Case not found' },
    detail: {
      fr: `Aucun dossier d’affaires ${code} dans votre périmètre.`,
      en: `No business case ${code} within your scope.`,
    },
  })

export const caseBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'case-body-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’organisme ${body} n’est pas de ceux pour lesquels vous montez des dossiers.`,
      en: `The body ${body} is not one you make cases for.`,
    },
    errors: [
      { code: 'not-in-list', pointer: '/body', detail: { fr: 'Organisme hors périmètre.', en: 'Body out of scope.' } },
    ],
  })

export function caseWorkloadsNotFound(codes: readonly string[]): ProblemError {
  const named = codes.slice(0, 5).join(', ')
  const workloads = countOf(codes.length, { fr: ['charge', 'charges'], en: ['workload', 'workloads'] })
  return new ProblemError({
    code: 'case-workloads-not-found',
    status: 422,
    title,
    detail: {
      fr: `Hors de l’organisme du dossier ou inconnues : ${workloads.fr} (${named}). Les retirer de la sélection.`,
      en: `Unknown or outside the body of the case: ${workloads.en} (${named}). Take them out of the selection.`,
    },
    errors: codes.slice(0, 100).map((code) => ({
      code: 'not-found',
      pointer: '/selection/codes',
      detail: { fr: `${code} introuvable.`, en: `${code} not found.` },
    })),
  })
}

export const caseWaveNotFound = (wave: string) =>
  new ProblemError({
    code: 'case-wave-not-found',
    status: 422,
    title,
    detail: {
      fr: `La vague ${wave} est inconnue ou n’est pas de l’organisme du dossier. En choisir une de la liste des vagues.`,
      en: `Wave ${wave} is unknown or not of the body of the case. Choose one of the list of waves.`,
    },
    errors: [
      { code: 'not-found', pointer: '/selection/wave', detail: { fr: 'Vague introuvable.', en: 'Wave not found.' } },
    ],
  })

export const caseOptionUnknown = (option: string, variant: number) =>
  new ProblemError({
    code: 'case-option-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’option ${option.slice(0, 80)} n’est pas au catalogue. En choisir une de la liste.`,
      en: `The option ${option.slice(0, 80)} is not in the catalogue. Choose one of the list.`,
    },
    errors: [
      {
        code: 'not-in-list',
        pointer: `/variants/${variant}/place/option`,
        detail: { fr: 'Option inconnue.', en: 'Unknown option.' },
      },
    ],
  })

export const caseDatesBackwards = () =>
  new ProblemError({
    code: 'case-dates-backwards',
    status: 422,
    title,
    detail: {
      fr: 'Les jours par défaut se suivent mal : début, puis bascule, puis décommissionnement.',
      en: 'The default days are out of order: start, then cut-over, then decommissioning.',
    },
    errors: [
      {
        code: 'out-of-order',
        pointer: '/defaultDates',
        detail: { fr: 'Début ≤ bascule ≤ décommissionnement.', en: 'Start ≤ cut-over ≤ decommissioning.' },
      },
    ],
  })

export function caseCountsNothing(left: number): ProblemError {
  const out = countOf(left, { fr: ['écartée', 'écartées'], en: ['left out', 'left out'] })
  return new ProblemError({
    code: 'case-counts-nothing',
    status: 422,
    title: { fr: 'Rien à calculer', en: 'Nothing to compute' },
    detail: {
      fr: `Aucune charge n’a un coût connu des deux côtés et des jours de déplacement (${out.fr}). Les placer dans une vague, ou donner des jours par défaut au dossier.`,
      en: `No workload has a known cost on both sides and days for its move (${out.en}). Put them in a wave, or give the case default days.`,
    },
  })
}

export const caseNotComputed = (code: string) =>
  new ProblemError({
    code: 'case-not-computed',
    status: 409,
    title: { fr: 'Dossier à calculer', en: 'Case to compute' },
    detail: {
      fr: `Le dossier ${code} n’a pas encore été calculé. Le calculer d’abord.`,
      en: `Case ${code} has not been computed yet. Compute it first.`,
    },
  })

export const supposedSetUnknown = (set: string, sets: readonly string[]) =>
  new ProblemError({
    code: 'supposed-unknown',
    status: 422,
    title: { fr: 'Hypothèses inconnues', en: 'Unknown assumptions' },
    detail: {
      fr: `Aucun jeu d’hypothèses ne se nomme « ${set} ». Choisir parmi : ${sets.join(', ')}.`,
      en: `No set of assumptions is named “${set}”. Choose among: ${sets.join(', ')}.`,
    },
    errors: [{ code: 'not-in-list', pointer: '/set', detail: { fr: 'Jeu inconnu.', en: 'Unknown set.' } }],
  })

export const supposedUnknown = (set: string, names: readonly string[]) =>
  new ProblemError({
    code: 'supposed-unknown',
    status: 422,
    title: { fr: 'Hypothèses inconnues', en: 'Unknown assumptions' },
    detail: {
      fr: `Le jeu « ${set} » ne contient pas : ${names.slice(0, 5).join(', ')}. Choisir parmi celles qu’il liste.`,
      en: `The set “${set}” does not hold: ${names.slice(0, 5).join(', ')}. Choose among those it lists.`,
    },
    errors: [{ code: 'not-in-list', pointer: '/names', detail: { fr: 'Nom inconnu.', en: 'Unknown name.' } }],
  })
