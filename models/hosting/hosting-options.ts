import { fold } from '../shared/fold.ts'
import type { ProblemItem } from '../shared/problem.ts'
import type {
  EvidenceStatus,
  HostingOption,
  PlacementKind,
  PlaceElement,
  ServiceModel,
} from './hosting-option.schemas.ts'

/** A row of a dataset file with its physical line (header = 1). */
export type DataRow = {
  readonly file: string
  readonly line: number
  readonly values: Readonly<Record<string, string>>
}

const kinds: readonly PlacementKind[] = ['public_cloud', 'saas', 'private_provider', 'state', 'legacy_cti']
const serviceModels: readonly ServiceModel[] = ['iaas', 'paas', 'saas']
const statuses: readonly EvidenceStatus[] = ['verified', 'press', 'estimate', 'unverified']
const elements: readonly PlaceElement[] = ['data', 'backup', 'logs', 'metadata', 'keys', 'support']

/**
 * Hosting options from the rows of `data/hosting-options/values.csv`. An empty cell is unknown. Throws RangeError naming file, line and
 * column on a value outside its list: the dataset is ours and is checked at start.
 */
export function hostingOptions(rows: readonly DataRow[]): HostingOption[] {
  return rows.map((row) => option(row, 'unverified'))
}

/** The catalogue entries of an installation (or of the demonstration) laid over the options: a filled cell replaces, an empty one leaves. */
export function withCatalogue(
  options: readonly HostingOption[],
  entries: readonly DataRow[],
  isFictitious: boolean,
): HostingOption[] {
  const byId = new Map(entries.map((entry) => [entry.values['id'], entry]))
  const laid = options.map((one) => {
    const entry = byId.get(one.id)
    return entry === undefined ? one : overlaid(one, entry, isFictitious)
  })
  const added = entries
    .filter((entry) => entry.values['fictitious_option'] === 'yes')
    .map((entry) => overlaid(option(entry, 'unverified'), entry, isFictitious))
  return [...laid, ...added]
}

function option(row: DataRow, status: EvidenceStatus): HostingOption {
  const cell = (name: string) => filled(row, name)
  return {
    id: needed(row, 'id'),
    operator: cell('operator') ?? 'fictif',
    label: { fr: needed(row, 'label_fr'), en: needed(row, 'label_en') },
    place: { fr: needed(row, 'place_fr'), en: needed(row, 'place_en') },
    kind: oneOf(row, 'kind', kinds),
    model: oneOf(row, 'model', serviceModels),
    region: cell('region') ?? null,
    country: cell('country') ?? 'CA',
    province: cell('province') ?? null,
    parentCountry: cell('parent_country') ?? null,
    compellingJurisdictions: list(cell('jurisdictions')),
    contractEntity: contractEntity(row),
    elsewhere: elsewhere(row) ?? [],
    independentSites: whole(cell('independent_sites')),
    processesClearText: yesNo(row, 'clear_text'),
    retainedSite: yesNo(row, 'retained_site'),
    nsi: level(row),
    catalogue: {
      qualified: null,
      qualifiedForSensitive: null,
      agreement: null,
      validFrom: null,
      validTo: null,
      fictitious: false,
    },
    obligationsMet: list(cell('obligations_met')) ?? [],
    knownAssurance: cell('known_assurance') ?? '',
    status: cell('status') === undefined ? status : oneOf(row, 'status', statuses),
    source: cell('source') ?? 'demonstration',
    line: row.line,
  }
}

function overlaid(one: HostingOption, entry: DataRow, isFictitious: boolean): HostingOption {
  const cell = (name: string) => filled(entry, name)
  return {
    ...one,
    compellingJurisdictions: list(cell('jurisdictions')) ?? one.compellingJurisdictions,
    contractEntity: contractEntity(entry) ?? one.contractEntity,
    elsewhere: elsewhere(entry) ?? one.elsewhere,
    independentSites: whole(cell('independent_sites')) ?? one.independentSites,
    processesClearText: yesNo(entry, 'clear_text') ?? one.processesClearText,
    retainedSite: yesNo(entry, 'retained_site') ?? one.retainedSite,
    nsi: level(entry) ?? one.nsi,
    catalogue: {
      qualified: yesNo(entry, 'qualified'),
      qualifiedForSensitive: yesNo(entry, 'qualified_sensitive'),
      agreement: cell('agreement') ?? null,
      validFrom: cell('valid_from') ?? null,
      validTo: cell('valid_to') ?? null,
      fictitious: isFictitious,
    },
    obligationsMet: [...new Set([...one.obligationsMet, ...(list(cell('obligations_met')) ?? [])])],
  }
}

