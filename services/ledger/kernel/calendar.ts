import { isPlainDate, type PlainDate } from '@ledger/schema/events/brands.js';

/** A calendar day, `YYYY-MM-DD`. Sorting the texts sorts the days. */
export { isPlainDate, type PlainDate };

/** The day with these numbers; null if it does not exist (30 February does not become 2 March). */
export const plainDate = (year: number, month: number, day: number): PlainDate | null => {
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isPlainDate(text) ? text : null;
};

export const yearOf = (day: PlainDate): number => Number(day.slice(0, 4));
/** The month, `YYYY-MM`. */
export const monthOf = (day: PlainDate): string => day.slice(0, 7);

const shanghaiOffsetMs = 8 * 60 * 60 * 1000;

/**
 * The day in Asia/Shanghai at an instant (ISO 8601, UTC). Throws RangeError if the text is not an instant. The offset
 * is always +08:00: China has had no daylight saving time since 1991.
 */
export const shanghaiDate = (instant: string): PlainDate => {
  const at = Date.parse(instant);
  const text = Number.isNaN(at) ? '' : new Date(at + shanghaiOffsetMs).toISOString().slice(0, 10);
  if (!isPlainDate(text)) throw new RangeError(`${instant} is not an instant`);
  return text;
};

/** The time in Asia/Shanghai at an instant (ISO 8601, UTC), as `YYYY-MM-DD HH:MM:SS`. */
export const shanghaiTime = (instant: string): string =>
  new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ');
