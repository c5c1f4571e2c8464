import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Import du registre refusé', en: 'Register import refused' }
const refused = (code: string, status: 404 | 409 | 422, detail: Bilingual) =>
  new ProblemError({ code, status, title, detail })

export const importHasNoTable = () =>
  refused('register-import-no-table', 422, {
    fr: 'Le fichier n’a pas de tableau : il faut une ligne d’en-têtes différents, puis un bénéfice par ligne.',
    en: 'The file has no table: it needs a row of different headers, then one benefit a row.',
  })
export const importTooLong = (most: number) =>
  refused('register-import-too-long', 422, {
    fr: `Le tableau dépasse ${most} lignes. Le séparer.`,
    en: `The table passes ${most} rows. Split it.`,
  })
export const importNothing = () =>
  refused('register-import-nothing', 422, {
    fr: 'Aucune ligne n’ajoute ni ne change un bénéfice. Rien n’a été enregistré.',
    en: 'No row adds or changes a benefit. Nothing was recorded.',
  })
export const importNotFound = (id: string) =>
  refused('register-import-not-found', 404, {
    fr: `Aucun import ${id} à annuler dans votre périmètre.`,
    en: `No import ${id} to undo within your scope.`,
  })
export const importMoved = (codes: readonly string[]) =>
  refused('register-import-moved', 409, {
    fr: `D’autres versions sont venues depuis sur : ${codes.slice(0, 20).join(', ')}. Rien n’a été annulé.`,
    en: `Later versions stand on: ${codes.slice(0, 20).join(', ')}. Nothing was undone.`,
  })
export const importBuiltUpon = (links: readonly string[]) =>
  refused('register-import-built-upon', 409, {
    fr: `Des liens ou des parts mènent à ce que cet import a inscrit : ${links.slice(0, 20).join(', ')}. Les retirer d’abord. Rien n’a été annulé.`,
    en: `Links or shares lead to what this import registered: ${links.slice(0, 20).join(', ')}. Remove them first. Nothing was undone.`,
  })
