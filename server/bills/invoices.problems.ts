import type { InvoiceRefusal } from '#models/bills/invoice-detail.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

export const invoiceFileUnknown = (fileName: string) =>
  new ProblemError({
    code: 'invoice-file-unknown',
    status: 422,
    title: { fr: 'Fichier non reconnu', en: 'File not recognised' },
    detail: {
      fr: `« ${fileName} » n’est pas un jeu « Invoice Detail » de FOCUS 1.4 : son en-tête doit nommer InvoiceId, InvoiceDetailId, InvoiceStatus, BilledCost et BillingCurrency. Rien n’a été enregistré.`,
      en: `“${fileName}” is no Invoice Detail data set of FOCUS 1.4: its header must name InvoiceId, InvoiceDetailId, InvoiceStatus, BilledCost and BillingCurrency. Nothing was saved.`,
    },
  })

export const invoiceFileTooLarge = () =>
  new ProblemError({
    code: 'invoice-file-too-large',
    status: 413,
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: 'La limite est de 1 Mo pour un fichier de factures. Le séparer par mois.',
      en: 'The limit is 1 MB for a file of invoices. Split it by month.',
    },
  })

const refusals: Readonly<Record<InvoiceRefusal['code'], Bilingual>> = {
  'invoice-without-number': { fr: 'La ligne ne nomme aucune facture.', en: 'The line names no invoice.' },
  'invoice-amount-unreadable': {
    fr: 'Le montant n’est pas un nombre décimal avec un point.',
    en: 'The amount is no decimal number with a point.',
  },
  'invoice-status-unknown': {
    fr: 'L’état attendu est Open, Issued ou Voided.',
    en: 'The state expected is Open, Issued or Voided.',
  },
  'invoice-month-unknown': {
    fr: 'Le début de la période de facturation ne donne pas un mois.',
    en: 'The start of the billing period gives no month.',
  },
  'invoice-mixed-currencies': {
    fr: 'La facture porte deux devises : elles ne s’additionnent pas.',
    en: 'The invoice bears two currencies: they do not add up.',
  },
  'invoice-account-unknown': {
    fr: 'Ce compte de facturation n’est celui d’aucune source de l’organisme, ou de plusieurs. Déposer d’abord sa facture.',
    en: 'This billing account is that of no source of the body, or of several. Send its bill first.',
  },
  'invoice-month-closed': {
    fr: 'Le mois est fermé : le rouvrir avant de changer sa facture.',
    en: 'The month is closed: reopen it before its invoice is changed.',
  },
}

export function refusedInvoice({ row, column, code }: InvoiceRefusal): ProblemItem {
  return { code, row, column, detail: refusals[code] }
}
