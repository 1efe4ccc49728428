import { register } from 'node:module';

/**
 * Loaded before an entry point of the ledger (`node --import`): from then on the modules named in `redirecting`
 * are those of this folder, around the real ones.
 */
register('./redirect.js', import.meta.url);
