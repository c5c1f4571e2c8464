declare const brand: unique symbol

/** A value that looks like `T` but may not be mistaken for another one of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
