import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf, killNow } from '../crash/processes.js';
import { csv } from '../support/sheets.js';
import { settled, upload } from './support/imports.js';
import { markedFile, placeWithTemporaries, plainRow, readableAt, secrets } from './support/marked-texts.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage } from './support/stage.js';

const stage = openStage();

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

describe('a dry run that is killed', () => {
  /** A sheet with so many rows that the server can be killed while it judges them. */
  const long = csv(
    ...Array.from({ length: 12_000 }, (_, index) => ({
      ...{ reference: `D-${String(index)}`, ...plainRow },
      membership: `RG-XYZZY-${String(index)}`,
      name: secrets['a row of a killed dry run'],
      note: secrets['a note of a sheet'],
    })),
  );
  const scratch = (place: Place): string => join(place.data, 'scratch');
  const scratches = (place: Place): readonly string[] => {
    try {
      return readdirSync(scratch(place), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.db'),
      );
    } catch {
      return [];
    }
  };

  /** Waits until a dry run has written more than 100,000 bytes to a scratch database. */
  const untilJudging = async (place: Place): Promise<void> => {
    for (;;) {
      const sizes = scratches(place).map((name) => {
        const wal = statSync(join(scratch(place), `${name}-wal`), { throwIfNoEntry: false });
        return wal?.size ?? 0;
      });
      if (sizes.some((size) => size > 100_000)) return;
      await pause(5);
    }
  };

  it(
    'of a server leaves nothing that can be read, nothing outside of the data folder, and goes on at the next start',
    async () => {
      const { place, temporary, more } = placeWithTemporaries(stage);
      const server = await stage.serve(place, more);
      const { id } = await upload(server, { name: markedFile, content: long }, { dryRun: 'true' });
      await untilJudging(place);
      const family = [server.process.pid, ...childrenOf(server.process.pid)];
      for (const pid of family) killNow(pid);
      await server.process.ended;
      expect(scratches(place)).toHaveLength(2);
      expect(readdirSync(temporary)).toStrictEqual([]);
      expect(readableAt(place, secrets, server)).toStrictEqual([]);

      const again = await stage.serve(place, more);
      expect(await settled(again, id)).toMatchObject({ state: 'DONE', accepted: 12_000 });
      await again.stop();
      expect(scratches(place)).toStrictEqual([]);
      expect(readableAt(place, secrets, again)).toStrictEqual([]);
    },
    patience,
  );

  it(
    'of a command without a server is swept by the next command that opens the ledger',
    async () => {
      const { place, temporary, more } = placeWithTemporaries(stage);
      const small = join(place.root, 'small.csv');
      const large = join(place.root, 'large.csv');
      writeFileSync(small, csv({ reference: 'S-1', ...plainRow }));
      writeFileSync(large, long);
      expect((await stage.ledgerIn(place, more, 'import', small)).code).toBe(0);
      const running = stage.ledgerIn(place, more, 'import', '--dry-run', large);
      await untilJudging(place);
      for (const pid of childrenOf(process.pid)) if (commandOf(pid).includes('--dry-run')) killNow(pid);
      expect((await running).code).toBeNull();
      expect(scratches(place)).toHaveLength(2);
      expect(readdirSync(temporary)).toStrictEqual([]);
      const secret = { name: secrets['a row of a killed dry run'] };
      const readable = readableAt(place, secret).map(([file]) => file);
      expect([...new Set(readable)]).toStrictEqual(['large.csv']);
      expect((await stage.ledgerIn(place, more, 'import', small)).code).toBe(0);
      expect(scratches(place)).toStrictEqual([]);
    },
    patience,
  );
});
