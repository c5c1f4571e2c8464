import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

export const workloadNotFound = (code: string) =>
  new ProblemError({
    code: 'workload-not-found',
    status: 404,
    title: { fr: 'Charge introuvable', en: 'Workload not found' },
    detail: {
      fr: `Aucune charge ${code} dans votre périmètre. Vérifier le numéro.`,
      en: `No workload ${code} within your scope. Check the number.`,
    },
  })

export const assetsNotFound = () =>
  new ProblemError({
    code: 'asset-not-found',
    status: 404,
    title: { fr: 'Ressource introuvable', en: 'Asset not found' },
    detail: {
      fr: 'Une des ressources n’appartient pas à cette charge. Relire la charge, puis recommencer.',
      en: 'One of the assets does not belong to this workload. Read the workload again, then retry.',
    },
  })

export const dependencyNotFound = () =>
  new ProblemError({
    code: 'dependency-not-found',
    status: 404,
    title: { fr: 'Dépendance introuvable', en: 'Dependency not found' },
    detail: {
      fr: 'Cette dépendance n’est pas l’une de celles de la charge. Relire la charge, puis recommencer.',
      en: 'This dependency is not one of those of the workload. Read the workload again, then retry.',
    },
  })

export const changeSetNotFound = () =>
  new ProblemError({
    code: 'change-set-not-found',
    status: 404,
    title: { fr: 'Modification introuvable', en: 'Change not found' },
    detail: {
      fr: 'Cette modification n’existe pas ou n’est pas la vôtre.',
      en: 'This change does not exist or is not yours.',
    },
  })

export const changeSetOverwritten = (errors: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'change-set-overwritten',
    status: 409,
    title: { fr: 'Annulation refusée', en: 'Undo refused' },
    detail: {
      fr: 'Des charges ont été modifiées depuis. Rien n’a été annulé ; corriger ces charges une à une.',
      en: 'Some workloads were changed since. Nothing was undone; correct them one by one.',
    },
    errors,
  })
