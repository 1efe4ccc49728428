import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * The moments at which a process of the ledger can be made to die: each is passed by design, at a statement or behind
 * a commit, and not met by luck.
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
  /** Passed once in the life of a ledger, or of a process: when it first starts and takes its first numbers. */
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
/** What the rounds of kill -9 strike at. */
export type RoundMoment = (typeof moments)['owner' | 'projector'][number];
export type Moment = RoundMoment | (typeof moments)['start'][number];

export type Kill = Readonly<{
  at: Moment;
  /** The how many-th passage kills. */
  passage: number;
  /** Whether a projector that dies takes its owner along, as a power cut would. */
  family: boolean;
  /** A file that whoever dies leaves behind; while it is there nobody dies of this plan again. */
  mark: string;
}>;

/** What goes wrong in the processes that were started with this plan; it may be changed while they run. */
export type Plan = Readonly<{
  kill?: Kill;
  /** Files that find the disk full: `log.db`, `vault.db`, `views.db`. */
  full?: readonly string[];
  /** By how much the clock is wrong, in milliseconds. */
  clockMs?: number;
}>;

const variable = 'LEDGER_TEST_FAULTS';

/** Puts a plan in force at once and as a whole. */
export const putPlan = (file: string, plan: Plan): void => {
  writeFileSync(`${file}.draft`, JSON.stringify(plan));
  renameSync(`${file}.draft`, file);
};

/** What a process needs in its environment to be under a plan; its children are under it too. */
export const underPlan = (file: string): Readonly<Record<string, string>> => ({
  [variable]: file,
  NODE_OPTIONS: `--import=${new URL('../dist/faults/preload.js', import.meta.url).href}`,
});

/** The plan in force, read anew whenever it matters. */
export const planNow = (): Plan =>
  // Written by `putPlan` and by nothing else.
  JSON.parse(readFileSync(process.env[variable] ?? '', 'utf8')) as Plan;

const passages = new Map<string, number>();

const die = ({ mark, family }: Kill): void => {
  try {
    closeSync(openSync(mark, 'wx'));
  } catch {
    return; // This plan has been carried out.
  }
  if (family && process.argv[1]?.endsWith('projector-main.js') === true)
    process.kill(process.ppid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
};

/** Tells that a moment is passed; the process may not live to hear the answer. */
export const passing = (moment: Moment): void => {
  const { kill } = planNow();
  if (kill?.at !== moment) return;
  const count = (passages.get(kill.mark) ?? 0) + 1;
  passages.set(kill.mark, count);
  if (count >= kill.passage) die(kill);
};
