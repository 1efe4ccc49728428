import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { CommandHandler } from '@ledger/ledger/engine/command-handler.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import { isSample, markSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { enginesOf } from '../engines/engines.js';
import type { Settings } from '../engines/settings.js';
import { settingsSentences } from '../engines/settings-problems.js';
import { SampleFault } from '../faults/sample-fault.js';

type Ports = Readonly<{ log: EventLog; clock: Clock; ids: IdGenerator }>;

/**
 * Whether the opened ledger is a sample. An empty ledger is first marked as a sample if the settings request it. Throws
 * SampleFault if the settings request a sample and the ledger contains real acts.
 */
export const checkSample = async (settings: Settings, ports: Ports): Promise<boolean> => {
  if (!settings.sample) return isSample(ports.log);
  if (await markSample({ ...ports, handler: new CommandHandler({ ...ports, pause: eventLoopTurn }) })())
    return true;
  throw new SampleFault(
    ...settingsSentences.faultText('sampleInUse', { where: enginesOf(settings).log.where }),
  );
};
