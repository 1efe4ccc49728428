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

/** The TypeScript type of the events that a shape describes; for a list of shapes, the union of their events. */
export type EventOf<S> = S extends readonly EventShape[]
  ? EventOf<S[number]>
  : S extends EventShape<infer T, infer D>
    ? Readonly<{ type: T; data: Readonly<z.infer<D>> }>
    : never;

/** The type names of a union of events. */
export type EventTypes<E> = ReadonlySet<string> & {
  /** Only for the compiler, never set at run time: it infers `E` from here, and rejects the type names of another union. */
  readonly __union?: (event: E) => E;
};

/** The type names of the events that these shapes describe. */
export const typesOf = <const S extends readonly EventShape[]>(shapes: S): EventTypes<EventOf<S>> =>
  new Set(shapes.map(({ type }) => type));
