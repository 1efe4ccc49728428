import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { embeddedLogs } from './embedded-places.js';
import { freshStream, newEvent, newEventAt, origin, to } from './event-log/event-log-setup.js';
import { eventStoreLogs } from './eventstoredb-places.js';
import { handlesOn, type MakePlace } from './places.js';

/** An event log that can also report the time of its last event. The clock guard needs this time at the start. */
type Clocked = EventLog & Readonly<{ lastRecordedAt: () => Promise<string | null> }>;

const engines: readonly (readonly [string, MakePlace<Clocked>])[] = [
  ['embedded', embeddedLogs],
  ['eventstoredb', eventStoreLogs],
];

const [early, late] = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'];

describe.each(engines)('the event log “%s” knows when its last event was recorded', (_name, place) => {
  const logs = handlesOn(place);

  it('which is never where it is empty, and then the last in the order of the log, also when opened anew', async () => {
    const log = await logs.open();
    expect(await log.lastRecordedAt()).toBeNull();
    const [one, two] = [freshStream(), freshStream()];
    await log.append([to(one, 'none', [newEvent(), newEventAt(late)])]);
    expect(await log.lastRecordedAt()).toBe(late);
    // The time of the last event, not the latest time of all: a clock may have been set back on purpose.
    await log.append([to(two, 'none', [newEventAt(early)])]);
    expect(await log.lastRecordedAt()).toBe(early);
    await log.append([to(one, 'none')]);
    expect(await log.lastRecordedAt()).toBe(early);
    const again = await logs.reopen();
    expect(await again.lastRecordedAt()).toBe(early);
    await again.append([to(one, 1)]);
    expect(await again.lastRecordedAt()).toBe(origin.at);
  });
});
