import { ProblemError } from '#models/shared/problem.ts'

export function auditFileUnreadable(file: string, cause?: unknown): ProblemError {
  const problem = new ProblemError({
    code: 'audit-file-unreadable',
    status: 422,
    title: { fr: 'Journal illisible', en: 'Unreadable audit file' },
    detail: {
      fr: `Le fichier ${file} ne se lit pas comme un journal exporté : un événement JSON par ligne, un au moins.`,
      en: `The file ${file} does not read as an exported audit: one JSON event a line, one at least.`,
    },
  })
  problem.cause = cause
  return problem
}

export const auditNeedsAllBodies = () =>
  new ProblemError({
    code: 'audit-needs-all-bodies',
    status: 403,
    title: { fr: 'Export refusé', en: 'Export refused' },
    detail: {
      fr: 'La chaîne du journal est une : elle s’exporte entière. Votre rôle n’atteint qu’une partie des organismes.',
      en: 'The audit chain is one and goes out whole. Your role reaches only some of the bodies.',
    },
  })
