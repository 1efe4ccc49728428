import { register } from 'node:module';

/**
 * Loaded before an entry point of the ledger (`node --import`). From then on, the modules listed in redirect.ts are
 * replaced by their faulty versions from this folder.
 */
register('./redirect.js', import.meta.url);
