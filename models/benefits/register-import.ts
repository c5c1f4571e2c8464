import type { Bilingual } from '../shared/bilingual.ts'
import { canonicalJson, type Json } from '../shared/canonical-json.ts'
import { proposedMark } from './assemble.ts'
import { cycleClosedBy, type Link } from './benefit-map.ts'
import {
  isBackdated,
  isMoney,
  lostWhileRealising,
  type ObservationFault,
  observationFault,
  shareExcess,
} from './invariants.ts'
import type { LineRefusal } from './register-cells.ts'
import { type ColumnOf, plainWords, type RegisterField } from './register-columns.ts'
import { amountsFit, type BaselineSaid, completed, type ReadLine, saidOf, type TargetSaid } from './register-lines.ts'
import type { RegisterBenefit, RegisterState } from './register-state.ts'
import type { Baseline, Measure, Observation, Profile, RecordContents, Trajectory } from './register.schemas.ts'

export type ImportLine = {
  readonly line: number
  /** Name of its table: a sheet of the workbook. */
  readonly table: string
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'refused'
  readonly code: string | null
  readonly title: string
  readonly fields: readonly string[]
  readonly refusals: readonly LineRefusal[]
}
export type ImportCounts = Readonly<Record<ImportLine['outcome'], number>>
export type ImportPlan = {
  readonly headers: readonly string[]
  readonly columns: ColumnOf
  readonly lines: readonly ImportLine[]
  readonly counts: ImportCounts
  readonly benefits: { readonly added: number; readonly changed: number }
}

/** One import that was applied: what it did, when, by whom, and whether it was undone. */
export type PastRegisterImport = {
  readonly id: string
  readonly body: string
  readonly file: string
  readonly benefits: ImportPlan['benefits']
  readonly by: string
  readonly appliedAt: string
  readonly undoneAt: string | null
}

/** One thing that an import says of a benefit, as the register keeps it. */
export type PlannedRecord = {
  [K in 'profile' | 'measure' | 'baseline' | 'trajectory' | 'observation']: {
    readonly kind: K
    readonly key: string
    readonly content: RecordContents[K]
    readonly validFrom: string | null
  }
}['profile' | 'measure' | 'baseline' | 'trajectory' | 'observation']
/** What an import does to one benefit, the code null when it makes it. */
export type PlannedBenefit = {
  readonly code: string | null
  readonly line: number
  readonly profile: Profile
  readonly records: readonly PlannedRecord[]
  /** Nodes that enable it, not drawn yet. */
  readonly nodes: readonly string[]
  readonly shares: readonly { readonly pool: string; readonly part: number }[]
}

type MeasureDraft = {
  readonly content: Measure
  readonly baseline: BaselineSaid | undefined
  readonly plateau: TargetSaid | undefined
  readonly points: ReadonlyMap<string, TargetSaid>
  readonly observations: ReadonlyMap<string, Observation>
}
type Draft = {
  readonly known: RegisterBenefit | undefined
  readonly line: number
  readonly said: Partial<Profile>
  readonly measures: ReadonlyMap<string, MeasureDraft>
  readonly nodes: ReadonlySet<string>
  readonly shares: ReadonlyMap<string, number>
}

const newProfile: Profile = {
  title: { fr: '', en: '' },
  class: 'economy',
  type: 'cost-avoidance',
  sign: 1,
  category: 'efficiency',
  recurrence: 'recurring',
  layer: 'end',
  beneficiary: '',
  owner: null,
  realisationOwner: null,
  financeCounterpart: null,
  projectLead: null,
  fund: null,
  budgetLine: null,
  workloads: [],
  ward: null,
  startsOn: null,
  endsOn: null,
  life: 'draft',
}
const newMeasure: Measure = {
  role: 'outcome',
  name: { fr: '', en: '' },
  unit: 'count',
  direction: 'up',
  formula: '',
  frequency: 'yearly',
  source: 'classeur',
  method: '',
  lagMonths: 1,
  collector: '',
  precision: null,
  costCentsPerYear: null,
  startsOn: null,
}

/** Where lines are held against: the register of a body, and the map and pools within reach. */
export type ImportedInto = Pick<RegisterState, 'benefits' | 'nodes' | 'edges' | 'pools'>
export type PlacedLine = { readonly line: number; readonly table: string; readonly said: ReadLine }

