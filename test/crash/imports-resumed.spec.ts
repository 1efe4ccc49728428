import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patience } from '../journeys/support/patience.js';
import { expectUndisturbed, placeFor } from './disturbed-import.js';
import { livesAt, type Deaths } from './planned-lives.js';

/** Kill points while the server imports the sheet and while it undoes the import, one for each run of the server. */
const deaths: Deaths = {
  import: [
    { at: 'log: within the group of a commit', passage: 5 },
    { at: 'log: in front of the commit', passage: 2 },
    { at: 'log: between commit and acknowledgement', passage: 1 },
    { at: 'views: between put and checkpoint', passage: 1 },
  ],
  undo: [
    { at: 'log: between commit and acknowledgement', passage: 2 },
    { at: 'log: within the group of a commit', passage: 4 },
  ],
};

describe('an import whose owner is killed', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ledger-crash-imports-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it(
    'again and again goes on by itself and reports, byte for byte, as one that nobody disturbed; so does undoing it',
    async () => {
      await expectUndisturbed(await placeFor(root, 'calm'), await placeFor(root, 'killed'), livesAt(deaths));
    },
    patience,
  );
});
