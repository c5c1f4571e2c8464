/** A text of a dictionary: words with `{name}` places, or a pair chosen by `count`. */
export type Text = string | { readonly one: string; readonly other: string }

/** The same keys as the French file, in another language: a missing or extra key does not compile. */
export type SameKeys<T> = { readonly [K in keyof T]: Text }

export type TextParams = Readonly<Record<string, string | number>>

/** Puts the values in their places; a place without a value stays visible, so that it is seen and mended. */
export function filled(text: Text, params: TextParams, plural: Intl.PluralRules): string {
  const count = params['count']
  const words =
    typeof text === 'string'
      ? text
      : text[typeof count === 'number' && plural.select(count) === 'one' ? 'one' : 'other']
  return words.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[`${name}Text`] ?? params[name]
    return value === undefined ? place : String(value)
  })
}
