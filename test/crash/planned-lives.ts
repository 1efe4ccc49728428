import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { putPlan, underPlan, type Kill } from '../faults/plan.js';
import type { Lives } from './disturbed-import.js';
import { beginServer, startServer, type Place } from './processes.js';

export type Death = Pick<Kill, 'at' | 'passage'>;

/** Kill points while the server imports a sheet and while it undoes the import, one for each run of the server. */
export type Deaths = Readonly<Record<'import' | 'undo', readonly [Death, ...Death[]]>>;

const planOf = ({ folder }: Place): string => join(folder, '..', 'faults.json');

let armed = 0;

/**
 * Plans the next kill for the processes of this place. Returns the path of a mark file, written when the kill happens.
 */
const arm = (place: Place, { at, passage }: Death): string => {
  armed += 1;
  const mark = join(place.folder, '..', `struck-${String(armed)}`);
  putPlan(planOf(place), { kill: { at, passage, family: true, mark } });
  return mark;
};

/** Makes runs of a server that each end at a planned kill point. */
export const livesAt =
  (deaths: Deaths): Lives =>
  async (place, what, importSheet) => {
    const [first, ...more] = deaths[what];
    putPlan(planOf(place), {});
    const server = await startServer(place, underPlan(planOf(place)));
    arm(place, first);
    await importSheet(server).catch(() => null);
    await server.gone;
    for (const death of more) {
      const mark = arm(place, death);
      const next = beginServer(place, underPlan(planOf(place)));
      next.child.stdout?.resume();
      await next.gone;
      expect([death.at, existsSync(mark)]).toStrictEqual([death.at, true]);
    }
  };
