import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const details = {
  'detection-file-not-found': {
    fr: 'Ce fichier n’existe pas ou ne peut pas être ouvert. Vérifier son chemin et les droits de lecture.',
    en: 'This file does not exist or cannot be opened. Check its path and the right to read it.',
  },
  'detection-not-supported': {
    fr: 'Ce fichier n’est ni un schéma SQL, ni un CSV, ni un classeur XLSX, quel que soit son nom. Exporter le schéma en SQL ou un échantillon en CSV ou XLSX.',
    en: 'This file is neither an SQL schema, nor a CSV, nor an XLSX workbook, whatever its name. Export the schema as SQL, or a sample as CSV or XLSX.',
  },
  'detection-no-column': {
    fr: 'Aucune colonne n’a été trouvée : ni CREATE TABLE ni ligne d’en-têtes. Exporter les définitions des tables, ou un échantillon avec ses en-têtes.',
    en: 'No column was found: neither a CREATE TABLE nor a header row. Export the definitions of the tables, or a sample with its headers.',
  },
  'detection-too-many-columns': {
    fr: 'Le fichier a trop de colonnes (plus de 5 000 dans une table, ou de 250 000 dans un schéma). Vérifier le séparateur, ou diviser le fichier.',
    en: 'The file has too many columns (over 5,000 in a table, or 250,000 in a schema). Check the separator, or split the file.',
  },
  'detection-unclosed-quote': {
    fr: 'Un guillemet ouvert n’est jamais fermé : la suite n’a pas pu être lue. Corriger cette ligne, ou exporter à nouveau.',
    en: 'A quote is opened and never closed: what follows could not be read. Correct this line, or export again.',
  },
} as const satisfies Record<string, Bilingual>

/** A file that cannot be examined. Says where, never what stands there: no value of a file reaches a refusal. */
export function detectionRefused(code: keyof typeof details, row?: number): ProblemError {
  return new ProblemError({
    code,
    status: code === 'detection-file-not-found' ? 404 : 422,
    title: { fr: 'Le fichier ne peut pas être examiné', en: 'The file cannot be examined' },
    detail: details[code],
    errors: row === undefined ? [] : [{ code, detail: details[code], row }],
  })
}

export const detectionNotFound = () =>
  new ProblemError({
    code: 'detection-not-found',
    status: 404,
    title: { fr: 'Analyse introuvable', en: 'Analysis not found' },
    detail: {
      fr: 'Aucune analyse de ce numéro pour cette charge dans votre périmètre.',
      en: 'No analysis of this number for this workload within your scope.',
    },
  })
