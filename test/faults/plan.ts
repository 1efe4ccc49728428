import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * The moments at which a process of the ledger can be killed: before or after certain statements and commits. The tests
 * choose the moment, so that they do not depend on luck.
 */
export const moments = {
  owner: [
    'log: within the group of a commit',
    'log: in front of the commit',
    'log: between commit and acknowledgement',
    'log: between reservation and act',
    'log: between act and what follows it',
    'vault: in front of the commit',
    'vault: between keys and act',
  ],
  projector: [
    'views: within a put',
    'views: between put and checkpoint',
    'views: in front of the commit of the checkpoint',
    'views: behind the checkpoint',
    'views: between digests and their checkpoint',
  ],
  /**
   * Moments that occur only once in the life of a ledger or of a process: at the first start, and when it takes its
   * first worker numbers.
   */
  start: [
    'start: in front of the commit of the vault',
    'start: between the vault and its master key',
    'start: between vault and log',
    'start: in front of the commit of the log',
    'start: between log and binding',
    'start: behind the binding',
    'start: between the note of a block and the log',
  ],
} as const;
/** The moments at which repeated rounds of kill -9 can kill. */
export type RoundFaultPoint = (typeof moments)['owner' | 'projector'][number];
export type FaultPoint = RoundFaultPoint | (typeof moments)['start'][number];

export type Kill = Readonly<{
  at: FaultPoint;
  /** The process is killed when it passes the moment for the nth time. */
  passage: number;
  /** Whether a killed projector also kills its owner process, as a power failure would. */
  family: boolean;
  /** A file that the killed process creates. While the file exists, this plan kills no other process. */
  mark: string;
}>;

/** The faults of the processes that run under this plan. The plan can be changed while they run. */
export type Plan = Readonly<{
  kill?: Kill;
  /** The database files that cannot grow, as on a full disk: `log.db`, `vault.db`, `views.db`. */
  full?: readonly string[];
  /** How much the clock is wrong, in milliseconds. */
  clockMs?: number;
}>;

const variable = 'LEDGER_TEST_FAULTS';

/** Puts a plan into force. The file is replaced by a rename, so that a process never reads half a plan. */
export const putPlan = (file: string, plan: Plan): void => {
  writeFileSync(`${file}.draft`, JSON.stringify(plan));
  renameSync(`${file}.draft`, file);
};

/** The environment variables that put a process and its child processes under a plan. */
export const underPlan = (file: string): Readonly<Record<string, string>> => ({
  [variable]: file,
  NODE_OPTIONS: `--import=${new URL('../dist/faults/preload.js', import.meta.url).href}`,
});

/** The plan in force. It is read from the file each time, because it may change. */
export const planNow = (): Plan =>
  // The cast is safe: only `putPlan` writes this file.
  JSON.parse(readFileSync(process.env[variable] ?? '', 'utf8')) as Plan;

const passages = new Map<string, number>();

const die = ({ mark, family }: Kill): void => {
  try {
    closeSync(openSync(mark, 'wx'));
  } catch {
    return; // The mark exists: this plan has killed a process already.
  }
  if (family && process.argv[1]?.endsWith('projector-main.js') === true)
    process.kill(process.ppid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
};

/** Reports that the process passes a moment. The process may be killed here. */
export const passing = (moment: FaultPoint): void => {
  const { kill } = planNow();
  if (kill?.at !== moment) return;
  const count = (passages.get(kill.mark) ?? 0) + 1;
  passages.set(kill.mark, count);
  if (count >= kill.passage) die(kill);
};
