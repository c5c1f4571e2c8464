/** A value that a file or a person states of a field; `null` says that nothing is stated. */
export type FieldValue = string | number | boolean | null
export type Fields = Readonly<Record<string, FieldValue>>

/** One field that differs; `kept` says that both sides changed and ours stays. */
export type FieldDifference = {
  readonly field: string
  readonly before: FieldValue
  readonly after: FieldValue
  readonly kept: boolean
}

export type RowDifference = {
  readonly change: 'unchanged' | 'changed' | 'conflict'
  readonly fields: readonly FieldDifference[]
  /** What must be written. */
  readonly set: Fields
  /** What the file says, to be kept as the base of the next difference. */
  readonly base: Fields
}

/**
 * What a file changes in one row, field by field: what the last file said (base), what this one says (theirs), what stands (ours).
 *
 * A field the file does not state (`null`, missing) never erases anything. Ours = theirs, or base = theirs: nothing to do, a
 * correction made by hand stays. Base = ours, or nothing stands and no file ever spoke: theirs is written. Otherwise both changed:
 * ours is kept, and the field is listed as a conflict. Once accepted, a conflict is settled: the same file again changes nothing.
 */
export function rowDifference(sides: {
  readonly base: Fields
  readonly ours: Fields
  readonly theirs: Fields
}): RowDifference {
  const differences = Object.entries(sides.theirs).flatMap(([field, after]) => {
    const difference = fieldDifference(field, sides.base[field] ?? null, sides.ours[field] ?? null, after)
    return difference === undefined ? [] : [difference]
  })
  const isConflict = differences.some((one) => one.kept)
  return {
    change: isConflict ? 'conflict' : differences.length > 0 ? 'changed' : 'unchanged',
    fields: differences,
    set: Object.fromEntries(differences.filter((one) => !one.kept).map((one) => [one.field, one.after])),
    base: { ...sides.base, ...stated(sides.theirs) },
  }
}

function fieldDifference(
  field: string,
  base: FieldValue,
  ours: FieldValue,
  theirs: FieldValue,
): FieldDifference | undefined {
  if (theirs === null || theirs === ours || theirs === base) return undefined
  return { field, before: ours, after: theirs, kept: base !== ours }
}

/** The fields that say something. */
export function stated(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