/**
 * What applying the lines would do, one after the other: each is taken whole or refused whole, with every reason by its column. A line that
 * says again what a line before it said is unchanged; one that says otherwise is refused.
 */
export function plannedRegister(
  lines: readonly PlacedLine[],
  into: ImportedInto,
): { readonly lines: readonly ImportLine[]; readonly benefits: readonly PlannedBenefit[] } {
  const known = new Map(into.benefits.map((one) => [one.code, one]))
  const drafts = new Map<string, Draft>()
  const world = worldOf(into)
  const told = lines.map(({ line, table, said }): ImportLine => {
    const id = said.code ?? `=${said.name}`
    const before = drafts.get(id) ?? newDraft(line, said.code === null ? undefined : known.get(said.code))
    const taken = said.refusals.length > 0 ? said.refusals : takeLine(before, said, world)
    const title = said.profile.title?.fr ?? before.known?.profile.content.title.fr ?? before.said.title?.fr ?? ''
    const place = { line, table, code: said.code, title }
    if (isRefused(taken)) return { ...place, outcome: 'refused', fields: [], refusals: taken }
    const fields = changedParts(before, taken)
    const isNew = before.known === undefined
    if (isNew || fields.length > 0 || drafts.has(id)) drafts.set(id, taken)
    world.draw(said, id)
    const outcome = fields.length === 0 ? 'unchanged' : isNew ? 'added' : 'changed'
    return { ...place, outcome, fields, refusals: [] }
  })
  const benefits = [...drafts].flatMap(([id, draft]) => {
    const planned = plannedBenefit(id, draft)
    const isSame = planned.records.length === 0 && planned.nodes.length === 0 && planned.shares.length === 0
    return isSame ? [] : [planned]
  })
  return { lines: told, benefits }
}

const isRefused = (taken: Draft | readonly LineRefusal[]): taken is readonly LineRefusal[] => Array.isArray(taken)

function newDraft(line: number, known: RegisterBenefit | undefined): Draft {
  return { known, line, said: {}, measures: new Map(), nodes: new Set(), shares: new Map() }
}

type World = ReturnType<typeof worldOf>
/** The map and the pools as the lines taken so far would leave them. */
function worldOf(into: ImportedInto) {
  const nodes = new Set(into.nodes.map((one) => one.code))
  const edges: Link[] = into.edges.map(({ from, to }) => ({ from, to }))
  const shares = new Map(
    into.pools.map((pool) => [pool.code, new Map([...pool.shares].map(([code, one]) => [code, one.content.share]))]),
  )
  return {
    has: (node: string) => nodes.has(node),
    isDrawn: (link: Link) => edges.some(({ from, to }) => from === link.from && to === link.to),
    circle: (link: Link) => cycleClosedBy(link, edges),
    sharesOf: (pool: string): ReadonlyMap<string, number> | undefined => shares.get(pool),
    draw: (said: ReadLine, id: string) => {
      if (said.node !== undefined) edges.push({ from: said.node, to: id })
      if (said.share !== undefined) shares.get(said.share.pool)?.set(id, said.share.part)
    },
  }
}

