import type { CaseContent, CaseView } from '#models/cases/case.schemas.ts'
import { datesFaults } from '#models/waves/wave-dates.ts'
import { fiscalPeriod } from '#client/i18n/format.ts'
import { type TextKey } from '#client/i18n/i18n.ts'

export type VariantDraft = {
  readonly label: string
  readonly place: 'chosen' | 'option'
  readonly option: string
  readonly term: CaseContent['variants'][number]['term']
}
const days = ['startsOn', 'cutsOverOn', 'decommissionsOn'] as const
type DayName = (typeof days)[number]

/** A case as it is typed. */
export type CaseDraft = {
  readonly title: string
  readonly selection: CaseContent['selection']['kind']
  readonly codes: string
  readonly wave: string
  readonly baseYear: number
  readonly years: string
  readonly basis: CaseContent['basis']
  readonly dates: Readonly<Record<DayName, string>>
  readonly variants: readonly VariantDraft[]
}

/** Past this many, a list of codes is better kept as a wave. */
export const mostCodes = 200

export function codesIn(text: string): readonly string[] {
  return [...new Set(text.toUpperCase().match(/CH-\d{6,9}\b/g))]
}

/** What was typed in a list of codes that is not one. */
export function notCodes(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '' && !/^CH-\d{6,9}$/i.test(word))
}

const usualYears = 5

export function newDraft(codes: readonly string[], firstLabel: string, today: Date): CaseDraft {
  const year = Number(fiscalPeriod(today).years.slice(0, 4)) + 1
  return {
    title: '',
    selection: codes.length > 0 ? 'workloads' : 'body',
    codes: codes.join(' '),
    wave: '',
    baseYear: year,
    years: String(usualYears),
    basis: 'nominal',
    dates: { startsOn: `${year}-04-01`, cutsOverOn: `${year}-10-01`, decommissionsOn: `${year}-12-31` },
    variants: [{ label: firstLabel, place: 'chosen', option: '', term: 'on-demand' }],
  }
}

export function draftOf({ content }: Pick<CaseView, 'content'>): CaseDraft {
  const { selection, defaultDates, variants, title, baseYear, years, basis } = content
  return {
    title,
    selection: selection.kind,
    codes: selection.kind === 'workloads' ? selection.codes.join(' ') : '',
    wave: selection.kind === 'wave' ? selection.wave : '',
    baseYear,
    years: String(years),
    basis,
    dates: defaultDates ?? { startsOn: '', cutsOverOn: '', decommissionsOn: '' },
    variants: variants.map(({ label, place, term }) => ({
      label,
      place: place.kind,
      option: place.kind === 'option' ? place.option : '',
      term,
    })),
  }
}

function selectionOf(draft: CaseDraft): CaseContent['selection'] {
  if (draft.selection === 'wave') return { kind: 'wave', wave: draft.wave }
  return draft.selection === 'body' ? { kind: 'body' } : { kind: 'workloads', codes: [...codesIn(draft.codes)] }
}

const hasDates = ({ dates }: CaseDraft) => days.some((day) => dates[day] !== '')

export function contentOf(draft: CaseDraft): CaseContent {
  return {
    title: draft.title.trim(),
    selection: selectionOf(draft),
    baseYear: draft.baseYear,
    years: Number(draft.years),
    basis: draft.basis,
    defaultDates: hasDates(draft) ? draft.dates : null,
    variants: draft.variants.map(({ label, place, option, term }) => ({
      label: label.trim(),
      place: place === 'chosen' ? { kind: 'chosen' } : { kind: 'option', option },
      term,
    })),
  }
}

export type Faults = Readonly<Record<string, TextKey | undefined>>

/** What keeps a draft from being sent, by the pointer of its field. */
export function faultsOf(draft: CaseDraft): Faults {
  const { dates } = draft
  const missing = (text: string): TextKey | undefined => (text.trim() === '' ? 'cases.required' : undefined)
  const areDatesWhole = days.every((day) => dates[day] !== '')
  return kept({
    '/title': missing(draft.title),
    '/selection/codes':
      draft.selection === 'workloads' && codesIn(draft.codes).length === 0 ? 'cases.codesRequired' : undefined,
    '/selection/wave': draft.selection === 'wave' ? missing(draft.wave) : undefined,
    '/years': /^([1-9]|1\d|20)$/.test(draft.years.trim()) ? undefined : 'cases.yearsError',
    ...Object.fromEntries(
      days.map((day) => [`/defaultDates/${day}`, hasDates(draft) ? missing(dates[day]) : undefined]),
    ),
    '/defaultDates': areDatesWhole && datesFaults(dates).length > 0 ? 'cases.datesOrder' : undefined,
    ...Object.fromEntries(
      draft.variants.flatMap((one, at) => [
        [`/variants/${at}/label`, missing(one.label)],
        [`/variants/${at}/place/option`, one.place === 'option' ? missing(one.option) : undefined],
      ]),
    ),
  })
}

function kept(faults: Faults): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([, text]) => text !== undefined))
}
