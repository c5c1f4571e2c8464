import type { LedgerField, LedgerGap } from '#models/ledgers/ledger.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Extrait refusé', en: 'Extract refused' }

/** An extract of a month is far below; a year is split by month. */
export const mostLedgerMebibytes = 2

export const ledgerFileMissing = (file: string) =>
  new ProblemError({
    code: 'ledger-file-missing',
    status: 404,
    title,
    detail: {
      fr: `Le fichier ${file} n’existe pas, ou n’est pas un fichier. Vérifier son nom.`,
      en: `The file ${file} does not exist, or is not a file. Check its name.`,
    },
  })

export const ledgerFileTooLarge = () =>
  new ProblemError({
    code: 'ledger-file-too-large',
    status: 413,
    title,
    detail: {
      fr: `Un extrait du grand livre tient dans ${mostLedgerMebibytes} Mio. Le séparer par mois, puis recommencer.`,
      en: `A ledger extract holds in ${mostLedgerMebibytes} MiB. Split it by month, then retry.`,
    },
  })

const fieldName: Readonly<Record<LedgerField, Bilingual>> = {
  period: { fr: 'période', en: 'period' },
  costElement: { fr: 'élément de coût', en: 'cost element' },
  amount: { fr: 'montant', en: 'amount' },
  workload: { fr: 'charge', en: 'workload' },
  account: { fr: 'compte', en: 'account' },
  fund: { fr: 'fonds', en: 'fund' },
  kind: { fr: 'réel ou budget', en: 'actual or budget' },
  currency: { fr: 'devise', en: 'currency' },
  hours: { fr: 'heures', en: 'hours' },
  role: { fr: 'rôle', en: 'role' },
  description: { fr: 'description', en: 'description' },
  reference: { fr: 'référence', en: 'reference' },
}

export const ledgerColumnsMissing = (fields: readonly LedgerField[], headers: readonly string[]) =>
  new ProblemError({
    code: 'ledger-columns-missing',
    status: 422,
    title,
    detail: {
      fr: `Aucun en-tête n’a été reconnu pour : ${fields.map((field) => fieldName[field].fr).join(', ')}. Dire quelle colonne tient quoi. Rien n’a été enregistré.`,
      en: `No header was recognised for: ${fields.map((field) => fieldName[field].en).join(', ')}. Say which column holds what. Nothing was saved.`,
    },
    errors: headers.slice(0, 60).map((header) => ({
      code: 'header',
      row: 1,
      column: header,
      detail: { fr: 'En-tête du fichier.', en: 'Header of the file.' },
    })),
  })

export const ledgerMappingRefused = (detail: Bilingual) =>
  new ProblemError({ code: 'ledger-mapping-refused', status: 422, title, detail })

const gapText: Readonly<Record<LedgerGap, Bilingual>> = {
  'period-missing': { fr: 'La période manque.', en: 'The period is missing.' },
  'period-unreadable': {
    fr: 'Période illisible. Écrire 2026-10, 10/2026, 2026-10-31 ou 2026-2027 P07.',
    en: 'The period does not read. Write 2026-10, 10/2026, 2026-10-31 or 2026-2027 P07.',
  },
  'element-missing': { fr: 'L’élément de coût manque.', en: 'The cost element is missing.' },
  'element-unknown': {
    fr: 'Élément de coût inconnu. Écrire : hébergement, matériel, licences, soutien, réseau, énergie, sauvegarde, sécurité, main-d’œuvre ou pénalités.',
    en: 'Unknown cost element. Write: hosting, hardware, licences, support, network, energy, backup, security, labour or penalties.',
  },
  'amount-missing': { fr: 'Le montant manque : ce n’est pas zéro.', en: 'The amount is missing: it is not zero.' },
  'amount-unreadable': {
    fr: 'Montant illisible. Écrire 1 234,56 ou 1,234.56 ; un crédit est négatif.',
    en: 'The amount does not read. Write 1 234,56 or 1,234.56; a credit is negative.',
  },
  'amount-ambiguous': {
    fr: 'Montant ambigu : milliers ou décimales ? Écrire deux décimales.',
    en: 'Ambiguous amount: thousands or decimals? Write two decimals.',
  },
  'amount-too-precise': {
    fr: 'Plus de deux décimales. Arrondir au cent.',
    en: 'More than two decimals. Round to the cent.',
  },
  'amount-too-large': { fr: 'Montant hors limites.', en: 'Amount out of range.' },
  'kind-unknown': { fr: 'Ni réel ni budget.', en: 'Neither actual nor budget.' },
  'currency-other': {
    fr: 'Montant dans une autre devise que le dollar canadien. Le grand livre est en dollars canadiens : convertir, ou retirer la ligne.',
    en: 'Amount in another currency than the Canadian dollar. The ledger is in Canadian dollars: convert it, or take the line out.',
  },
  'hours-unreadable': {
    fr: 'Heures illisibles : un nombre positif est attendu.',
    en: 'The hours do not read: a positive number is expected.',
  },
  'text-too-long': { fr: 'Plus de 500 caractères.', en: 'More than 500 characters.' },
  'workload-unknown': {
    fr: 'Aucune charge de ce numéro ni de ce nom, et aucun centre de coûts rattaché. Le rattacher, ou vider la cellule.',
    en: 'No workload of this number or name, and no cost centre bound. Bind it, or empty the cell.',
  },
  'workload-several': {
    fr: 'Plusieurs charges portent ce nom. Écrire le numéro.',
    en: 'Several workloads bear this name. Write the number.',
  },
}

