import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault } from '../ports/key-vault.js';
import { amending, type Amending } from './amend-act.js';
import { handling, type Handling } from '../engine/command-handler.js';
import { people, type People } from './worker-numbers.js';
import { recording, type Recording } from './record-act.js';
import { registering, type Registering } from './register-worker.js';

export type WritePorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  clock: Clock;
  catalogue: Catalogue;
}>;

/** Everything that writes, over one set of ports. */
export type WriteSide = Readonly<{
  handling: Handling;
  people: People;
  recording: Recording;
  amending: Amending;
  registering: Registering;
}>;

export const writeSide = (ports: WritePorts): WriteSide => {
  const handled = handling(ports);
  const withHandling = { ...ports, handling: handled };
  const persons = people(withHandling);
  return {
    handling: handled,
    people: persons,
    recording: recording({ ...withHandling, people: persons }),
    amending: amending(withHandling),
    registering: registering({ ...withHandling, people: persons }),
  };
};
