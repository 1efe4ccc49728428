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
  const { endedBy } = await import('./terminal/early-end.js');
  process.exitCode = endedBy(error);
}