/** The draft with what a line says of it; every reason when it cannot be taken. */
function takeLine(before: Draft, said: ReadLine, world: World): Draft | readonly LineRefusal[] {
  const refusals: LineRefusal[] = []
  const refuse = (field: RegisterField, value: string, fr: string, en: string): void => {
    refusals.push({ field, value, text: { fr, en } })
  }
  const { known } = before
  if (said.code !== null && known === undefined)
    refuse(
      'code',
      said.code,
      'aucun bénéfice de ce numéro dans cet organisme',
      'no benefit of this number in this body',
    )
  const { title, ...others } = saidOf(said.profile, before.known?.profile.content)
  // A new benefit is known by its title, whatever its case: a later line says nothing more by it.
  const isNamedAlready = said.code === null && before.said.title !== undefined
  const profile = isNamedAlready || title === undefined ? others : { ...others, title }
  for (const field of clashes(before.said, profile))
    refuse(
      profileFieldOf[field] ?? 'code',
      '',
      `une ligne d’avant dit autrement (${field})`,
      `a line before says otherwise (${field})`,
    )
  const merged: Draft = { ...before, said: { ...before.said, ...profile } }
  if (known !== undefined) {
    const life = known.profile.content.life
    const after = { ...known.profile.content, ...profile }
    if (
      ['closed', 'abandoned', 'superseded'].includes(life) &&
      (clashes(known.profile.content, profile).length > 0 || saysMore(said))
    )
      refuse(
        'code',
        known.code,
        'le bénéfice est clos : plus rien ne s’y inscrit',
        'the benefit has ended: nothing more is registered on it',
      )
    for (const gap of lostWhileRealising(known, { ...known, profile: { ...known.profile, content: after } }))
      refuse(
        gap === 'no-owner' ? 'owner' : 'finance',
        'NULL',
        'le bénéfice se réalise : il garde ce qui le prouve',
        'the benefit is realising: it keeps what proves it',
      )
  }
  const measures = takeMeasure(merged, said, refuse)
  takeLinks(merged, said, world, refuse)
  if (refusals.length > 0) return refusals
  return {
    ...merged,
    measures,
    ...newLinks(before, said, world),
  }
}

/** The links and shares that a line adds to what stands on the map and in the pools. */
function newLinks(before: Draft, said: ReadLine, world: World): Pick<Draft, 'nodes' | 'shares'> {
  const id = said.code ?? `=${said.name}`
  const { node, share } = said
  return {
    nodes:
      node === undefined || world.isDrawn({ from: node, to: id }) ? before.nodes : new Set([...before.nodes, node]),
    shares:
      share === undefined || world.sharesOf(share.pool)?.get(id) === share.part
        ? before.shares
        : new Map([...before.shares, [share.pool, share.part]]),
  }
}

type Refuse = (field: RegisterField, value: string, fr: string, en: string) => void

const saysMore = (said: ReadLine) =>
  said.baseline !== undefined || said.target !== undefined || said.observation !== undefined

const profileFieldOf: Readonly<Partial<Record<string, RegisterField>>> = {
  title: 'title-fr',
  type: 'type',
  sign: 'sign',
  category: 'category',
  owner: 'owner',
  financeCounterpart: 'finance',
  beneficiary: 'beneficiary',
  budgetLine: 'budget-line',
  startsOn: 'starts-on',
  endsOn: 'ends-on',
}

/** Fields that both say, each another thing. */
function clashes(before: object, said: object): readonly string[] {
  const stood = new Map(Object.entries(before))
  return Object.entries(said).flatMap(([field, value]) =>
    stood.has(field) && !isSame(stood.get(field), value) ? [field] : [],
  )
}
const isSame = (a: unknown, b: unknown) => canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json) // contents of records, JSON by their schemas

/** The measure a line speaks of: by its key, by its name, or the only one of its benefit. */
function measureKeyOf(draft: Draft, said: ReadLine): string | undefined {
  if (said.measureKey !== undefined) return said.measureKey
  const all = new Map([
    ...[...(draft.known?.measures ?? [])].map(([key, { content }]) => [key, content] as const),
    ...[...draft.measures].map(([key, { content }]) => [key, content] as const),
  ])
  const { name } = said.measure
  if (name === undefined) return all.size === 1 ? [...all.keys()][0] : undefined
  const words = [name.fr, name.en].map(plainWords).filter(Boolean)
  const found = [...all].find(([, one]) =>
    words.some((word) => [one.name.fr, one.name.en].map(plainWords).includes(word)),
  )
  return found?.[0] ?? keyOfName(words[0] ?? '', new Set(all.keys()))
}

/** A key made of a name, told apart from those that stand. */
function keyOfName(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 36)
  const base = plain === '' ? 'mesure' : plain
  for (let i = 1; ; i += 1) {
    const key = i === 1 ? base : `${base}-${i}`
    if (!taken.has(key)) return key
  }
}

