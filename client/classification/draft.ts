import * as v from 'valibot'
import {
  type ClassificationRecord,
  proposeClassificationSchema,
} from '#models/classification/classification.schemas.ts'
import type { Suggestion } from '#client/detection/suggestion.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { recordSections, valueAt } from './record-fields.ts'

export type DraftValue = string | boolean | null | readonly string[]
export type DraftPlace = {
  readonly what: string
  readonly country: string
  readonly province: string
  readonly entity: string
}
export type DraftCommunication = {
  readonly enteredOn: string
  readonly recipient: string
  readonly isOutsideQuebec: boolean
  readonly reference: string
}
/** What is on the form: one entry a field, by its dotted place. */
export type Draft = {
  readonly values: Readonly<Record<string, DraftValue>>
  readonly places: readonly DraftPlace[]
  readonly communications: readonly DraftCommunication[]
  readonly reason: string
}
export type Proposal = v.InferOutput<typeof proposeClassificationSchema>
export type Checked =
  | { readonly kind: 'ready'; readonly proposal: Proposal }
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, string>> }

const fields = recordSections.flatMap((section) => section.fields)

function asDraft(value: unknown): DraftValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null
}

export function draftOf(record: ClassificationRecord): Draft {
  return {
    values: Object.fromEntries(fields.map((field) => [field.path, asDraft(valueAt(record, field.path))])),
    places: record.places.map((place) => ({
      what: place.what,
      country: place.country,
      province: place.province ?? '',
      entity: place.entity ?? '',
    })),
    communications: record.communications.map((one) => ({ ...one, reference: one.reference ?? '' })),
    reason: '',
  }
}

/** A draft that an analysis starts: its reason is written, and where no level was ever stated the one asked for is chosen, D and I left open. */
export function suggestedDraft({ record, reason, c, on }: Suggestion): Draft {
  const draft = draftOf(record)
  const levels = c === null ? {} : { 'dic.c': String(c), 'dic.date': on }
  return { ...draft, values: { ...draft.values, ...levels }, reason }
}

function emptyIsUnknown(value: DraftValue | undefined): DraftValue {
  return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value
}

/** The levels are all stated or all unknown: the record has no half of them. */
function dicOf(values: Draft['values']): unknown {
  const [d, i, c] = ['dic.d', 'dic.i', 'dic.c'].map((path) => emptyIsUnknown(values[path]))
  const date = emptyIsUnknown(values['dic.date'])
  const justification = values['dic.justification'] ?? ''
  if (d === null && i === null && c === null && date === null && justification === '') return null
  const level = (value: DraftValue | undefined) => (value === null || value === undefined ? null : Number(value))
  return { d: level(d), i: level(i), c: level(c), date, justification }
}

function recordOf(draft: Draft): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.path.startsWith('dic.')) continue
    const [first = '', second] = field.path.split('.')
    const value = emptyIsUnknown(draft.values[field.path])
    if (second === undefined) record[first] = value
    else record[first] = { ...(record[first] as object | undefined), [second]: value } // only this loop writes these groups
  }
  return {
    ...record,
    obligationsMet: draft.values['obligationsMet'] ?? [],
    dic: dicOf(draft.values),
    places: draft.places.map((place) => ({
      what: place.what,
      country: place.country.trim().toUpperCase(),
      province: place.province.trim() === '' ? null : place.province.trim().toUpperCase(),
      entity: place.entity.trim() === '' ? null : place.entity.trim(),
    })),
    communications: draft.communications.map((one) => ({
      ...one,
      reference: one.reference.trim() === '' ? null : one.reference.trim(),
    })),
  }
}

function errorText(path: string): string {
  if (path === 'reason') return t('classification.proposeReasonMissing')
  if (/^dic\.[dic]$/.test(path)) return t('classification.errorLevels')
  if (path.startsWith('communications.'))
    return t(path.endsWith('.enteredOn') ? 'classification.errorDate' : 'classification.errorRecipient')
  if (path.startsWith('places.')) return t('classification.errorPlace')
  const kind = fields.find((field) => field.path === path)?.kind
  const byKind: Partial<Record<string, TextKey>> = {
    date: 'classification.errorDate',
    text: 'classification.errorText',
    'long-text': 'classification.errorText',
  }
  return t(byKind[kind ?? ''] ?? 'classification.errorOther')
}

/** Checks the form with the server's own schema: the proposal to send, or what to correct, by field. */
export function checkedDraft(draft: Draft): Checked {
  const result = v.safeParse(proposeClassificationSchema, { record: recordOf(draft), reason: draft.reason })
  if (result.success) return { kind: 'ready', proposal: result.output }
  const errors: Record<string, string> = {}
  for (const issue of result.issues) {
    const path = (v.getDotPath(issue) ?? '').replace(/^record\./, '')
    errors[path] = errorText(path)
  }
  return { kind: 'wrong', errors }
}
