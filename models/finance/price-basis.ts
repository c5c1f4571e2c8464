declare const basis: unique symbol

/** Whether an amount or a rate counts inflation in (`nominal`: dollars of the day) or out (`real`: dollars of one base year). */
export type PriceBasis = 'nominal' | 'real'

/**
 * An estimate in Canadian dollars of one basis. It is a plain number when the program runs, but not for the compiler: `+`, `*` and mixing two
 * bases do not compile. `nominalCad` and `realCad` make one, `dollarsOf` reads it, `sumOfCad` adds several of one basis.
 */
export type Cad<B extends PriceBasis> = { readonly [basis]: (of: B) => B; readonly unit: 'CAD' }
export type NominalCad = Cad<'nominal'>
export type RealCad = Cad<'real'>

/** A rate a period (0.08 is 8 %) of one basis, kept apart in the same way: a real flow is never discounted at a nominal rate. */
export type Rate<B extends PriceBasis> = { readonly [basis]: (of: B) => B; readonly unit: 'ratio a period' }
export type NominalRate = Rate<'nominal'>
export type RealRate = Rate<'real'>

// The four casts of this file are the only doors between numbers and these types; they change nothing at run time.

/** Dollars of the basis that the caller states; `nominalCad` and `realCad` say it in their name. */
export const cadOf = <B extends PriceBasis>(dollars: number): Cad<B> => dollars as unknown as Cad<B>
/** Dollars of the year in which they are paid. */
export const nominalCad = (dollars: number): NominalCad => cadOf<'nominal'>(dollars)
/** Dollars of the base year. */
export const realCad = (dollars: number): RealCad => cadOf<'real'>(dollars)
/** The number of dollars, without its basis: for rounding, formatting, and calculations that put the basis back. */
export const dollarsOf = <B extends PriceBasis>(amount: Cad<B>): number => amount as unknown as number

/** A rate of the basis that the caller states. */
export const rateOf = <B extends PriceBasis>(ratio: number): Rate<B> => ratio as unknown as Rate<B>
/** A rate that counts inflation in. */
export const nominalRate = (ratio: number): NominalRate => rateOf<'nominal'>(ratio)
/** A rate above inflation. */
export const realRate = (ratio: number): RealRate => rateOf<'real'>(ratio)
/** The plain ratio: 0.08 for 8 %. */
export const ratioOf = <B extends PriceBasis>(rate: Rate<B>): number => rate as unknown as number

/** Sum of amounts of one basis, in their order; none sums to 0. */
export function sumOfCad<B extends PriceBasis>(amounts: readonly Cad<B>[]): Cad<B> {
  return cadOf(amounts.reduce((total, amount) => total + dollarsOf(amount), 0))
}

/** One amount less another of the same basis. */
export function differenceOfCad<B extends PriceBasis>(from: Cad<B>, taken: Cad<B>): Cad<B> {
  return cadOf(dollarsOf(from) - dollarsOf(taken))
}
