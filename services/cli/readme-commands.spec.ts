import { readmes, readmeText } from '@ledger/test/support/readme-blocks.js';
import type { Command } from 'commander';
import { ledgerProgram } from './program.js';

const program = ledgerProgram(async () => {
  throw new Error('no command is run here');
});

/** Code within the sentences of the READMEs, by words; their fenced blocks are run by a journey. */
const inline: readonly (readonly string[])[] = readmes.flatMap((document) =>
  [
    ...readmeText(document)
      .replaceAll(/```[\s\S]*?```/g, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, code = '']) => code.split(' ')),
);

const optionsOf = (command: Command): readonly string[] => [
  ...command.options.map(({ long }) => long ?? ''),
  ...command.commands.flatMap(optionsOf),
];

const commandOf = ([word, ...words]: readonly string[], of: Command = program): Command => {
  const found = of.commands.find((command) => command.name() === word);
  return found === undefined ? of : commandOf(words, found);
};

const ofLedger = inline
  .filter(({ length, 0: first }) => first === 'ledger' && length > 1)
  .map(([, ...words]) => words);

it('each command that a sentence of the READMEs names exists, with its options', () => {
  const unknown = ofLedger.filter((words) => {
    const command = commandOf(words);
    const options = words.filter((word) => word.startsWith('--'));
    return command === program || options.some((option) => !optionsOf(command).includes(option));
  });
  expect(unknown).toStrictEqual([]);
  expect(ofLedger.length).toBeGreaterThan(0);
});

it('each option that a sentence of the READMEs names is one of a command', () => {
  const known = ['--help', ...optionsOf(program)];
  const options = inline.flatMap(([first = '']) => (first.startsWith('--') ? [first] : []));
  expect(options.filter((option) => !known.includes(option))).toStrictEqual([]);
  expect(options.length).toBeGreaterThan(0);
});
