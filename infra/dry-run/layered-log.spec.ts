import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendOne,
  asRecorded,
  freshStream,
  newEvents,
  readOne,
  streamOf,
  to,
  unplaced,
} from '@ledger/test/contract/event-log/event-log-setup.js';
import { foreseen, resting } from '@ledger/test/contract/event-log/foreseen.js';
import { handlesOn } from '@ledger/test/contract/places.js';
import { openEmbeddedLog } from '../event-log/embedded/embedded-log.js';
import { layeredLog } from './layered-log.js';

describe('a log over another', () => {
  foreseen(
    handlesOn(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ledger-layered-'));
      const open = (name: string) => openEmbeddedLog(join(folder, name), 'write');
      return {
        open: async () => layeredLog(open('lower.db'), open('upper.db')),
        remove: () => rm(folder, { recursive: true }),
      };
    }),
  );

  it('writes what rests on its own events after those of the lower one, and nothing else', async () => {
    const [lower, upper] = [openEmbeddedLog(':memory:', 'write'), openEmbeddedLog(':memory:', 'write')];
    const stream = await streamOf(lower, 2);
    const log = layeredLog(lower, upper);
    const [first, second, third] = newEvents(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no events');
    const below = (await readOne(lower, stream))[1]?.id ?? '';
    expect((await appendOne(log, to(stream, 1, [first]))).kind).toBe('appended');
    expect(
      await appendOne(log, resting(to(stream, 2, [second]), { stream, revision: 2, id: first.id })),
    ).toMatchObject({ kind: 'appended', revision: 3 });
    for (const restsOn of [
      { stream, revision: 1, id: below },
      { stream, revision: 2, id: second.id },
      { stream: freshStream(), revision: 0, id: first.id },
    ]) {
      expect(
        await log.append([resting(to(stream, 3, [third]), restsOn), to(freshStream(), 'none')]),
      ).toStrictEqual([{ kind: 'skipped' }, { kind: 'skipped' }]);
    }
    expect(unplaced((await readOne(log, stream)).slice(2))).toStrictEqual(
      asRecorded(stream, [first, second], 2),
    );
    expect(await readOne(lower, stream)).toHaveLength(2);
    await log.close();
  });
});
