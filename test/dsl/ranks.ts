import { rankOf, type RefusalCode } from '@ledger/ledger/kernel/refusals.js';

/** Something that is wrong with an example, and the refusal that it causes when it is all that is wrong. */
export type Flaw<T> = Readonly<{
  code: RefusalCode;
  /** Flaws of one aspect exclude each other. */
  aspect: string;
  spoil: (example: T) => T;
}>;

export type Clash<T> = Readonly<{ higher: RefusalCode; lower: RefusalCode; spoil: (example: T) => T }>;

/** Every two flaws that can hold at once: the refusal of the higher rank is the one to be given. */
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
