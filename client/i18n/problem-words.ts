import type { Problem } from '#models/shared/problem.ts'
import { type TextKey, t } from './i18n.ts'

/** Problems that no server could word: the page knows them itself. */
const ownWords: Readonly<Record<string, { readonly title: TextKey; readonly detail: TextKey }>> = {
  'server-unreachable': { title: 'problems.unreachableTitle', detail: 'problems.unreachableDetail' },
  'unexpected-answer': { title: 'problems.unexpectedTitle', detail: 'problems.unexpectedDetail' },
}

/** The words of a problem: the server's, already in the person's language, else our own by its code. */
export function problemWords(problem: Problem): { readonly title: string; readonly detail: string } {
  const own = ownWords[problem.code]
  if (own !== undefined) return { title: t(own.title), detail: t(own.detail) }
  if (problem.title === '') return { title: t('problems.unexpectedTitle'), detail: t('problems.unexpectedDetail') }
  return { title: problem.title, detail: problem.detail }
}
