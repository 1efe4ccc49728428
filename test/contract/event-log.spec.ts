import { upcastingLog } from '@ledger/infra/event-log/upcasting-log.js';
import { eventShape } from '@ledger/schema/events/event-shape.js';
import { contractOf } from '@ledger/schema/events/upcasters.js';
import { z } from 'zod';
import { embeddedLogs } from './embedded-places.js';
import { describeEventLog } from './event-log.js';
import { eventStoreLogs } from './eventstoredb-places.js';

/** Two event types for the suite; their data may be anything. */
const contract = contractOf(
  ['ActRecorded', 'WorkerErased'].map((type) => eventShape(type, 1, z.unknown())),
  {},
);

describeEventLog('embedded', embeddedLogs);
describeEventLog('eventstoredb', eventStoreLogs);
describeEventLog('upcasting', async () => {
  const place = await embeddedLogs();
  return { ...place, open: async () => upcastingLog(await place.open(), contract) };
});