function takeMeasure(draft: Draft, said: ReadLine, refuse: Refuse): Draft['measures'] {
  const speaks = said.measureKey !== undefined || Object.keys(said.measure).length > 0 || saysMore(said)
  if (!speaks) return draft.measures
  const key = measureKeyOf(draft, said)
  const known = key === undefined ? undefined : draft.known?.measures.get(key)?.content
  const before = key === undefined ? undefined : draft.measures.get(key)
  if (key === undefined || (known === undefined && before === undefined && said.measure.name === undefined)) {
    refuse(
      'measure',
      said.measureKey ?? '',
      'aucune mesure de cette clé ou de ce nom : la nommer d’abord',
      'no measure of this key or name: name it first',
    )
    return draft.measures
  }
  const stood = before?.content ?? known
  // A measure found by its name keeps its name: it is what tells it apart.
  const isNamed = said.measure.name !== undefined && (said.measureKey !== undefined || stood === undefined)
  const name = isNamed ? { name: completed(said.measure.name ?? { fr: '', en: '' }, stood?.name) } : {}
  const { name: _name, ...rest } = said.measure
  const content: Measure = { ...newMeasure, ...stood, ...rest, ...name }
  if (before !== undefined)
    for (const field of clashes(before.content, { ...rest, ...name }))
      if (!isSame(known?.[field as keyof Measure], before.content[field as keyof Measure]))
        refuse(
          'measure',
          content.name.fr,
          `une ligne d’avant dit autrement (${field})`,
          `a line before says otherwise (${field})`,
        )
  if (!amountsFit(said, content.unit))
    refuse(
      'target-mode',
      '',
      'un montant en dollars a deux décimales au plus',
      'an amount in dollars has two decimals at most',
    )
  const window = draft.known?.baselines.get(key)?.content.window ?? said.baseline?.window ?? before?.baseline?.window
  if (isBackdated(content.startsOn, window?.from))
    refuse(
      'measure-starts-on',
      content.startsOn ?? '',
      `la mesure commencerait avant sa référence, ${window?.from ?? ''}`,
      `the measure would start before its baseline, ${window?.from ?? ''}`,
    )
  const observation =
    said.observation === undefined
      ? undefined
      : { ...said.observation, source: said.observation.source === '' ? content.source : said.observation.source }
  if (observation !== undefined) {
    const fault = observationFault(observation, content, window?.from)
    if (fault !== undefined)
      refuse(fault === 'cents' ? 'value' : 'period', observation.period, faultWords[fault].fr, faultWords[fault].en)
  }
  const measure: MeasureDraft = {
    content,
    baseline: said.baseline ?? before?.baseline,
    plateau: said.target?.period === null ? said.target : before?.plateau,
    points: withEntry(before?.points, said.target?.period ?? undefined, said.target),
    observations: withEntry(before?.observations, observation?.period, observation),
  }
  if (before?.baseline !== undefined && said.baseline !== undefined && !isSame(before.baseline, said.baseline))
    refuse(
      'baseline',
      String(said.baseline.value),
      'une ligne d’avant dit une autre référence',
      'a line before says another baseline',
    )
  const standsPoint =
    said.target?.period === undefined || said.target.period === null
      ? before?.plateau
      : before?.points.get(said.target.period)
  if (said.target !== undefined && standsPoint !== undefined && !isSame(standsPoint, said.target))
    refuse(
      'target-mode',
      String(said.target.mode),
      'une ligne d’avant dit une autre cible de cette période',
      'a line before says another target of this period',
    )
  if (measure.plateau !== undefined && measure.points.size > 0)
    refuse(
      'period',
      '',
      'la cible a un palier et des périodes : garder l’un ou l’autre',
      'the target has a plateau and periods: keep one or the other',
    )
  if (said.target?.period === null && spanOf(measure, draft.known?.trajectories.get(key)?.content) === undefined)
    refuse(
      'target-from',
      '',
      'premier et dernier mois de la cible attendus',
      'first and last month of the target expected',
    )
  const stoodValue = observation === undefined ? undefined : before?.observations.get(observation.period)
  if (observation !== undefined && stoodValue !== undefined && !isSame(stoodValue.value, observation.value))
    refuse(
      'value',
      observation.period,
      'une ligne d’avant dit une autre valeur de cette période',
      'a line before says another value of this period',
    )
  return new Map([...draft.measures, [key, measure]])
}

