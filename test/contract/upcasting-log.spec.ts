import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actReversed, counted, act } from '../dsl/acts.js';
import { serviceRecorded } from '../dsl/passbook.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import { happened, origin } from '../dsl/project.js';
import { openViews, type Views } from '../support/views.js';
import { beginning, digestAfter } from '@ledger/projections/digest/digest-chain.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { ledgerContract } from '@ledger/schema/events/upcasters.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { LogFault, type EventLog } from '@ledger/ledger/ports/event-log.js';
import { upcastingLog } from '@ledger/infra/event-log/upcasting-log.js';
import { collectionNames, runnersOf } from '../support/known-views.js';

const stream = streamId('passbook-1-2026');

/** A reversal event as version 1 of its type was written. */
const old: DomainEvent = {
  type: 'ActReversed',
  data: JSON.parse(
    readFileSync(join(workspaceRoot(), 'schema/events/fixtures/ActReversed.v1.json'), 'utf8'),
  ) as Record<string, unknown>,
};

let views: Views;
beforeEach(() => {
  views = openViews();
});
afterEach(() => views.close());

const log = () => upcastingLog(views.log, ledgerContract);

const readAll = async () => (await log().readAll(views.log.start, 10)).events;

describe('a log that an older ledger has begun', () => {
  it('is read in the newest version, the stored form beside it', async () => {
    await views.write(happened(stream, old));
    const read = await readAll();
    expect(read).toMatchObject([
      { event: { type: 'ActReversed', data: { ...old.data, ground: null } }, stored: old },
    ]);
    expect((await log().readStreams([stream])).get(stream)).toStrictEqual(read);
  });

  it('gets the newest version from now on, under its name', async () => {
    const event = actReversed(counted(act()), { ground: 'duplicate' });
    const events = [{ id: 'e1', event, origin }];
    expect(await log().append([{ stream, expected: 'none', events }])).toMatchObject([{ kind: 'appended' }]);
    expect((await views.log.readAll(views.log.start, 10)).events).toMatchObject([
      { event: { ...event, type: 'ActReversed.v2' } },
    ]);
    expect(await readAll()).toMatchObject([{ event }]);
  });

  it('keeps its digests: they are of the stored form', async () => {
    const [stored] = await views.write(happened(stream, old));
    const [read] = await readAll();
    if (stored === undefined || read === undefined) throw new Error('one event was written');
    expect(digestAfter(sha256, beginning, read)).toBe(digestAfter(sha256, beginning, stored));
    const { stored: _form, ...upcast } = read;
    expect(digestAfter(sha256, beginning, upcast)).not.toBe(digestAfter(sha256, beginning, stored));
  });
});

test('the totals of an old log are those of the same history in new words', async () => {
  const given = happened(stream, serviceRecorded(act()));
  const other = happened('passbook-2-2026', serviceRecorded(act()));
  const reversal = actReversed(counted(act()), { releases: true });
  const { ground: _ground, releases: _releases, ...before } = reversal.data;
  const totalsOf = async (ports: Views, inLog: EventLog) => {
    const all = projector(inLog, runnersOf({ log: inLog, store: ports.store }));
    await all.open();
    await all.catchUp();
    expect(all.views.map(({ incomplete }) => incomplete)).toStrictEqual(all.views.map(() => 0));
    return Object.values(await ports.documents(collectionNames.totals));
  };
  await views.write(given, other, happened(stream, { type: 'ActReversed', data: before }));
  const fresh = openViews();
  await fresh.write(given, other, happened(stream, { type: 'ActReversed.v2', data: reversal.data }));
  const found = await totalsOf(views, log());
  expect(found).toMatchObject([{ acts: 1 }]);
  expect(found).toStrictEqual(await totalsOf(fresh, upcastingLog(fresh.log, ledgerContract)));
  await fresh.close();
});

describe('an event that cannot be read', () => {
  const future: DomainEvent = { type: 'ActReversed.v9', data: {} };

  it('is marked where the whole log is read: nothing is skipped, the others are there', async () => {
    await views.write(happened(stream, old), happened(stream, future), happened(stream, old));
    expect((await readAll()).map(({ event, unreadable }) => [event.type, unreadable?.type])).toStrictEqual([
      ['ActReversed', undefined],
      ['ActReversed.v9', 'ActReversed'],
      ['ActReversed', undefined],
    ]);
  });

  it('keeps its stream from being decided on, with a sentence', async () => {
    await views.write(happened(stream, future));
    const fault: unknown = await log()
      .readStreams([stream])
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(LogFault);
    expect(fault).toMatchObject({
      code: 'UNREADABLE_EVENT',
      message: expect.stringMatching(
        /^event ActReversed\.v9 at \w{20} \(passbook-1-2026, revision 0\) cannot be read: this version of the ledger does not know ActReversed\.v9; a newer one has written it$/,
      ) as string,
    });
  });
});
