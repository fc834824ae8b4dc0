/** Random decisions that a seed repeats. */
export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** From `min` up to `max`, evenly distributed. */
  between(min: number, max: number): number;
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError if there is nothing to pick from. */
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
  /** Another source that follows from this one's seed and a name: what one part of a run draws does not shift what others draw. */
  fork(name: string): Random;
}

/** Mulberry32: 32 bits of state are plenty for choosing victims. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (min: number, max: number) => min + fraction() * (max - min);
  const integer = (min: number, max: number) => Math.floor(between(min, max + 1));

  return {
    fraction,
    between,
    integer,
    chance: (probability) => fraction() < probability,
    pick: <T>(items: readonly T[]): T => {
      const position = integer(0, items.length - 1);
      for (const item of items.slice(position, position + 1)) return item;
      throw new RangeError('There is nothing to pick from.');
    },
    shuffled: <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, order: fraction() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
    fork: (name) => {
      let forked = seed;
      for (let i = 0; i < name.length; i += 1) forked = Math.imul(forked ^ name.charCodeAt(i), 16_777_619);
      return createRandom(forked);
    },
  };
}
