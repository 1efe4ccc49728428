import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { districtFrom } from '@ledger/ledger/kernel/identifiers.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import { sessionStream } from '@ledger/ledger/reading/input-reader.js';
import {
  type PayoutFilter,
  type PayoutStep,
  type StepFilter,
} from '@ledger/projections/payouts/payouts-queries.js';
import { isTotalled } from '@ledger/projections/totals/totals-queries.js';
import { categoryOfCode, kindsIn } from '@ledger/schema/catalogue/categories.js';
import { nation } from '@ledger/schema/catalogue/districts.js';
import { kindNamed } from '@ledger/schema/catalogue/kinds.js';

/**
 * An invalid part of a filter: the text as the client wrote it, or the two ends of a period that ends before it begins.
 * `step` is the step of payouts that the days belong to; null if they are those of the whole filter.
 */
export type FilterProblem =
  | Readonly<{ what: 'district' | 'kind' | 'category' | 'session'; text: string }>
  | Readonly<{ what: 'day'; step: PayoutStep | null; field: 'from' | 'to'; text: string }>
  | Readonly<{ what: 'period'; step: PayoutStep | null; from: string; to: string }>;

type Given<T> = T | null | undefined;

type GivenStep = Readonly<{ by?: Given<string>; from?: Given<string>; to?: Given<string> }>;

/**
 * Validates the filters of queries, exports and commands by the same rules. `faultOf` makes the error that is thrown,
 * because API and command line use different errors.
 */
export class FilterParser {
  constructor(private readonly faultOf: (problem: FilterProblem) => Error) {}

  /** Code of a district, which includes all districts below it; null stands for the whole country. */
  district(text: Given<string>): string | null {
    const code = text == null ? nation : districtFrom(text);
    if (!isTotalled(code)) throw this.faultOf({ what: 'district', text: text ?? '' });
    return code === nation ? null : code;
  }

  /**
   * Codes of the kinds that match the given kinds (codes or Chinese names) and categories; a kind must match both if
   * both are given. Null stands for all kinds.
   */
  kinds(words: Given<readonly string[]>, categories?: Given<readonly string[]>): readonly string[] | null {
    const codes = words?.map((text) => {
      const kind = kindNamed(text);
      if (kind === undefined) throw this.faultOf({ what: 'kind', text });
      return kind.code;
    });
    if (categories == null) return codes ?? null;
    const none = categories.find((code) => categoryOfCode(code) === undefined);
    if (none !== undefined) throw this.faultOf({ what: 'category', text: none });
    const byCategory = categories.flatMap(kindsIn);
    return codes?.filter((code) => byCategory.includes(code)) ?? byCategory;
  }

  /** Two days, both included; null for an end that was not given. */
  days(
    from: Given<string>,
    to: Given<string>,
    step: PayoutStep | null = null,
  ): Readonly<{ from: string | null; to: string | null }> {
    return this.period({ from: this.day(step, 'from', from), to: this.day(step, 'to', to) }, step);
  }

  /** Who took each step of payouts, and on which days; no condition for a step that was not given. */
  steps(given: (step: PayoutStep) => Given<GivenStep>): PayoutFilter['steps'] {
    const read = (step: PayoutStep): StepFilter => {
      const { by, from, to } = given(step) ?? {};
      return { by: by ?? null, ...this.days(from, to, step) };
    };
    return { requested: read('requested'), approved: read('approved'), paid: read('paid') };
  }

  /** Checks that a period of days or months does not end before it begins. */
  period<T extends string | null>(
    period: Readonly<{ from: T; to: T }>,
    step: PayoutStep | null = null,
  ): Readonly<{ from: T; to: T }> {
    const { from, to } = period;
    if (from !== null && to !== null && from > to) throw this.faultOf({ what: 'period', step, from, to });
    return period;
  }

  /** The stream of a session; null if no session was given. */
  session(text: Given<string>): StreamId | null {
    if (text == null) return null;
    const stream = sessionStream(text);
    if (stream === null) throw this.faultOf({ what: 'session', text });
    return stream;
  }

  private day(step: PayoutStep | null, field: 'from' | 'to', text: Given<string>): string | null {
    if (text != null && !isPlainDate(text)) throw this.faultOf({ what: 'day', step, field, text });
    return text ?? null;
  }
}
