import { withActsOfOthers } from './filled-places.js';
import { patience } from './patience.js';
import { openStage, type Server } from './stage.js';

/**
 * One running server for all cases of a spec file, with acts of other people in it. Call the returned function inside a
 * case, because the server starts before the first case.
 */
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
