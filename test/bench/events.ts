import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import type { NewEvent } from '@ledger/ledger/ports/event-log.js';

/** The data of an imported row's event. Data and origin together have about 600 bytes. */
const data = {
  act: 0,
  kind: 'medical-mutual-aid-payout',
  on: '2024-07-14',
  district: '330784',
  place: null,
  worker: 1234,
  sex: 'male',
  occupation: '网约车司机',
  employer: '美团配送',
  session: null,
  headcount: 1,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 334_219,
  money: 'payout',
  name: null,
  note: null,
  office: 'ledger',
  reference: 'YK-2024-001340',
  judgedBy: null,
};

/** An event of the type that an import writes most. */
export const eventOf = (commandId: string, stream: string): NewEvent => ({
  id: identifiers.ofEvent(commandId, stream, 0),
  event: { type: 'ServiceRecorded', data },
  origin: {
    commandId,
    hash: 'q8sM0f2lJq3wT7aYb1cDkg',
    actor: 'bench',
    role: 'caseworker',
    district: null,
    at: '2026-01-01T00:00:00.000Z',
    correlation: commandId,
    cause: null,
  },
});
