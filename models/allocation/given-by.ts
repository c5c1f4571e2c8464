import { type UnallocatedReason, unallocatedReasons } from './allocating.ts'

/** Who gave a part, as stored: the rule, or `?reason` and `?reason:rule` when nobody takes it. A rule's code never begins with `?`. */
export function givenBy(ruleId: string, reason: UnallocatedReason | null): string {
  if (reason === null) return ruleId
  return ruleId === '' ? `?${reason}` : `?${reason}:${ruleId}`
}

/** The same, read back. Text that no reason begins is a rule. */
export function readGivenBy(text: string): { readonly ruleId: string; readonly reason: UnallocatedReason | null } {
  if (!text.startsWith('?')) return { ruleId: text, reason: null }
  const [name = '', ruleId = ''] = text.slice(1).split(':')
  return { ruleId, reason: unallocatedReasons.find((reason) => reason === name) ?? 'no-rule' }
}
