import { rankOf, type RefusalCode } from '@ledger/ledger/kernel/refusals.js';

/** A flaw that can be put into a valid example, and the refusal that this flaw alone causes. */
export type Flaw<T> = Readonly<{
  code: RefusalCode;
  /** Flaws with the same aspect cannot occur together. */
  aspect: string;
  spoil: (example: T) => T;
}>;

export type Clash<T> = Readonly<{ higher: RefusalCode; lower: RefusalCode; spoil: (example: T) => T }>;

/** All pairs of flaws that can occur together. The refusal must be the one with the higher rank. */
export const clashesOf = <T>(flaws: readonly Flaw<T>[]): readonly Clash<T>[] =>
  flaws.flatMap((one, index) =>
    flaws
      .slice(index + 1)
      .filter((other) => other.aspect !== one.aspect)
      .map((other) => {
        const [higher, lower] = rankOf(one.code) < rankOf(other.code) ? [one, other] : [other, one];
        return {
          higher: higher.code,
          lower: lower.code,
          spoil: (example: T) => other.spoil(one.spoil(example)),
        };
      }),
  );
