/** The only source of the present: ISO 8601 in UTC, with milliseconds. */
export interface Clock {
  now(): string;
}