/**
 * Finds the option that a file means by where a workload runs today: its id or its name in either language, accents and case aside. Null
 * when the text names none of them, or there is no text.
 */
export function currentOptionIn(
  options: readonly Pick<HostingOption, 'id' | 'label'>[],
): (hosting: string | null) => string | null {
  const named = new Map(
    options.flatMap(({ id, label }) => [id, label.fr, label.en].map((name) => [fold(name), id] as const)),
  )
  return (hosting) => (hosting === null ? null : (named.get(fold(hosting).trim()) ?? null))
}

/**
 * What the broker's catalogue says of an offer on a day, `YYYY-MM-DD`, first and last days included: a qualification outside the dates of
 * its agreement no longer (or not yet) qualifies. Without a date on one side the agreement is open there; unknown stays unknown.
 */
export function qualificationOn(
  { catalogue }: Pick<HostingOption, 'catalogue'>,
  today: string,
): Pick<HostingOption['catalogue'], 'qualified' | 'qualifiedForSensitive'> {
  const { validFrom, validTo, qualified, qualifiedForSensitive } = catalogue
  const isOutside = (validFrom !== null && today < validFrom) || (validTo !== null && today > validTo)
  const onThatDay = (value: boolean | null) => (isOutside && value === true ? false : value)
  return { qualified: onThatDay(qualified), qualifiedForSensitive: onThatDay(qualifiedForSensitive) }
}

function filled(row: DataRow, name: string): string | undefined {
  const text = row.values[name]?.trim()
  return text === undefined || text === '' ? undefined : text
}

function needed(row: DataRow, name: string): string {
  const text = filled(row, name)
  if (text === undefined) throw refused(row, name, 'empty')
  return text
}

function oneOf<T extends string>(row: DataRow, name: string, known: readonly T[]): T {
  const text = needed(row, name)
  const found = known.find((value) => value === text)
  if (found === undefined) throw refused(row, name, text)
  return found
}

function yesNo(row: DataRow, name: string): boolean | null {
  const text = filled(row, name)
  if (text === undefined) return null
  if (text !== 'yes' && text !== 'no') throw refused(row, name, text)
  return text === 'yes'
}

function level(row: DataRow): HostingOption['nsi'] {
  const text = filled(row, 'nsi')
  const found = ([0, 1, 2, 3, 4] as const).find((value) => String(value) === text)
  if (text !== undefined && found === undefined) throw refused(row, 'nsi', text)
  return found ?? null
}

function whole(text: string | undefined): number | null {
  return text === undefined ? null : Number.parseInt(text, 10)
}

function list(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(';')
}

function contractEntity(row: DataRow): HostingOption['contractEntity'] {
  const country = filled(row, 'contract_country')
  if (country === undefined) return null
  return { country, province: filled(row, 'contract_province') ?? null, name: filled(row, 'contract_name') ?? '' }
}

/** `backup:CA-ON;support:?`: an element, a country, a province; `?` is unknown. */
function elsewhere(row: DataRow): HostingOption['elsewhere'] | undefined {
  const text = filled(row, 'elsewhere')
  return text?.split(';').map((part) => {
    const [what, place = '?'] = part.split(':')
    const element = elements.find((known) => known === what)
    if (element === undefined) throw refused(row, 'elsewhere', part)
    const [country = null, province = null] = place === '?' ? [] : place.split('-')
    return { what: element, country, province }
  })
}

function refused(row: DataRow, column: string, found: string): RangeError {
  const problem: ProblemItem = {
    code: 'dataset-value',
    row: row.line,
    column,
    detail: { fr: `Valeur refusée : ${found}`, en: `Refused value: ${found}` },
  }
  return new RangeError(`${row.file}:${row.line} ${column}: ${problem.detail.en}`)
}
