import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';
import { statusOf } from './support/json-output.js';

const stage = openStage();

describe('ledger status', () => {
  it(
    'tells what each file of the data folder takes on disk, and how large the log is',
    async () => {
      const place = await withOneAct(stage);
      const reported = await statusOf(stage, place);
      const names = reported.files.map(({ file }) => file);
      expect(names).toStrictEqual(names.toSorted());
      for (const file of ['log.db', 'vault.db', 'views.db']) {
        expect(reported.files).toContainEqual({ file, bytes: statSync(join(place.data, file)).size });
      }
      for (const file of readdirSync(place.data)) expect(names).toContain(file);
      expect(reported.events).toBeGreaterThan(0);
      const { stdout } = await stage.ledger(place, 'status');
      expect(stdout).toMatch(/log\.db\s+│\s+\d+\.\d MB/);
    },
    patience,
  );
});
