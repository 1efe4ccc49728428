import type { z } from 'zod';
import type { EventShape } from './event-shape.js';
import { allEvents } from './event-registry.js';

/** An event as a log holds it: the name carries the version, from the second on. */
export type StoredEvent = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

/** What a stored event says in its newest version; or why it cannot be read, and which event it is an older or newer form of. */
export type Reading =
  | Readonly<{ kind: 'read'; event: StoredEvent }>
  | Readonly<{ kind: 'unreadable'; because: string; type: string | null }>;

/** Brings the data of one version into the next: pure, and the only place that knows the older one. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The upcasters by the stored name that they take. */
export const upcasters: Readonly<Record<string, Upcaster>> = {
  // Nobody was asked for a ground then, and every reversal gave the reference free.
  ActReversed: (data) => ({ ...data, ground: null, releases: true }),
};

/** The name under which a version of an event is stored, for ever. */
export const storedName = ({ type, version }: Pick<EventShape, 'type' | 'version'>): string =>
  version === 1 ? type : `${type}.v${String(version)}`;

/** How events of one contract are read and stored. */
export interface Contract {
  /** What a stored event says, in the newest version of its shape. */
  read(stored: StoredEvent): Reading;
  /** The name under which an event in its newest version is stored. */
  nameOf(type: string): string;
}

const versioned = /^(.+)\.v\d+$/;

/** The name without its version; the names of first versions have none. */
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

/** The contract of this ledger. */
export const ledgerContract = contractOf(allEvents, upcasters);
