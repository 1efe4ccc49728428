import type { z } from 'zod';

/** The contract of a stored event: its type name, which never changes, the version of its shape, and the shape. */
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

/** The TypeScript type of the events that a shape describes. */
export type EventOf<S> =
  S extends EventShape<infer T, infer D> ? Readonly<{ type: T; data: Readonly<z.infer<D>> }> : never;
