import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../measure.js';
import { perSecond } from '../measure.js';
import { Side, type Answer, type Holding, type Phase } from './side-process.js';
import { writeSeason, type Expected, type Season } from './season.js';

/** The season is imported in three parts, by both sides in turn, so that a slow minute of the machine affects both. */
const turns = 3;
const secondsMax = 120;
const megabytesMax = 1_000;
const ratioMin = 0.8;

type Imported = Extract<Answer, { type: 'imported' }>;

/** The results of one side (the ledger or the hand-written ledger) over all parts. */
type Run = Readonly<{ seconds: number; together: number; phases: readonly Phase[]; holding: Holding }>;

const secondsOf = (phases: readonly Phase[]): number => phases.reduce((sum, { seconds }) => sum + seconds, 0);

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const report = (side: string, { phases, rows }: Imported): void => {
  for (const { name, seconds, memory } of phases) {
    const of = Object.entries(memory).map(([process, mb]) => `${process} ${mb.toFixed(0)} MB`);
    say(`  ${side}: ${String(rows)} rows ${name} in ${seconds.toFixed(1)} s; at most ${of.join(', ')}`);
  }
};

/** Throws when the totals of a side differ from the sums that the generator of the season has counted. */
const compare = (side: string, { expected, byKind }: Season, holding: Holding): void => {
  const same = (what: string, found: Expected | undefined, wanted: Expected): void => {
    for (const measure of ['acts', 'people', 'fen'] as const) {
      if (found?.[measure] === wanted[measure]) continue;
      throw new Error(
        `${side}: ${what} has ${String(found?.[measure])} ${measure}, not ${String(wanted[measure])}`,
      );
    }
  };
  same('the season', holding, expected);
  for (const [kind, wanted] of byKind) same(kind, holding.byKind[kind], wanted);
};

const partsOf = (files: readonly string[]): readonly (readonly string[])[] => {
  const size = Math.ceil(files.length / turns);
  return Array.from({ length: turns }, (_, turn) => files.slice(turn * size, (turn + 1) * size));
};

const modules = { ledger: './ledger-process.js', 'hand-written': './hand-written-process.js' } as const;
type Name = keyof typeof modules;
const names = ['hand-written', 'ledger'] as const;

type Sides = Readonly<Record<Name, Readonly<{ side: Side; imported: Imported[] }>>>;

const openSides = (folder: string): Sides => {
  const open = (name: Name): Sides[Name] => {
    const own = join(folder, name);
    mkdirSync(own);
    return { side: new Side(modules[name], own), imported: [] };
  };
  return { 'hand-written': open('hand-written'), ledger: open('ledger') };
};

const importPart = async (
  name: Name,
  { side, imported }: Sides[Name],
  files: readonly string[],
): Promise<void> => {
  const answer = await side.ask({ type: 'import', files }, 'imported');
  if (answer.refused > 0) throw new Error(`${name} refused ${String(answer.refused)} rows of the season`);
  report(name, answer);
  imported.push(answer);
};

const ended = async (name: Name, { side, imported }: Sides[Name], season: Season): Promise<Run> => {
  const { holding } = await side.ask({ type: 'totals', kinds: [...season.byKind.keys()] }, 'totals');
  compare(name, season, holding);
  await side.ask({ type: 'close' }, 'closed');
  const all = imported.flatMap(({ phases }) => phases);
  const together = Math.max(...all.map((each) => each.together));
  return { seconds: secondsOf(all), together, phases: all, holding };
};

const importedInTurn = async (folder: string, season: Season): Promise<Readonly<Record<Name, Run>>> => {
  const sides = openSides(folder);
  try {
    for (const files of partsOf(season.files)) {
      for (const name of names) await importPart(name, sides[name], files);
    }
    const [peer, ours] = [sides['hand-written'], sides.ledger];
    return {
      'hand-written': await ended('hand-written', peer, season),
      ledger: await ended('ledger', ours, season),
    };
  } finally {
    for (const name of names) sides[name].side.kill();
  }
};

const mostOf = ({ phases }: Run): string => {
  const most = new Map<string, number>();
  for (const { memory } of phases)
    for (const [name, mb] of Object.entries(memory)) most.set(name, Math.max(mb, most.get(name) ?? 0));
  return [...most].map(([name, mb]) => `${name} ${mb.toFixed(0)} MB`).join(', ');
};

const sizeOf = ({ documents, bytesOnDisk }: Holding, acts: number): string =>
  `${(documents / acts).toFixed(2)} documents kept an act, ${(bytesOnDisk / 1e6).toFixed(0)} MB on disk`;

const rowsOf = (
  season: Season,
  { ledger, 'hand-written': peer }: Readonly<Record<Name, Run>>,
): readonly Row[] => {
  const acts = season.expected.acts;
  const ratio = peer.seconds / ledger.seconds;
  const theirs = `hand-written ledger: ${perSecond(acts / peer.seconds)} (${peer.seconds.toFixed(1)} s)`;
  const name = `the season of ${acts.toLocaleString('en')} acts taken in, all views caught up`;
  return [
    {
      name,
      figure: `${ledger.seconds.toFixed(1)} s (${perSecond(acts / ledger.seconds)})`,
      peer: theirs,
      ratio,
      goal: `≤ ${String(secondsMax)} s`,
      reached: ledger.seconds <= secondsMax,
      notes: `acts, people and fen as generated; ${sizeOf(ledger.holding, acts)}`,
    },
    {
      name: `${name}, beside a hand-written ledger`,
      figure: perSecond(acts / ledger.seconds),
      peer: theirs,
      ratio,
      goal: `≥ ${String(ratioMin)} ×`,
      reached: ratio >= ratioMin,
      notes: `theirs: ${sizeOf(peer.holding, acts)}`,
    },
    {
      name: `${name}, resident memory of owner and projector together`,
      figure: `${ledger.together.toFixed(0)} MB`,
      peer: `hand-written ledger: ${peer.together.toFixed(0)} MB`,
      ratio: null,
      goal: `≤ ${String(megabytesMax)} MB`,
      reached: ledger.together <= megabytesMax,
      notes: mostOf(ledger),
    },
  ];
};

/** `BENCH_SHARE` (0 to 1) measures with only a part of the season, for a quick trial. */
const share = (): number => Number(process.env['BENCH_SHARE'] ?? '1');

export const seasonRows = async (folder: string): Promise<readonly Row[]> => {
  const own = join(folder, 'season');
  mkdirSync(own);
  const season = await writeSeason(own, { year: 2022, seed: 2022, share: share() });
  say(
    `  ${season.expected.acts.toLocaleString('en')} acts of ${season.expected.people.toLocaleString('en')} people`,
  );
  return rowsOf(season, await importedInTurn(own, season));
};