export const refusalText = (gap: LedgerGap): Bilingual => gapText[gap]

export const ledgerNothingRead = (refused: readonly { line: number; column: string; gap: LedgerGap }[]) =>
  new ProblemError({
    code: 'ledger-nothing-read',
    status: 422,
    title,
    detail: {
      fr: 'Aucune ligne ne se lit. Rien n’a été enregistré ; corriger les lignes nommées.',
      en: 'No line reads. Nothing was saved; correct the lines named.',
    },
    errors: refused
      .slice(0, 100)
      .map(({ line, column, gap }) => ({ code: gap, row: line, column, detail: gapText[gap] })),
  })

export const ledgerExtractStands = (name: string, periods: readonly string[]) =>
  new ProblemError({
    code: 'ledger-extract-stands',
    status: 409,
    title: { fr: 'Un extrait de ce nom existe déjà', en: 'An extract of this name stands already' },
    detail: {
      fr: `« ${name} » tient déjà ${periods.slice(0, 12).join(', ')}. L’additionner doublerait ces mois. Demander son remplacement, ou donner un autre nom.`,
      en: `“${name}” already holds ${periods.slice(0, 12).join(', ')}. Adding it would double these months. Ask for its replacement, or give another name.`,
    },
  })

export const ledgerExtractOlder = (name: string, replacedAt: string) =>
  new ProblemError({
    code: 'ledger-extract-older',
    status: 409,
    title: { fr: 'Un extrait plus récent a remplacé celui-ci', en: 'A newer extract replaced this one' },
    detail: {
      fr: `« ${name} » est le fichier qui a été remplacé le ${replacedAt.slice(0, 10)}. L’appliquer de nouveau effacerait le plus récent. Envoyer le bon fichier, ou demander ce remplacement.`,
      en: `“${name}” is the file that was replaced on ${replacedAt.slice(0, 10)}. Applying it again would take the newer one away. Send the right file, or ask for this replacement.`,
    },
  })

export const ledgerNothingReplayed = (centres: readonly string[]) =>
  new ProblemError({
    code: 'ledger-nothing-replayed',
    status: 422,
    title: { fr: 'Aucune ligne reprise', en: 'No line taken again' },
    detail: {
      fr: `Aucune ligne refusée ne nomme ${centres.slice(0, 10).join(', ')} avec une charge de votre périmètre. Vérifier le numéro de la charge. Rien n’a été enregistré.`,
      en: `No refused line names ${centres.slice(0, 10).join(', ')} with a workload within your scope. Check the number of the workload. Nothing was saved.`,
    },
  })

export const ledgerExtractNotFound = () =>
  new ProblemError({
    code: 'ledger-extract-not-found',
    status: 404,
    title: { fr: 'Extrait introuvable', en: 'Extract not found' },
    detail: {
      fr: 'Aucun extrait du grand livre sous ce numéro, dans votre périmètre.',
      en: 'No ledger extract under this number, within your scope.',
    },
  })

export const ledgerExtractUndone = () =>
  new ProblemError({
    code: 'ledger-extract-undone',
    status: 409,
    title: { fr: 'Extrait déjà retiré', en: 'Extract already taken away' },
    detail: {
      fr: 'Cet extrait ne compte plus : il a été annulé ou remplacé.',
      en: 'This extract no longer counts: it was undone or replaced.',
    },
  })

export const budgetEntryNotFound = (code: string) =>
  new ProblemError({
    code: 'budget-entry-not-found',
    status: 404,
    title: { fr: 'Retrait introuvable', en: 'Withdrawal not found' },
    detail: {
      fr: `Aucun retrait budgétaire ${code.slice(0, 20)} dans votre périmètre.`,
      en: `No budget withdrawal ${code.slice(0, 20)} within your scope.`,
    },
  })

export const budgetEntryRefused = (pointer: string, detail: Bilingual) =>
  new ProblemError({
    code: 'budget-entry-refused',
    status: 422,
    title: { fr: 'Retrait budgétaire refusé', en: 'Budget withdrawal refused' },
    detail,
    errors: [{ code: 'out-of-range', pointer, detail }],
  })
