import type { Bilingual } from '#models/shared/bilingual.ts'

/** Who follows a reading: told how far it is, and able to stop it. */
export type BillWatch = {
  readonly signal?: AbortSignal | undefined
  progress?(done: number, total: number | null, step: Bilingual): void
}

/** What an import does, one after the other, as it is told. */
export const importSteps = {
  bytes: { fr: 'Lecture du fichier', en: 'Reading the file' },
  rows: { fr: 'Lecture et vérification des lignes', en: 'Reading and checking the rows' },
  sums: { fr: 'Sommes par jour', en: 'Sums by day' },
  charges: { fr: 'Enregistrement et répartition des montants', en: 'Storing and allocating the charges' },
} as const
