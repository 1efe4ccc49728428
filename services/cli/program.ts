import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { CommandDoor } from '@ledger/runtime/ledger/command-door.js';
import { Command } from 'commander';
import { withImports, withReading, withUpkeep, type Run } from './command-lines.js';
import { commandCaller } from './terminal/command-caller.js';
import { parserSentence } from './terminal/parser-problems.js';
import { exitCodes } from './terminal/exit-codes.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';
import { logError } from './terminal/output.js';

/** Makes the door (entry point for orders) of one command. Errors and remarks are reported in the given language. */
export type OpenDoor = (language: Language) => Promise<CommandDoor>;

const withStart = (program: Command): void => {
  program
    .command('start')
    .description('serve the ledger over GraphQL; without LEDGER_DATA or a server: the sample')
    .action(async () => {
      const { runServer } = await import('@ledger/runtime/engines/server-process.js');
      const ended = await runServer();
      // This process ends by the same signal as the server, so that its parent process sees the signal.
      if ('signal' in ended) process.kill(process.pid, ended.signal);
      else process.exitCode = ended.code === 0 ? exitCodes.ok : exitCodes.impossible;
    });
};

/** The program `ledger`. The number that a command returns becomes the exit code of the process. */
export const ledgerProgram = (open: OpenDoor): Command => {
  const program = new Command('ledger')
    .description('The service ledger: what a union does for couriers, riders and drivers')
    .addHelpText(
      'after',
      '\nLEDGER_DATA names the data folder, LEDGER_MASTER_KEY_FILE the master key, PORT the port of “start”.\n' +
        'Exit code 0: done; 1: a check found something wrong; 2: it could not be done.',
    )
    .configureOutput({
      writeErr: logError,
      outputError: (message, write) => {
        write(parserSentence(languageOf(process.env), message));
      },
    })
    .exitOverride();
  const run: Run = async (work) => {
    const language = languageOf(process.env);
    const door = await open(language);
    try {
      process.exitCode = await work({ door, by: commandCaller(), language });
    } finally {
      await door.close();
    }
  };
  withStart(program);
  withImports(program, run);
  withReading(program, run);
  withUpkeep(program, run);
  return program;
};
