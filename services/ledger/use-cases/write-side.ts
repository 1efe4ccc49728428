import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault } from '../ports/key-vault.js';
import type { Pause } from '../ports/pause.js';
import { amending, type Amending } from './amend-act.js';
import { actsElsewhere, type FindElsewhere } from './acts-elsewhere.js';
import { CommandHandler } from '../engine/command-handler.js';
import { people, type People } from './worker-numbers.js';
import { recording, type Recording } from './record-act.js';
import { correctWorker, type CorrectWorker } from './correct-worker.js';
import { eraseWorker, type EraseWorker } from './erase-worker.js';
import { registerWorker, type RegisterWorker } from './register-worker.js';

export type WritePorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  clock: Clock;
  pause: Pause;
  catalogue: Catalogue;
}>;

/** All services that write, built over one set of ports. */
export type WriteSide = Readonly<{
  handler: CommandHandler;
  people: People;
  recording: Recording;
  elsewhere: FindElsewhere;
  amending: Amending;
  registering: Readonly<{ register: RegisterWorker; correct: CorrectWorker; erase: EraseWorker }>;
}>;

export const writeSide = (ports: WritePorts): WriteSide => {
  const handler = new CommandHandler(ports);
  const withHandler = { ...ports, handler };
  const persons = people(withHandler);
  return {
    handler,
    people: persons,
    recording: recording({ ...withHandler, people: persons }),
    elsewhere: actsElsewhere({ ...ports, people: persons }),
    amending: amending(withHandler),
    registering: {
      register: registerWorker({ ...withHandler, people: persons }),
      correct: correctWorker(withHandler),
      erase: eraseWorker(withHandler),
    },
  };
};
