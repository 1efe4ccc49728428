import { keepFilesPrivate } from '@ledger/runtime/engines/private-files.js';
import { ledgerProgram } from './program.js';
import { outliveReaders } from './terminal/output.js';

keepFilesPrivate();
outliveReaders();
try {
  await ledgerProgram(async (language) =>
    (await import('./ledger-at-hand.js')).openDoor(language),
  ).parseAsync();
} catch (error) {
  const { reportFailure } = await import('./terminal/command-failure.js');
  process.exitCode = reportFailure(error);
}
