import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argument, Command, Option } from 'commander';
import { writtenMeanwhile } from '@ledger/test/dsl/terminal-writes.js';
import { ledgerProgram } from './program.js';
import { reportFailure } from './terminal/command-failure.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-closed-'));
const [sheet, mapping] = [join(folder, 'a.csv'), join(folder, 'mapping.json')];
beforeAll(() => {
  writeFileSync(sheet, '类别,日期\n');
  writeFileSync(mapping, '{}');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const refused: string[] = [];
beforeEach(() => refused.splice(0));
afterEach(() => {
  process.exitCode = undefined;
});

/** The program with a door (entry point for orders) that refuses every order. */
const closed = (): Command =>
  ledgerProgram(async () => ({
    handle: async ({ order, by }) => {
      refused.push(`${order} by ${by.role}`);
      throw new Error(`the door is closed for ${order}`);
    },
    close: async () => undefined,
  }));

/** A valid value for each argument, by its name, and for each option with a value, by its flags. */
const values: Readonly<Record<string, string>> = {
  ...{ files: sheet, batch: 'i1', worker: '000000175', id: 'passbook-1-2024.0', view: 'totals', key: 'a' },
  ...{ '--office <code>': 'KQ', '--mapping <file>': mapping, '--worksheet <name>': 'a' },
  ...{ '--rows <number>': '1', '--sum <yuan>': '1', '--refused <file>': join(folder, 'refused.csv') },
  ...{ '--reason <text>': 'x', '--district <code>': '330603', '--out <file>': join(folder, 'out.csv') },
  ...{ '--from <month>': '2024-01', '--to <month>': '2024-02', '--recorded-to <month>': '2024-03' },
  ...{ '--from <day>': '2024-01-01', '--to <day>': '2024-02-01', '--by <split>': 'month' },
  ...{ '--kind <code...>': 'health-check', '--category <code...>': 'health', '--sex <sex...>': 'female' },
  ...{ '--occupation <text...>': '骑手', '--employer <text...>': '饿了么', '--state <state...>': 'paid' },
  ...{ '--requested-by <who>': 'li', '--approved-by <who>': 'li', '--paid-by <who>': 'li' },
  ...{ '--requested-from <day>': '2024-01-01', '--requested-to <day>': '2024-02-01' },
  ...{ '--approved-from <day>': '2024-01-01', '--approved-to <day>': '2024-02-01' },
  ...{ '--paid-from <day>': '2024-01-01', '--paid-to <day>': '2024-02-01' },
  ...{ '--by <step>': 'paid', '--session <id>': 'gathering-1' },
};

const valueOf = (name: string): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`nobody says what stands for ${name}`);
  return value;
};

const said = ({ long, flags, required }: Option): readonly string[] =>
  required ? [long ?? '', valueOf(flags)] : [long ?? ''];

/** Options that need another option. */
const together: Readonly<Record<string, readonly string[]>> = {
  'verify --accept': ['--log'],
  'import --corrections': ['--reason', 'x'],
  'import --reason': ['--corrections'],
};

/** Command lines: each command with its required arguments alone, and with each of its options. */
const linesOf = (command: Command, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (command.commands.length > 0)
    return command.commands.flatMap((each) => linesOf(each, [...path, each.name()]));
  const given = ({ required }: Argument, all: boolean): boolean => all || required;
  const argued = (all: boolean): readonly string[] => [
    ...path,
    ...command.registeredArguments.filter((each) => given(each, all)).map((each) => valueOf(each.name())),
    ...command.options.filter((each) => each.mandatory).flatMap(said),
  ];
  const optional = command.options.filter((each) => !each.mandatory);
  const beside = optional.map((option) => [
    ...argued(true),
    ...said(option),
    ...(together[[...path, option.long].join(' ')] ?? []),
  ]);
  return [argued(false), ...beside];
};

/** This command sends no order: it starts the server process, which has its own door. */
const started = 'start';

const lines = linesOf(closed()).filter(([name]) => name !== started);

it('the command lines are found', () => {
  expect(lines.map((line) => line.join(' '))).toEqual(
    expect.arrayContaining(['verify --log', 'rebuild totals --back', 'repair totals', 'imports']),
  );
});

it.each(lines.map((line) => [line.join(' ').replaceAll(folder, '…'), line] as const))(
  'behind a door that refuses everything, nothing is answered to: ledger %s',
  async (_shown, line) => {
    const files = readdirSync(folder);
    const { answer, texts } = await writtenMeanwhile(() =>
      closed()
        .parseAsync([...line], { from: 'user' })
        .then(() => process.exitCode ?? 0, reportFailure),
    );
    expect([answer, texts.stdout]).toStrictEqual([2, '']);
    expect(refused).toStrictEqual([expect.stringMatching(/^\w+ by caseworker$/)]);
    expect(readdirSync(folder)).toStrictEqual(files);
  },
);
