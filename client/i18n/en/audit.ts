import type { audit as reference } from '../fr/audit.ts'
import type { SameKeys } from '../text.ts'

export const audit: SameKeys<typeof reference> = {
  title: 'Audit journal',
  sub: 'Every change, sealed by the hash of the one before. Nothing in it is changed, nothing is erased.',
  export: 'Export the journal',
  verify: 'Verify the chain',
  verifying: 'Verifying',
  valid: {
    one: 'The chain is intact: {countText} event verified.',
    other: 'The chain is intact: {countText} events verified.',
  },
  broken: 'The chain is broken at event {seq}. Tell the auditors and keep a copy of the database.',
  events: 'Events',
  seq: 'No.',
  none: 'No event',
  more: 'Show earlier ones',
  loading: 'Loading',
  filter: 'Filter the events shown',
  object: 'Object',
  shown: { one: '{countText} event shown', other: '{countText} events shown' },
  start: 'Start of the journal',
}
