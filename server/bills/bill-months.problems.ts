import { microsText } from '#models/bills/decimals.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Mois de facturation', en: 'Month of bills' }

export const billSourceNotFound = (code: string) =>
  new ProblemError({
    code: 'bill-source-not-found',
    status: 404,
    title: { fr: 'Source de factures introuvable', en: 'Source of bills not found' },
    detail: {
      fr: `Aucune source de factures ${code} dans votre périmètre. Vérifier le numéro.`,
      en: `No source of bills ${code} within your scope. Check the number.`,
    },
  })

export const billMonthEmpty = (code: string, month: string) =>
  new ProblemError({
    code: 'bill-month-empty',
    status: 404,
    title,
    detail: {
      fr: `Rien n’a été reçu de ${code} pour ${month}. Déposer d’abord la facture du mois.`,
      en: `Nothing was received from ${code} for ${month}. Send the bill of the month first.`,
    },
  })

export const billMonthAlready = (month: string, state: 'open' | 'closed') =>
  new ProblemError({
    code: 'bill-month-already',
    status: 409,
    title,
    detail: {
      fr: `${month} est déjà ${state === 'closed' ? 'fermé' : 'ouvert'}. Rien n’a changé.`,
      en: `${month} is ${state} already. Nothing changed.`,
    },
  })

/** A difference that nothing explains: closing it all the same is an act with a reason. */
export const billDifferenceUnexplained = (remainderMicros: bigint, currency: string) =>
  new ProblemError({
    code: 'bill-difference-unexplained',
    status: 422,
    title,
    detail: {
      fr: `Il reste ${microsText(remainderMicros)} ${currency} que rien n’explique entre la facture et les lignes reçues. Corriger, ou dire pourquoi le mois est fermé ainsi.`,
      en: `${microsText(remainderMicros)} ${currency} remain that nothing explains between the invoice and the rows received. Correct it, or say why the month is closed like this.`,
    },
    errors: [
      {
        code: 'required',
        pointer: '/reason',
        detail: { fr: 'Un motif est attendu.', en: 'A reason is expected.' },
      },
    ],
  })

export const billNotCompared = (reason: string) =>
  new ProblemError({
    code: 'bill-not-compared',
    status: 422,
    title,
    detail: reason.startsWith('invoice-in-another-currency')
      ? {
          fr: 'La facture est saisie dans une autre devise que celle des lignes : elle ne se compare pas. Donner son montant dans la devise de facturation, ou dire pourquoi le mois est fermé ainsi.',
          en: 'The invoice is told in another currency than its rows: they do not compare. Give its amount in the billing currency, or say why the month is closed like this.',
        }
      : {
          fr: 'Aucune facture n’est saisie pour ce mois : le total ne se vérifie pas. La saisir, ou dire pourquoi le mois est fermé ainsi.',
          en: 'No invoice is entered for this month: its total cannot be checked. Enter it, or say why the month is closed like this.',
        },
    errors: [
      {
        code: 'required',
        pointer: '/reason',
        detail: { fr: 'Un motif est attendu.', en: 'A reason is expected.' },
      },
    ],
  })

export const billMonthClosed = (month: string) =>
  new ProblemError({
    code: 'bill-month-closed',
    status: 409,
    title,
    detail: {
      fr: `${month} est fermé : rouvrir le mois, avec un motif, avant d’y changer une facture. Rien n’a été enregistré.`,
      en: `${month} is closed: reopen the month, with a reason, before an invoice of it is changed. Nothing was saved.`,
    },
  })

export const invoiceNotFound = () =>
  new ProblemError({
    code: 'invoice-not-found',
    status: 404,
    title: { fr: 'Facture introuvable', en: 'Invoice not found' },
    detail: {
      fr: 'Aucune facture de ce numéro dans ce mois.',
      en: 'No invoice of this number in this month.',
    },
  })

export const noRestatement = () =>
  new ProblemError({
    code: 'bill-import-first',
    status: 404,
    title: { fr: 'Aucune version précédente', en: 'No earlier version' },
    detail: {
      fr: 'Cet import n’a remplacé aucun autre, ou n’est pas de ce mois.',
      en: 'This import replaced no other, or is not of this month.',
    },
  })
