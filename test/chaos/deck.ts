import type { Random } from './random.js';

/** Deals cards: nothing comes twice in one hand. What does not fit stays for another hand. */
export type Deck<T> = (count: number, fits?: (card: T) => boolean) => T[];

/** Everything's turn comes before anything's second; what is left over from the last deal comes first. */
export function createDeck<T>(cards: readonly T[], random: Random): Deck<T> {
  const stack: T[] = [];
  return (count, fits = () => true) => {
    const hand: T[] = [];
    while (hand.length < count) {
      const place = stack.findIndex((card) => fits(card) && !hand.includes(card));
      if (place === -1) stack.push(...random.shuffled(cards));
      else hand.push(...stack.splice(place, 1));
    }
    return hand;
  };
}
