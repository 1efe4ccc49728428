import { sheets } from './sample.js';
import { patience } from './patience.js';
import type { Place } from './place.js';
import { openStage, type Ran, type Stage } from './stage.js';

export type Imported = Readonly<{ stage: Stage; place: Place; ran: Ran }>;

/** A ledger into which all seven sheets were imported, owned by nobody; to be asked for inside of a case. */
export const sharedImport = (): (() => Imported) => {
  const stage = openStage();
  let imported: Imported | null = null;
  beforeAll(async () => {
    const place = stage.place();
    const ran = await stage.ledger(place, 'import', ...sheets.map(({ file }) => file), '--json');
    imported = { stage, place, ran };
  }, patience);
  return () => {
    if (imported === null) throw new Error('the sheets are imported before the first case');
    return imported;
  };
};
