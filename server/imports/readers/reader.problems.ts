import { ProblemError } from '#models/shared/problem.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'

const details = {
  'file-empty': {
    fr: 'Le fichier est vide. Exporter à nouveau depuis l’outil d’origine.',
    en: 'The file is empty. Export again from the tool it comes from.',
  },
  'file-header-only': {
    fr: 'Le fichier n’a que sa ligne d’en-têtes. Exporter à nouveau avec les données.',
    en: 'The file has only its header row. Export again with the data.',
  },
  'file-not-supported': {
    fr: 'Ce fichier n’est ni un CSV ni un classeur XLSX, quel que soit son nom. L’enregistrer en CSV ou en XLSX.',
    en: 'This file is neither a CSV nor an XLSX workbook, whatever its name. Save it as CSV or XLSX.',
  },
  'file-json': {
    fr: 'Ce fichier est du JSON, et non un tableau. L’exporter en CSV ou en XLSX, une ligne par serveur ou par application.',
    en: 'This file is JSON, not a table. Export it as CSV or XLSX, one row a server or application.',
  },
  'file-legacy-xls': {
    fr: 'Ce classeur est dans l’ancien format (.xls) ou protégé par un mot de passe. L’enregistrer en .xlsx sans mot de passe.',
    en: 'This workbook is in the old format (.xls) or protected by a password. Save it as .xlsx without a password.',
  },
  'file-encrypted': {
    fr: 'Ce fichier est protégé par un mot de passe. L’enregistrer sans mot de passe.',
    en: 'This file is protected by a password. Save it without a password.',
  },
  'file-has-macros': {
    fr: 'Ce classeur contient des macros. L’enregistrer en .xlsx, sans macros.',
    en: 'This workbook holds macros. Save it as .xlsx, without macros.',
  },
  'file-too-large-inside': {
    fr: 'Ce fichier compressé se déplierait au-delà des limites (200 Mo, 100 pour 1, 1 000 fichiers). Le séparer.',
    en: 'This compressed file would unfold past the limits (200 MB, 100 to 1, 1,000 files). Split it.',
  },
  'file-damaged': {
    fr: 'Le fichier est endommagé ou coupé. Exporter à nouveau.',
    en: 'The file is damaged or cut. Export again.',
  },
  'file-unclosed-quote': {
    fr: 'Un guillemet ouvert n’est jamais fermé. Corriger cette ligne.',
    en: 'A quote is opened and never closed. Correct this line.',
  },
  'file-duplicate-headers': {
    fr: 'Deux colonnes portent le même en-tête. En renommer une.',
    en: 'Two columns have the same header. Rename one.',
  },
  'file-wrong-encoding': {
    fr: 'Le texte n’est lisible dans aucun encodage accepté (UTF-8, UTF-16, Windows-1252). L’enregistrer en UTF-8.',
    en: 'The text reads in none of the accepted encodings (UTF-8, UTF-16, Windows-1252). Save it as UTF-8.',
  },
} as const satisfies Record<string, Bilingual>

export type FileProblemCode = keyof typeof details

export function fileRefused(
  code: FileProblemCode,
  where: { readonly row?: number; readonly column?: string } = {},
): ProblemError {
  return new ProblemError({
    code,
    status: 422,
    title: { fr: 'Le fichier ne peut pas être lu', en: 'The file cannot be read' },
    detail: details[code],
    errors: where.row === undefined && where.column === undefined ? [] : [{ code, detail: details[code], ...where }],
  })
}
