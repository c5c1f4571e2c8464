import type { ChargeField, Comparison, Condition } from './allocation.schemas.ts'
import type { AllocatableCharge, Tags } from './charge.ts'

/** Whether a condition holds of a charge and its tags. */
export type ConditionTest = (charge: AllocatableCharge, tags: Tags) => boolean

/** Makes a condition ready: read once, then asked of each charge. */
export function conditionTest(condition: Condition): ConditionTest {
  if (condition.on === 'tag-present') {
    const key = condition.key.trim().toLowerCase()
    return (_charge, tags) => tags.values.has(key)
  }
  const agrees = textTest(condition.how, condition.values)
  if (condition.on === 'tag') {
    const key = condition.key.trim().toLowerCase()
    return (_charge, tags) => {
      const value = tags.values.get(key)
      return value !== undefined && agrees(value)
    }
  }
  const field: ChargeField = condition.on
  return (charge) => agrees(charge[field])
}

/** Whether a text agrees with one of the values; capitals and small letters are one, spaces around do not count. */
export function textTest(how: Comparison, values: readonly string[]): (text: string) => boolean {
  const wanted = values.map((value) => value.trim().toLowerCase())
  if (how === 'is') {
    const all = new Set(wanted)
    return (text) => all.has(text.trim().toLowerCase())
  }
  if (how === 'starts') {
    return (text) => {
      const read = text.trim().toLowerCase()
      return wanted.some((value) => read.startsWith(value))
    }
  }
  const patterns = wanted.map((value) => value.split('*'))
  return (text) => {
    const read = text.trim().toLowerCase()
    return patterns.some((pieces) => isLike(read, pieces))
  }
}

/** Pieces between `*` found one after the other, first and last at the ends: at worst the length of the text times the number of pieces. */
function isLike(text: string, pieces: readonly string[]): boolean {
  const [first = ''] = pieces
  if (pieces.length === 1) return text === first
  const last = pieces.at(-1) ?? ''
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}
