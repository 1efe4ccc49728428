import type { Place } from './place.js';
import type { Ran, Stage } from './stage.js';

/** Parses the output of a command with `--json`. Throws unless it is exactly one line of JSON. */
export const jsonOf = ({ stdout }: Ran): unknown => {
  const [line = '', rest, ...more] = stdout.split('\n');
  if (rest !== '' || more.length > 0) throw new Error(`not one line of JSON: ${stdout}`);
  return JSON.parse(line);
};

/** Runs a command that must succeed with empty stderr. Returns its JSON. */
export const asked = async (stage: Stage, place: Place, ...args: readonly string[]): Promise<unknown> => {
  const ran = await stage.ledger(place, ...args, '--json');
  expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
  return jsonOf(ran);
};

/** The state of one view as `status` reports it. */
export type ViewStatus = Readonly<{
  name: string;
  position: string;
  ordinal: number;
  lag: number;
  stopped: string | null;
  past: string;
}>;

export type Status = Readonly<{
  folder: string;
  owner: Readonly<{ pid: number; address: string | null }> | null;
  /** Whether this is the sample ledger, whose acts are invented. */
  sample: boolean;
  pair: Readonly<{ kind: string }>;
  events: number;
  position: string;
  engines: Readonly<Record<'log' | 'views' | 'keys', Readonly<{ engine: string; where: string }>>>;
  /** Size in bytes; null for data on a server. */
  disk: Readonly<Record<'log' | 'vault' | 'views', number | null>>;
  files: readonly Readonly<{ file: string; bytes: number }>[];
  views: readonly ViewStatus[];
  /** Builds of views and digests that were set aside, because they contain events that the log does not hold. */
  aside: readonly Readonly<{ view: string; build: number }>[];
}>;

export const statusOf = async (stage: Stage, place: Place): Promise<Status> =>
  // Unchecked cast to the documented output of the command. The cases that read it prove it.
  (await asked(stage, place, 'status')) as Status;
