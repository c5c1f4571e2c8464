import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const details = {
  'import-not-found': [
    404,
    { fr: 'Aucun import de ce numéro dans votre périmètre.', en: 'No import of this number within your scope.' },
  ],
  'import-not-ready': [
    409,
    {
      fr: 'Cet import n’est pas prêt : ses colonnes sont à associer, ou il est déjà appliqué.',
      en: 'This import is not ready: its columns are to be mapped, or it is already applied.',
    },
  ],
  'import-stale': [
    409,
    {
      fr: 'Le portefeuille a changé depuis la simulation. Rien n’a été écrit. Relancer la lecture du fichier, puis importer.',
      en: 'The portfolio changed since the simulation. Nothing was written. Read the file again, then import.',
    },
  ],
  'import-not-applied': [
    409,
    { fr: 'Seul un import appliqué peut être annulé.', en: 'Only an applied import can be undone.' },
  ],
  'import-undo-too-late': [
    409,
    {
      fr: 'Un import s’annule pendant 30 jours. Corriger les charges une à une.',
      en: 'An import can be undone for 30 days. Correct the workloads one by one.',
    },
  ],
  'import-undo-refused': [
    409,
    {
      fr: 'Des lignes de cet import ont été modifiées depuis. Rien n’a été annulé.',
      en: 'Rows of this import were changed since. Nothing was undone.',
    },
  ],
  'import-nothing-read': [
    422,
    {
      fr: 'Aucune ligne du fichier n’a pu être comprise. Associer ses colonnes dans l’écran d’import.',
      en: 'No row of the file could be understood. Map its columns on the import screen.',
    },
  ],
  'import-format-mismatch': [
    422,
    {
      fr: 'Le fichier n’est pas de la mise en forme demandée. Utiliser --format auto.',
      en: 'The file is not of the format asked for. Use --format auto.',
    },
  ],
} as const satisfies Record<string, readonly [number, Bilingual]>

export function importRefused(code: keyof typeof details, errors: readonly ProblemItem[] = []): ProblemError {
  const [status, detail] = details[code]
  return new ProblemError({ code, status, title: { fr: 'Import refusé', en: 'Import refused' }, detail, errors })
}
