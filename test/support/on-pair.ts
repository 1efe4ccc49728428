import { skipFile } from '../contract/skipped-cases.js';
import { missingFor, pairHere } from './pair.js';

// Runs before each spec file of the suites that jest.config.js puts on a pair of engines.
const missing = missingFor(pairHere());
if (missing !== null) skipFile(missing);
