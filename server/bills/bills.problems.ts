import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const details = {
  'bill-not-found': [
    404,
    {
      fr: 'Aucune livraison de facture de ce numéro dans votre périmètre.',
      en: 'No delivery of a bill of this number within your scope.',
    },
  ],
  'bill-charge-not-found': [
    404,
    { fr: 'Aucun montant de ce numéro dans cet import.', en: 'No charge of this number in this import.' },
  ],
  'bill-period-not-found': [
    404,
    { fr: 'Aucune période de ce numéro dans votre périmètre.', en: 'No period of this number within your scope.' },
  ],
  'bill-rows-gone': [
    409,
    {
      fr: 'Les lignes de cet import ne sont plus sur le disque. Les sommes du jour restent ; réimporter le fichier rend les lignes.',
      en: 'The rows of this import are no longer on disk. The sums of the day remain; importing the file again brings the rows back.',
    },
  ],
  'bill-file-not-found': [
    422,
    {
      fr: 'Le fichier ne peut pas être lu. Vérifier le chemin et les droits.',
      en: 'The file cannot be read. Check the path and the rights.',
    },
  ],
  'bill-empty': [
    422,
    { fr: 'Le fichier est vide. Exporter la période à nouveau.', en: 'The file is empty. Export the period again.' },
  ],
  'bill-truncated': [
    422,
    {
      fr: 'Le fichier compressé s’arrête avant sa fin : il a été tronqué. Le télécharger à nouveau ; rien n’a été gardé.',
      en: 'The compressed file stops before its end: it was truncated. Download it again; nothing was kept.',
    },
  ],
  'bill-damaged': [
    422,
    {
      fr: 'Le fichier est abîmé : son contenu ne se lit pas. Le télécharger à nouveau ; rien n’a été gardé.',
      en: 'The file is damaged: its content cannot be read. Download it again; nothing was kept.',
    },
  ],
  'bill-too-large': [
    422,
    {
      fr: 'Le contenu décompressé dépasse 200 fois la taille reçue. Le découper par période.',
      en: 'The unpacked content is above 200 times the size received. Split it by period.',
    },
  ],
  'bill-zip': [
    422,
    {
      fr: 'Un ZIP n’est pas lu. Donner le fichier qu’il contient : CSV, CSV.gz, CSV.zst ou Parquet.',
      en: 'A ZIP is not read. Give the file it holds: CSV, CSV.gz, CSV.zst or Parquet.',
    },
  ],
  'bill-not-text': [
    422,
    {
      fr: 'Le fichier n’est ni un CSV en UTF-8 ni un Parquet. Exporter en CSV UTF-8 ou en Parquet.',
      en: 'The file is neither a CSV in UTF-8 nor a Parquet. Export as CSV UTF-8 or as Parquet.',
    },
  ],
  'bill-not-recognised': [
    422,
    {
      fr: 'L’en-tête n’est celui d’aucune facture connue : FOCUS 1.0 à 1.4, Azure (EA, MCA) ou AWS (CUR 2.0). Vérifier l’export choisi.',
      en: 'The header is of no known bill: FOCUS 1.0 to 1.4, Azure (EA, MCA) or AWS (CUR 2.0). Check which export was chosen.',
    },
  ],
  'bill-sides-differ': [
    422,
    {
      fr: 'Les fichiers de coûts réels et de coûts amortis ne sont pas deux CSV de même en-tête. Exporter les deux dans la même version.',
      en: 'The files of actual and amortised costs are not two CSV with the same header. Export both in the same version.',
    },
  ],
  'bill-parts-differ': [
    422,
    {
      fr: 'Les fichiers de la livraison n’ont pas tous le même en-tête, ou mêlent CSV et Parquet. Prendre tous ceux d’un même export.',
      en: 'The files of the delivery do not all have the same header, or mix CSV and Parquet. Take all those of one export.',
    },
  ],
  'bill-part-twice': [
    422,
    {
      fr: 'Un fichier est envoyé deux fois dans la même livraison : ses coûts compteraient deux fois. L’enlever.',
      en: 'A file is sent twice in the same delivery: its costs would count twice. Take it off.',
    },
  ],
  'bill-parts-missing': [
    422,
    {
      fr: 'Le manifeste nomme des fichiers qui ne sont pas dans la livraison. Les ajouter : un mois se prend entier.',
      en: 'The manifest names files that are not in the delivery. Add them: a month is taken whole.',
    },
  ],
  'bill-part-foreign': [
    422,
    {
      fr: 'Des fichiers de la livraison ne sont pas nommés par le manifeste. Les enlever, ou prendre le manifeste de cet export.',
      en: 'Files of the delivery are not named by the manifest. Take them off, or take the manifest of this export.',
    },
  ],
  'bill-part-incomplete': [
    422,
    {
      fr: 'Des fichiers n’ont pas la taille que dit le manifeste : ils ont été tronqués ou changés. Les télécharger à nouveau.',
      en: 'Files have not the size the manifest tells: they were truncated or changed. Download them again.',
    },
  ],
  'bill-part-of-delivery': [
    409,
    {
      fr: 'Le mois en vigueur vient de plusieurs fichiers, et cette livraison n’en a qu’une partie. Les envoyer tous, ou donner une raison.',
      en: 'The month in force comes from several files, and this delivery has only some of them. Send them all, or give a reason.',
    },
  ],
  'bill-manifest-unknown': [
    422,
    {
      fr: 'Le fichier JSON n’est pas un manifeste connu : exports de données d’AWS, rapport de coûts et d’usage, ou exports d’Azure.',
      en: 'The JSON file is not a known manifest: AWS Data Exports, Cost and Usage Report, or Azure exports.',
    },
  ],
  'bill-manifests-many': [
    422,
    {
      fr: 'La livraison a plusieurs manifestes. Envoyer les exports un à un.',
      en: 'The delivery has several manifests. Send the exports one by one.',
    },
  ],
  'bill-parts-count': [
    422,
    {
      fr: 'La livraison n’a pas le nombre de fichiers annoncé (files). Rien n’a été gardé : l’envoyer à nouveau.',
      en: 'The delivery has not the number of files announced (files). Nothing was kept: send it again.',
    },
  ],
  'bill-parts-truncated': [
    422,
    {
      fr: 'L’envoi s’arrête avant la fin d’un fichier. Rien n’a été gardé : l’envoyer à nouveau.',
      en: 'What was sent stops before the end of a file. Nothing was kept: send it again.',
    },
  ],
  'bill-not-tar': [
    422,
    {
      fr: 'Plusieurs fichiers s’envoient en un seul corps de forme tar. Le faire avec « tar c », ou par la page.',
      en: 'Several files are sent as one body of the tar form. Make it with “tar c”, or use the page.',
    },
  ],
  'bill-companion-too-large': [
    422,
    {
      fr: 'Ce jeu de données FOCUS (factures, périodes ou engagements) dépasse 20 000 lignes. Le séparer par mois.',
      en: 'This FOCUS data set (invoices, periods or commitments) is above 20,000 rows. Split it by month.',
    },
  ],
  'bill-companion-unreadable': [
    422,
    {
      fr: 'Une ligne de ce jeu de données FOCUS n’a pas les cellules de son en-tête. Rien n’en est pris : l’exporter à nouveau.',
      en: 'A row of this FOCUS data set has not the cells of its header. Nothing of it is taken: export it again.',
    },
  ],
  'bill-columns-missing': [
    422,
    {
      fr: 'Il manque des colonnes sans lesquelles aucun montant ne se place. Les ajouter à l’export.',
      en: 'Columns are missing without which no charge can be placed. Add them to the export.',
    },
  ],
  'bill-no-rows': [
    422,
    {
      fr: 'Aucune ligne de ce fichier ne peut être gardée. Voir les lignes refusées et leurs raisons ; ce qui était en vigueur y reste.',
      en: 'No row of this file can be kept. See the refused rows and their reasons; what was in force stays so.',
    },
  ],
  'bill-period-not-in-file': [
    422,
    {
      fr: 'Aucune ligne de ce fichier n’est de la période demandée. Vérifier --period, ou l’omettre.',
      en: 'No row of this file is of the period asked for. Check --period, or leave it out.',
    },
  ],
  'bill-amount-out-of-range': [
    422,
    {
      fr: 'Un montant du jour ou de l’import dépasse neuf milliards : il ne se garde pas exactement. Vérifier la devise et l’unité.',
      en: 'A sum of a day or of the import is above nine billion: it cannot be kept exactly. Check the currency and the unit.',
    },
  ],
  'bill-older-delivery': [
    409,
    {
      fr: 'Une livraison plus récente de cette source et de cette période est en vigueur. Donner une raison pour remettre l’ancienne.',
      en: 'A newer delivery of this source and period is in force. Give a reason to put the older one back.',
    },
  ],
  'bill-period-closed': [
    409,
    {
      fr: 'Cette période est close : l’importer à nouveau est un redressement. Donner une raison ; la différence sera gardée et montrée.',
      en: 'This period is closed: importing it again is a restatement. Give a reason; the difference will be kept and shown.',
    },
  ],
  'bill-period-changed': [
    409,
    {
      fr: 'Un autre import de la même source et de la même période vient d’être publié. Relancer celui-ci.',
      en: 'Another import of the same source and period was published meanwhile. Run this one again.',
    },
  ],
  'bill-memory': [
    422,
    {
      fr: 'La mémoire permise (ARPENT_BILLS_MEMORY_MIB) ne suffit pas à ce fichier. L’augmenter, ou découper le fichier.',
      en: 'The memory allowed (ARPENT_BILLS_MEMORY_MIB) is not enough for this file. Raise it, or split the file.',
    },
  ],
} as const satisfies Record<string, readonly [number, Bilingual]>

export type BillProblemCode = keyof typeof details

export function billRefused(code: BillProblemCode, errors: readonly ProblemItem[] = []): ProblemError {
  const [status, detail] = details[code]
  return new ProblemError({
    code,
    status,
    title: { fr: 'Facture refusée', en: 'Bill refused' },
    detail,
    errors,
  })
}
