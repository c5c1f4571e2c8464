import type { ladders as reference } from '../fr/ladders.ts'
import type { SameKeys } from '../text.ts'

export const ladders: SameKeys<typeof reference> = {
  tab: 'Ladders',
  title: 'Names of the levels',
  placeholders:
    'The official names of the levels are not public: these are placeholders, to be replaced by the body’s own.',
  body: 'Body',
  axis: 'Axis',
  setHere: 'Names given by this body on {date}, by {user}. Reason: {reason}',
  setAbove: 'Names given by {body} on {date}, by {user}. Reason: {reason}',
  source: 'Source: {source}',
  verified: 'verified',
  unverified: 'unverified',
  change: 'Name the levels',
  changeTitle: 'Names of the levels, {body}',
  changeHint: 'The numbers stay: no verdict depends on names. Bodies below follow, unless they have their own.',
  inFrench: '{axis} {level}, in French',
  inEnglish: '{axis} {level}, in English',
  sourceField: 'Source of the names',
  sourceHint: 'Where these names come from: guide, directive, decision, with its date.',
  isVerified: 'I have read this source',
  reason: 'Reason',
  required: 'Required field.',
  save: 'Save the names',
  saving: 'Saving',
  saved: 'Names of the levels saved',
  d: 'Availability',
  i: 'Integrity',
  c: 'Confidentiality',
}
