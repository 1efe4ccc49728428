import type { z } from 'zod';
import type { EventShape } from './event-shape.js';
import { allEvents } from './event-registry.js';

/** An event as stored in a log. From version 2 on, the type name contains the version (`ActReversed.v2`). */
export type StoredEvent = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

/**
 * The result of reading a stored event: the event in its newest version, or the reason why it cannot be read. `type` is
 * then its event type without version; null if the type is unknown.
 */
export type Reading =
  | Readonly<{ kind: 'read'; event: StoredEvent }>
  | Readonly<{ kind: 'unreadable'; because: string; type: string | null }>;

/**
 * Converts the data of one version into the next. It is a pure function, and the only code that knows the older
 * version.
 */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The upcasters, by the stored type name that each converts. */
export const upcasters: Readonly<Record<string, Upcaster>> = {
  // Version 1 had no ground, and every reversal released the reference.
  ActReversed: (data) => ({ ...data, ground: null, releases: true }),
};

/** The type name under which a version of an event is stored. It never changes. */
export const storedName = ({ type, version }: Pick<EventShape, 'type' | 'version'>): string =>
  version === 1 ? type : `${type}.v${String(version)}`;

/** Reads stored events and gives the type names for storing events, for one set of event shapes. */
export interface Contract {
  /** Reads a stored event and converts it to the newest version of its shape. */
  read(stored: StoredEvent): Reading;
  /** The type name under which the newest version of an event is stored. */
  nameOf(type: string): string;
}

const versioned = /^(.+)\.v\d+$/;

/** The type name without its version; names of first versions contain none. */
const baseOf = (name: string): string => versioned.exec(name)?.[1] ?? name;

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  const where =
    issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  return `its content does not fit its shape${where}: ${issue?.message ?? 'unknown'}`;
};

class EventContract implements Contract {
  private readonly shapes = new Map<string, EventShape>();
  private readonly newest = new Map<string, string>();

  constructor(
    events: readonly EventShape[],
    private readonly steps: Readonly<Record<string, Upcaster>>,
  ) {
    for (const shape of events) {
      this.shapes.set(storedName(shape), shape);
      const known = this.shapes.get(this.newest.get(shape.type) ?? '');
      if (known === undefined || known.version < shape.version)
        this.newest.set(shape.type, storedName(shape));
    }
  }

  nameOf(type: string): string {
    return this.newest.get(type) ?? type;
  }

  read({ type: name, data }: StoredEvent): Reading {
    const shape = this.shapes.get(name);
    if (shape === undefined) {
      const type = this.newest.has(baseOf(name)) ? baseOf(name) : null;
      const because = `this version of the ledger does not know ${name}; a newer one has written it`;
      return { kind: 'unreadable', because, type };
    }
    const { type } = shape;
    const checked = shape.data.safeParse(data);
    if (!checked.success) return { kind: 'unreadable', because: firstIssue(checked.error), type };
    const newest = this.nameOf(type);
    return { kind: 'read', event: { type, data: name === newest ? data : this.upcast(shape, data) } };
  }

  private upcast({ type, version }: EventShape, data: StoredEvent['data']): StoredEvent['data'] {
    let now = data;
    const last = this.shapes.get(this.nameOf(type))?.version ?? version;
    for (let at = version; at < last; at += 1) {
      const name = storedName({ type, version: at });
      const step = this.steps[name];
      if (step === undefined) throw new Error(`${name} has no upcaster`);
      now = step(now);
    }
    return now;
  }
}

export const contractOf = (
  events: readonly EventShape[],
  steps: Readonly<Record<string, Upcaster>>,
): Contract => new EventContract(events, steps);

/** The contract of all events of the ledger. */
export const ledgerContract = contractOf(allEvents, upcasters);
