/** A value while whoever makes it still writes to it. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
