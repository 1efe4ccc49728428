import { freshUniqueId } from '@ledger/infra/identifiers/fresh-unique-id.js';
import { isUniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { EventLog, LogIds } from '@ledger/ledger/ports/event-log.js';
import { embeddedLogs, type LogPlace } from './embedded-places.js';
import { freshStream, to } from './event-log/event-log-setup.js';
import { eventStoreLogs } from './eventstoredb-places.js';

type Named = EventLog & Readonly<{ ids: LogIds }>;

const engines: readonly (readonly [string, () => Promise<LogPlace<Named>>])[] = [
  ['embedded', embeddedLogs],
  ['eventstoredb', eventStoreLogs],
];

describe.each(engines)(
  'the event log “%s” says which it is, and which vault holds its keys',
  (_name, make) => {
    let place: LogPlace<Named>;
    const opened: Named[] = [];
    const open = async (vault = freshUniqueId()): Promise<Named> => {
      const log = await place.open(vault);
      opened.push(log);
      return log;
    };
    const closeAll = async (): Promise<void> => {
      for (const log of opened.splice(0)) await log.close();
    };
    beforeEach(async () => {
      place = await make();
    });
    afterEach(async () => {
      await closeAll();
      await place.remove();
    });

    it('from its beginning: the vault it was begun for, for ever, whoever opens it for another', async () => {
      const vault = freshUniqueId();
      const { ids } = await open(vault);
      expect(ids).toStrictEqual({ log: expect.any(String) as unknown, vault });
      expect(isUniqueId(ids.log)).toBe(true);
      const other = await open();
      expect(other.ids).toStrictEqual(ids);
      await other.append([to(freshStream(), 'none')]);
      await closeAll();
      expect((await open()).ids).toStrictEqual(ids);
    });

    it('and says the same to all who begin it at once', async () => {
      const vaults = Array.from({ length: 4 }, freshUniqueId);
      const logs = await Promise.all(vaults.map(open));
      const [first] = logs;
      expect(logs.map(({ ids }) => ids)).toStrictEqual(logs.map(() => first?.ids));
      expect(vaults).toContain(first?.ids.vault);
    });

    it('and is called otherwise than any other log', async () => {
      const { ids } = await open();
      // All handles are closed first, because one process may append to only one server.
      await closeAll();
      const elsewhere = await make();
      const other = await elsewhere.open();
      expect(other.ids.log).not.toBe(ids.log);
      await other.close();
      await elsewhere.remove();
    });
  },
);