function withEntry<T>(before: ReadonlyMap<string, T> | undefined, key: string | undefined, entry: T | undefined) {
  return key === undefined || entry === undefined
    ? (before ?? new Map<string, T>())
    : new Map([...(before ?? []), [key, entry]])
}

const faultWords: Readonly<Record<ObservationFault, Bilingual>> = {
  'before-baseline': {
    fr: 'la période précède la référence : une valeur d’avant ne prouve rien',
    en: 'the period comes before the baseline: an earlier value proves nothing',
  },
  'before-measure': {
    fr: 'la période précède le début de la mesure',
    en: 'the period comes before the start of the measure',
  },
  'off-frequency': {
    fr: 'ce mois n’ouvre pas une période de la mesure, comptée depuis avril',
    en: 'this month opens no period of the measure, counted from April',
  },
  cents: {
    fr: 'un montant en dollars a deux décimales au plus',
    en: 'an amount in dollars has two decimals at most',
  },
}

function takeLinks(draft: Draft, said: ReadLine, world: World, refuse: Refuse): void {
  const id = said.code ?? `=${said.name}`
  if (said.node !== undefined) {
    const link = { from: said.node, to: id }
    if (!world.has(said.node))
      refuse('node', said.node, 'aucun nœud de ce numéro sur la carte', 'no node of this number on the map')
    else if (!world.isDrawn(link)) {
      const circle = world.circle(link)
      if (circle !== undefined)
        refuse(
          'node',
          said.node,
          `ce lien refermerait un cercle : ${circle.join(' → ')}`,
          `this link would close a circle: ${circle.join(' → ')}`,
        )
    }
  }
  if (said.share === undefined) return
  const { pool, part } = said.share
  const shares = world.sharesOf(pool)
  const before = draft.shares.get(pool)
  if (shares === undefined) refuse('pool', pool, 'aucune enveloppe de ce numéro', 'no pool of this number')
  else if (before !== undefined && before !== part)
    refuse('share', String(part * 100), 'une ligne d’avant dit une autre part', 'a line before says another share')
  else if (shareExcess([...new Map([...shares, [id, part]]).values()]) > 0)
    refuse(
      'share',
      String(part * 100),
      'les parts de l’enveloppe passeraient 100 %',
      'the shares of the pool would pass 100 %',
    )
}

/** What the line changed of what was known or said before it. */
function changedParts(before: Draft, after: Draft): readonly string[] {
  const [was, is] = [plannedBenefit('', before), plannedBenefit('', after)]
  const parts = (one: PlannedBenefit) => [
    ...one.records.map((record) => [`${record.kind} ${record.key}`, record.content] as const),
    ...one.nodes.map((node) => [`node ${node}`, true] as const),
    ...one.shares.map(({ pool, part }) => [`share ${pool}`, part] as const),
  ]
  const stood = new Map<string, unknown>(parts(was))
  return parts(is).flatMap(([name, content]) => (stood.has(name) && isSame(stood.get(name), content) ? [] : [name]))
}

/** What is to be written of a benefit: what differs from what stands, each thing once. */
function plannedBenefit(id: string, draft: Draft): PlannedBenefit {
  const { known } = draft
  const before = known?.profile.content
  const profile: Profile = { ...newProfile, ...before, ...draft.said }
  const records: PlannedRecord[] = []
  if (before === undefined ? Object.keys(draft.said).length > 0 : !isSame(before, profile))
    records.push({ kind: 'profile', key: '-', content: profile, validFrom: null })
  for (const [key, measure] of draft.measures) records.push(...measureRecords(key, measure, known))
  return {
    code: known === undefined ? null : id,
    line: draft.line,
    profile,
    records,
    nodes: [...draft.nodes],
    shares: [...draft.shares].map(([pool, part]) => ({ pool, part })),
  }
}

