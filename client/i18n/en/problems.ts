import type { problems as reference } from '../fr/problems.ts'
import type { SameKeys } from '../text.ts'

export const problems: SameKeys<typeof reference> = {
  unreachableTitle: 'The server does not answer.',
  unreachableDetail: 'Your work stays on screen. Try again in a moment; if nothing changes, tell the support team.',
  unexpectedTitle: 'An unexpected error occurred.',
  unexpectedDetail: 'Nothing was changed by this request. Try again; if it happens again, pass on the number below.',
}
