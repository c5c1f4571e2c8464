import type { Bilingual } from '../shared/bilingual.ts'
import { forms } from '../shared/forms.ts'
import { hasCents, isMoney } from './invariants.ts'
import { cellsOf, type LineRefusal, type Cells } from './register-cells.ts'
import { type ColumnOf, plainWords } from './register-columns.ts'
import {
  type Baseline,
  benefitCategories,
  benefitTypes,
  type Measure,
  measureFrequencies,
  measureRoles,
  missingReasons,
  type Observation,
  type Profile,
} from './register.schemas.ts'

/** What a line says of a measure's target: of one period, or of the plateau of the whole when it names none. */
export type TargetSaid = {
  readonly period: string | null
  readonly low: number
  readonly mode: number
  readonly high: number
  readonly from: string | undefined
  readonly to: string | undefined
}
export type BaselineSaid = { readonly value: number; readonly window: Baseline['window'] }
/** What a line says; a field without a column, or an empty cell, says nothing. */
export type ReadLine = {
  readonly code: string | null
  /** What a benefit without a number is known by within its file. */
  readonly name: string
  readonly profile: Readonly<Partial<Profile>>
  readonly measureKey: string | undefined
  readonly measure: Readonly<Partial<Measure>>
  readonly baseline: BaselineSaid | undefined
  readonly target: TargetSaid | undefined
  readonly observation: Observation | undefined
  readonly node: string | undefined
  readonly share: { readonly pool: string; readonly part: number } | undefined
  readonly refusals: readonly LineRefusal[]
}

/** Reads one line by its columns. Every cell that says something it cannot mean is refused, all at once. */
export function readLine(row: Readonly<Record<string, string>>, columns: ColumnOf): ReadLine {
  const cells = cellsOf(row, columns)
  const code = cells.matching(
    'code',
    forms.benefitCode,
    'numéro attendu sous la forme B-0001, ou vide pour un nouveau bénéfice',
    'number expected as B-0001, or empty for a new benefit',
  )
  const [fr, en] = [cells.needed('title-fr', 200) ?? '', cells.needed('title-en', 200) ?? '']
  const said = {
    code: code ?? null,
    name: plainWords(fr === '' ? en : fr),
    profile: stated(profileIn(cells, fr, en)),
    ...measureIn(cells),
    node: cells.matching(
      'node',
      forms.mapNodeCode,
      'numéro d’un nœud attendu : N-0001',
      'number of a node expected: N-0001',
    ),
    share: shareIn(cells),
  }
  if (said.name === '' && said.code === null && cells.refusals.length === 0)
    cells.refuse('title-fr', 'titre manquant', 'title missing')
  return { ...said, refusals: cells.refusals }
}

function profileIn(cells: Cells, fr: string, en: string) {
  const sign = cells.oneOf('sign', ['gain', 'loss'])
  const beneficiary = cells.optional('beneficiary', 200)
  const [startsOn, endsOn] = [cells.optionalDay('starts-on'), cells.optionalDay('ends-on')]
  return {
    title: fr === '' && en === '' ? undefined : { fr, en },
    type: cells.oneOf('type', benefitTypes),
    sign: sign === undefined ? undefined : sign === 'gain' ? (1 as const) : (-1 as const),
    category: cells.oneOf('category', benefitCategories),
    owner: roleIn(cells.optional('owner', 120)),
    financeCounterpart: roleIn(cells.optional('finance', 120)),
    beneficiary: beneficiary === null ? '' : beneficiary,
    budgetLine: cells.optional('budget-line', 60),
    startsOn,
    endsOn,
  }
}

const roleIn = (role: string | null | undefined) =>
  role === undefined || role === null ? role : { role, unit: '', person: null, from: null, to: null }

/** What a line says of one measure: what it is, what it is held against, what is promised of it, what it was. */
function measureIn(cells: Cells) {
  const measureKey = cells.matching(
    'measure-key',
    forms.recordKey,
    'clé attendue en minuscules, chiffres et tirets',
    'key expected in lowercase, digits and hyphens',
  )
  const [fr, en] = [cells.needed('measure', 200), cells.needed('measure-en', 200)]
  const unit = cells.needed('unit', 40)
  const period = cells.month('period')
  const measure = stated({
    name: fr === undefined && en === undefined ? undefined : { fr: fr ?? '', en: en ?? '' },
    role: cells.oneOf('role', measureRoles),
    unit,
    direction: cells.oneOf('direction', ['up', 'down'] as const),
    frequency: cells.oneOf('frequency', measureFrequencies),
    source: cells.needed('source', 200),
    startsOn: cells.optionalDay('measure-starts-on'),
  })
  return {
    measureKey,
    measure,
    baseline: baselineIn(cells),
    target: targetIn(cells, period),
    observation: observationIn(cells, period, measure.source),
  }
}

