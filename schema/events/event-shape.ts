import type { z } from 'zod';

/** A stored event: its name for ever, the version of its shape, and the shape. */
export type EventShape<T extends string = string, S extends z.ZodType = z.ZodType> = Readonly<{
  type: T;
  version: number;
  data: S;
}>;

export const eventShape = <T extends string, S extends z.ZodType>(
  type: T,
  version: number,
  data: S,
): EventShape<T, S> => ({ type, version, data });

/** The event type that a shape describes, as the core sees it. */
export type EventOf<S> =
  S extends EventShape<infer T, infer D> ? Readonly<{ type: T; data: Readonly<z.infer<D>> }> : never;