function measureRecords(
  key: string,
  draft: MeasureDraft,
  known: RegisterBenefit | undefined,
): readonly PlannedRecord[] {
  const records: PlannedRecord[] = []
  if (!isSame(known?.measures.get(key)?.content, draft.content))
    records.push({ kind: 'measure', key, content: draft.content, validFrom: null })
  const baseline = proposedBaseline(draft, known, key)
  if (baseline !== undefined)
    records.push({ kind: 'baseline', key: `${key}${proposedMark}`, content: baseline, validFrom: null })
  const trajectory = proposedTrajectory(draft, known, key)
  if (trajectory !== undefined)
    records.push({ kind: 'trajectory', key: `${key}${proposedMark}`, content: trajectory, validFrom: null })
  for (const [period, observation] of draft.observations) {
    const stood = known?.observations.get(key)?.find((one) => one.content.period === period)?.content
    // A workbook that says the same value again does not say anew where it was read.
    if (isSame(stood?.value, observation.value)) continue
    records.push({ kind: 'observation', key: `${key}:${period}`, content: observation, validFrom: `${period}-01` })
  }
  return records
}

/** A baseline read from a workbook is proposed: another person freezes it. Nothing when it says what is frozen, or waits already. */
function proposedBaseline(draft: MeasureDraft, known: RegisterBenefit | undefined, key: string): Baseline | undefined {
  const { baseline } = draft
  if (baseline === undefined) return undefined
  const model = { kind: 'value', value: baseline.value } as const
  const { window } = baseline
  const says = (one: Baseline | undefined) =>
    one !== undefined && isSame({ model: one.model, window: one.window }, { model, window })
  if (says(known?.baselines.get(key)?.content) || says(known?.proposedBaselines.get(key)?.content)) return undefined
  return {
    model,
    window,
    method: draft.content.method === '' ? draft.content.source : draft.content.method,
    evidence: [],
    state: 'proposed',
    frozenOn: null,
  }
}

/** Months a target speaks of: as said, else as it stood, else those of its periods; undefined when nothing says. */
function spanOf(draft: MeasureDraft, before: Trajectory | undefined): Pick<Trajectory, 'from' | 'to'> | undefined {
  const said = [...(draft.plateau === undefined ? [] : [draft.plateau]), ...draft.points.values()]
  const periods = [...draft.points.keys()].toSorted()
  const kept =
    before === undefined || before.points.length === 0 || periods.length === 0
      ? []
      : before.points.map((one) => one.period)
  const all = [...kept, ...periods].toSorted()
  const from = said.find((one) => one.from !== undefined)?.from ?? before?.from ?? all[0]
  const to = said.find((one) => one.to !== undefined)?.to ?? before?.to ?? all.at(-1)
  if (from === undefined || to === undefined) return undefined
  return {
    from: all[0] !== undefined && all[0] < from ? all[0] : from,
    to: (all.at(-1) ?? to) > to ? (all.at(-1) ?? to) : to,
  }
}

/** A plateau read from a workbook comes in as it did before, at once when nothing says. */
const curveKept = (before: Trajectory | undefined): Trajectory['curve'] =>
  before === undefined || before.plateau === null ? { kind: 'step', lagMonths: 0 } : before.curve

/** A target read from a workbook is proposed the same; periods it does not name keep what they said. */
function proposedTrajectory(
  draft: MeasureDraft,
  known: RegisterBenefit | undefined,
  key: string,
): Trajectory | undefined {
  const { plateau, points } = draft
  if (plateau === undefined && points.size === 0) return undefined
  const stood = known?.trajectories.get(key)?.content
  const span = spanOf(draft, stood)
  if (span === undefined) return undefined
  const values = ({ low, mode, high }: TargetSaid) => ({ low, mode, high })
  const kept = (stood?.points ?? []).filter((one) => !points.has(one.period))
  const read = [...points].map(([period, target]) => ({ period, ...values(target) }))
  const content: Trajectory = {
    points: plateau === undefined ? [...kept, ...read].toSorted((a, b) => a.period.localeCompare(b.period)) : [],
    plateau: plateau === undefined ? null : values(plateau),
    curve: plateau === undefined ? null : curveKept(stood),
    ...span,
    priceBasis: isMoney(draft.content.unit)
      ? stood === undefined || stood.priceBasis.kind === 'not-money'
        ? { kind: 'nominal' }
        : stood.priceBasis
      : { kind: 'not-money' },
    state: 'proposed',
    promise: null,
  }
  const says = (one: Trajectory | undefined) =>
    one !== undefined && isSame({ ...one, state: 'proposed', promise: null }, content)
  return says(stood) || says(known?.proposedTrajectories.get(key)?.content) ? undefined : content
}
