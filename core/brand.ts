declare const brand: unique symbol;

/** Two strings that must not be swapped get two types. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
