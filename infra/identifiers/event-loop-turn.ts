import { setImmediate } from 'node:timers/promises';
import type { Pause } from '@ledger/ledger/ports/pause.js';

export const eventLoopTurn: Pause = () => setImmediate();
