import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putPlan, underPlan, type Kill } from '../faults/plan.js';
import { patience } from '../journeys/support/patience.js';
import { expectUndisturbed, placeFor, type Lives } from './disturbed-import.js';
import { beginServer, startServer, type Place } from './processes.js';

type Death = Pick<Kill, 'at' | 'passage'>;

/** How the server dies while it takes the sheet in, and while it takes it back: one life after the other. */
const deaths: Readonly<Record<'import' | 'undo', readonly [Death, ...Death[]]>> = {
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

const planOf = ({ folder }: Place): string => join(folder, '..', 'faults.json');

let armed = 0;

/** From now on, whoever runs under the plan of this place dies so; answers the file that a dead one leaves. */
const arm = (place: Place, { at, passage }: Death): string => {
  armed += 1;
  const mark = join(place.folder, '..', `struck-${String(armed)}`);
  putPlan(planOf(place), { kill: { at, passage, family: true, mark } });
  return mark;
};

/** Each life ends at a chosen moment of its writing. */
const atMoments: Lives = async (place, what, handIn) => {
  const [first, ...more] = deaths[what];
  putPlan(planOf(place), {});
  const server = await startServer(place, underPlan(planOf(place)));
  arm(place, first);
  await handIn(server).catch(() => null);
  await server.gone;
  for (const death of more) {
    const mark = arm(place, death);
    const next = beginServer(place, underPlan(planOf(place)));
    next.child.stdout?.resume();
    await next.gone;
    expect([death.at, existsSync(mark)]).toStrictEqual([death.at, true]);
  }
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
      await expectUndisturbed(await placeFor(root, 'calm'), await placeFor(root, 'killed'), atMoments);
    },
    patience,
  );
});
