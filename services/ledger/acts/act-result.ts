import type { ResultRead } from '@ledger/schema/catalogue/case-outcomes.js';
import type { ActResult } from '@ledger/schema/events/values.js';

/** How a correction changes the result of an act. */
export type ResultChange = Readonly<{
  /** Fields stated explicitly. A missing field stays unchanged, null clears it. */
  said: Partial<ResultRead>;
  /** The result read from the corrected note; null if the note is not corrected. */
  read: ResultRead | null;
}>;

type Field = keyof ResultRead;
type Stated<T> = Readonly<{ value: T | null; said: boolean }>;

/** A stated value stays until another is stated; a value read from a note changes with the note. */
const stated = <T>(now: Stated<T>, said: T | null | undefined, read: T | null | undefined): Stated<T> => {
  if (said !== undefined) return { value: said, said: said !== null };
  return read === undefined || now.said ? now : { value: read, said: false };
};

const nowOf = <F extends Field>(result: ActResult | null, field: F): Stated<NonNullable<ActResult[F]>> => ({
  value: result?.[field] ?? null,
  said: result?.said.includes(field) ?? false,
});

/** The result of an act once a correction is applied; null if neither outcome nor satisfaction is known. */
export const resultAfter = (now: ActResult | null, { said, read }: ResultChange): ActResult | null => {
  const outcome = stated(nowOf(now, 'outcome'), said.outcome, read?.outcome);
  const satisfied = stated(nowOf(now, 'satisfied'), said.satisfied, read?.satisfied);
  if (outcome.value === null && satisfied.value === null) return null;
  const fields: Field[] = [];
  if (outcome.said) fields.push('outcome');
  if (satisfied.said) fields.push('satisfied');
  return { outcome: outcome.value, satisfied: satisfied.value, said: fields };
};

/** The result of an act as entered; a stated value takes precedence over one read from the note. */
export const resultOf = ({ outcome, satisfied }: ResultRead, read: ResultRead | null): ActResult | null =>
  resultAfter(null, {
    said: { ...(outcome === null ? {} : { outcome }), ...(satisfied === null ? {} : { satisfied }) },
    read,
  });
