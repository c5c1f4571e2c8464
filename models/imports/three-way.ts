/** A value of a field, as compared between file and portfolio. */
export type FieldValue = string | number | boolean | null
export type FieldValues = Readonly<Record<string, FieldValue>>

export type FieldDifference = {
  readonly field: string
  readonly before: FieldValue
  readonly after: FieldValue
  /** True when the portfolio's own value was kept: a person had changed it since the last import. */
  readonly kept: boolean
}

export type ThreeWay = {
  readonly change: 'changed' | 'unchanged' | 'conflict'
  readonly fields: readonly FieldDifference[]
  readonly result: FieldValues
}

/**
 * What a re-imported row changes. `base` is what the last import said, `ours` what stands now, `theirs` what the file says.
 * The file's value is taken where nobody touched ours; where a person did (or stated it before any file spoke), ours is kept; where both moved apart, ours is kept and
 * the row is a conflict. A field that the file does not say (null) never erases one that stands.
 */
export function threeWay(base: FieldValues | null, ours: FieldValues, theirs: FieldValues): ThreeWay {
  const fields: FieldDifference[] = []
  const result: Record<string, FieldValue> = { ...ours }
  let isConflict = false
  for (const [field, after] of Object.entries(theirs)) {
    const before = ours[field] ?? null
    if (after === null || after === before) continue
    const isTouched = base === null ? before !== null : (base[field] ?? null) !== before
    if (!isTouched) {
      result[field] = after
      fields.push({ field, before, after, kept: false })
    } else if ((base?.[field] ?? null) !== after) {
      isConflict = true
      fields.push({ field, before, after, kept: true })
    }
  }
  const isChanged = fields.some((difference) => !difference.kept)
  return { change: isConflict ? 'conflict' : isChanged ? 'changed' : 'unchanged', fields, result }
}

/** A column that no field takes, kept as a fact. */
export type ExtraFact = { readonly name: string; readonly value: string }

/**
 * Facts of columns that no field takes which the file says anew or otherwise, by name; several values of one name are compared together.
 * No person edits them, so that the file's stand. A fact that the file does not say is not erased by its silence.
 */
export function changedFacts(before: readonly ExtraFact[], after: readonly ExtraFact[]): FieldDifference[] {
  const said = (facts: readonly ExtraFact[]) =>
    new Map(
      [...Map.groupBy(facts, (fact) => fact.name)].map(([name, list]) => [
        name,
        list.map((fact) => fact.value).join(' ; '),
      ]),
    )
  const former = said(before)
  return [...said(after)].flatMap(([field, value]) =>
    former.get(field) === value ? [] : [{ field, before: former.get(field) ?? null, after: value, kept: false }],
  )
}

/** What changes in a row, its facts counted: a row whose fields all stand is changed when a fact is. */
export function withFacts(change: ThreeWay['change'], facts: readonly FieldDifference[]): ThreeWay['change'] {
  return change === 'unchanged' && facts.length > 0 ? 'changed' : change
}
