import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openEventStoreLog, type ServedLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import type { Patience } from '@ledger/infra/event-log/eventstoredb/eventstore-limits.js';
import { Node } from '../../doubles/eventstore/node.js';
import { operatorOf, type Operator } from '../../doubles/eventstore/operator.js';
import { freshLedger } from '../eventstoredb-places.js';

const real = process.env['EVENTSTORE_URL'];
const program = process.env['EVENTSTORE_CONTROL'];

/** Reason to skip the cases that stop a server; null when they can run. */
export const noControl =
  real !== undefined && program === undefined ? 'skipped: EVENTSTORE_CONTROL names no program' : null;

/** Short timeouts for the test double: a response that does not arrive at once never arrives. */
export const shortPatience: Partial<Patience> = {
  callMs: 500,
  operationMs: 20_000,
  pauseMs: 10,
  pollMs: 100,
};

export type Stage = Readonly<{
  /** The test double. Its controls have no effect when the tests run on a real server. */
  node: Node;
  ledger: string;
  url: string;
  open: (
    options?: Readonly<{ ledger?: string; patience?: Partial<Patience>; url?: string }>,
  ) => Promise<ServedLog>;
  operator: () => Operator;
  control: (verb: 'start' | 'kill' | 'freeze' | 'thaw') => Promise<void>;
}>;

const onDouble = async (node: Node, verb: string): Promise<void> => {
  if (verb === 'start') await node.start();
  if (verb === 'kill') node.kill();
  if (verb === 'freeze') node.faults.freeze();
  if (verb === 'thaw') node.faults.thaw();
};

/**
 * A server for one case: the test double, or for `any` the server that EVENTSTORE_URL names, if set. Everything opened
 * on it is closed after the case. Call this inside `describe`.
 */
export const staged = (where: 'double' | 'any'): (() => Promise<Stage>) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  return async () => {
    const node = await new Node().start();
    closing.push(async () => {
      node.kill();
    });
    const url = where === 'double' ? node.url : (real ?? node.url);
    const ledger = freshLedger();
    const usual = url === node.url ? shortPatience : {};
    return {
      node,
      ledger,
      url,
      open: async (options = {}) => {
        const log = await openEventStoreLog({ url, ledger, patience: usual, ...options });
        closing.push(() => {
          node.faults.clear();
          return log.close();
        });
        return log;
      },
      operator: () => {
        const operator = operatorOf(url);
        closing.push(operator.close);
        return operator;
      },
      control: async (verb) => {
        if (url === node.url) await onDouble(node, verb);
        else await promisify(execFile)(program ?? '', [verb, '1']);
      },
    };
  };
};