function baselineIn(cells: Cells): BaselineSaid | undefined {
  const value = cells.number('baseline')
  const [from, to] = [cells.month('baseline-from'), cells.month('baseline-to')]
  if (value === undefined) return undefined
  if (from === undefined || to === undefined)
    return cells.refuse(
      'baseline-from',
      'premier et dernier mois de la référence attendus',
      'first and last month of the baseline expected',
    )
  if (to < from)
    return cells.refuse('baseline-to', 'la référence finit avant de commencer', 'the baseline ends before it starts')
  return { value, window: { from, to } }
}

function targetIn(cells: Cells, period: string | undefined): TargetSaid | undefined {
  const mode = cells.number('target-mode')
  const [low, high] = [cells.number('target-low') ?? mode, cells.number('target-high') ?? mode]
  const [from, to] = [cells.month('target-from'), cells.month('target-to')]
  if (low === undefined && high === undefined) return undefined
  if (mode === undefined || low === undefined || high === undefined)
    return cells.refuse(
      'target-mode',
      'valeur probable attendue avec la basse et la haute',
      'likely value expected with the low and the high',
    )
  if (low > mode || mode > high)
    return cells.refuse('target-mode', 'l’ordre est : basse, probable, haute', 'the order is: low, likely, high')
  if (from !== undefined && to !== undefined && to < from)
    return cells.refuse('target-to', 'la cible finit avant de commencer', 'the target ends before it starts')
  return { period: period ?? null, low, mode, high, from, to }
}

function observationIn(cells: Cells, period: string | undefined, source: string | undefined): Observation | undefined {
  const said = cells.valueOrReason('value', missingReasons)
  const quality = cells.oneOf('quality', ['measured', 'estimated', 'declared'] as const) ?? 'declared'
  if (said === undefined) return undefined
  if (period === undefined)
    return cells.refuse('period', 'période de la valeur attendue', 'period of the value expected')
  const value =
    typeof said === 'number' ? ({ kind: 'known', value: said } as const) : ({ kind: 'missing', reason: said } as const)
  return { period, value, source: source ?? '', quality }
}

function shareIn(cells: Cells) {
  const pool = cells.matching(
    'pool',
    forms.poolCode,
    'numéro d’une enveloppe attendu : EB-0001',
    'number of a pool expected: EB-0001',
  )
  const percent = cells.number('share')
  if (pool === undefined) return undefined
  if (percent === undefined)
    return cells.refuse(
      'share',
      'part de l’enveloppe attendue, en pourcentage',
      'share of the pool expected, in percent',
    )
  if (percent < 0 || percent > 100) return cells.refuse('share', 'de 0 à 100', 'from 0 to 100')
  return { pool, part: percent / 100 }
}

/** Without the fields that say nothing. */
export function stated<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> } // only the fields of T that have a value
}

/**
 * What a line says of a profile, completed by what stood: a title given in one language leaves the other, and names both of a new benefit;
 * a role named leaves its unit, person and dates.
 */
export function saidOf(said: ReadLine['profile'], before: Profile | undefined): Partial<Profile> {
  const { title, owner, financeCounterpart, ...others } = said
  const role = (given: Profile['owner'] | undefined, known: Profile['owner'] | undefined) =>
    given !== undefined && given !== null && given.role === known?.role ? known : given
  return stated({
    ...others,
    title: title === undefined ? undefined : completed(title, before?.title),
    owner: role(owner, before?.owner),
    financeCounterpart: role(financeCounterpart, before?.financeCounterpart),
  })
}

/** A name given in one language leaves the other as it stood, and names both when nothing stood. */
export function completed(title: Bilingual, before: Bilingual | undefined): Bilingual {
  const either = title.fr === '' ? title.en : title.fr
  const given = (text: string, known: string | undefined) => (text === '' ? (known ?? either) : text)
  return { fr: given(title.fr, before?.fr), en: given(title.en, before?.en) }
}

/** Whether every amount of a line may be of its unit: dollars have two decimals. */
export function amountsFit({ baseline, target }: Pick<ReadLine, 'baseline' | 'target'>, unit: string): boolean {
  const all = [baseline?.value, target?.low, target?.mode, target?.high].filter((one) => one !== undefined)
  return !isMoney(unit) || all.every((one) => hasCents(one, unit))
}
