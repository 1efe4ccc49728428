import { withActsOfOthers } from './filled-places.js';
import { patience } from './patience.js';
import { openStage, type Server } from './stage.js';

/** A ledger with acts of others that all cases of this file share; to be asked for inside of a case. */
export const sharedLedger = (): (() => Server) => {
  const stage = openStage();
  let server: Server | null = null;
  beforeAll(async () => {
    server = await stage.serve(await withActsOfOthers(stage));
  }, patience);
  return () => {
    if (server === null) throw new Error('the server is started before the first case');
    return server;
  };
};
