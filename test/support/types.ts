/** For tests of types, which the compiler runs: `export type Checks = [Expect<Same<A, B>>, …]`. */

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- comparing two generic functions is what tells `any` apart */

/** `true` if both are the very same type, `false` if one merely fits the other. */
export type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

/** Does not compile unless it is given `true`. */
export type Expect<T extends true> = T;

/** An object type without a trace of how it was put together. */
type Flat<T> = T extends (...args: never) => unknown ? T : T extends object ? { [Key in keyof T]: Flat<T[Key]> } : T;
