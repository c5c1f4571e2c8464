import { ProblemError } from '#models/shared/problem.ts'

export const billImportNotFound = (id: string) =>
  new ProblemError({
    code: 'bill-import-not-found',
    status: 404,
    title: { fr: 'Import de facture introuvable', en: 'Bill import not found' },
    detail: {
      fr: `Aucun import de facture ${id} dans votre périmètre.`,
      en: `No bill import ${id} within your scope.`,
    },
  })

export const monthTooLarge = (period: string) =>
  new ProblemError({
    code: 'workload-month-too-large',
    status: 422,
    title: { fr: 'Montant hors limites', en: 'Amount out of range' },
    detail: {
      fr: `La somme d’une charge pour ${period} dépasse ce qui se garde au millionième près (environ 9 milliards). Rien n’a été affecté ; vérifier l’unité des montants de la facture.`,
      en: `The sum of a workload for ${period} exceeds what is kept to the millionth (about 9 billion). Nothing was allocated; check the unit of the bill’s amounts.`,
    },
  })
