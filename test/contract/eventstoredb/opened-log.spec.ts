import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { Node } from '../../doubles/eventstore/node.js';
import { freshStream, newEvents, origin, to } from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { shortPatience, staged } from './stage.js';

const faultOf = async (work: Promise<unknown>): Promise<readonly [string, string]> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof LogFault) return [error.code, error.message];
    throw error;
  }
  throw new Error('there was no fault');
};

const soon = { ...shortPatience, operationMs: 0 };

describe('a log that cannot be opened says what to do', () => {
  const stage = staged('double');

  itUnless(null, 'where the URL is none, without repeating its password', async () => {
    const { open } = await stage();
    const [code, text] = await faultOf(open({ url: 'http://admin:secret@somewhere' }));
    expect([code, text.includes('esdb://'), text.includes('secret')]).toStrictEqual([
      'LOG_FAULT',
      true,
      false,
    ]);
  });

  itUnless(null, 'where the ledger’s name is none', async () => {
    const { open } = await stage();
    expect((await faultOf(open({ ledger: 'a.b' })))[1]).toContain('ledger');
  });

  itUnless(null, 'where the server does not let the user in', async () => {
    const { open, node } = await stage();
    node.faults.next('read', 'denied');
    const [code, text] = await faultOf(open());
    expect([code, text.includes('password')]).toStrictEqual(['LOG_FAULT', true]);
  });

  itUnless(null, 'where nobody listens', async () => {
    const { open, node } = await stage();
    node.kill();
    expect((await faultOf(open({ patience: soon })))[0]).toBe('LOG_AWAY');
  });

  itUnless(null, 'where TLS is spoken to a server that does not', async () => {
    const { open, node } = await stage();
    const url = `esdb://127.0.0.1:${String(node.port)}`;
    expect((await faultOf(open({ url, patience: soon })))[0]).toBe('LOG_AWAY');
  });

  itUnless(null, 'where the stream of the log is another application’s', async () => {
    const { open, operator, ledger } = await stage();
    await operator().write(`${ledger}.log`, 'SomethingElse', { logId: 'abcd' });
    const [code, text] = await faultOf(open());
    expect([code, text.includes('LEDGER_NAME')]).toStrictEqual(['LOG_FAULT', true]);
  });

  itUnless(null, 'where this process appends to another server already', async () => {
    const { open } = await stage();
    await open();
    const other = await new Node().start();
    expect((await faultOf(open({ url: other.url })))[0]).toBe('LOG_FAULT');
    other.kill();
  });
});

describe('a log that is opened', () => {
  const stage = staged('any');

  itUnless(null, 'counts on from where an earlier process has counted to', async () => {
    const { open } = await stage();
    // With the usual timeouts: with so many events, a busy machine may not respond within the short timeouts of the
    // other cases.
    const log = await open({ patience: {} });
    const streams = Array.from({ length: 21 }, () => freshStream());
    await Promise.all(streams.map((stream) => log.append([to(stream, 'none', newEvents(1_000))])));
    const head = await log.head();
    expect(head.ordinal).toBe(21_000);
    await log.close();
    const again = await open({ patience: {} });
    expect(await again.head()).toStrictEqual(head);
    expect(await again.lastRecordedAt()).toBe(origin.at);
    await again.append([to(freshStream(), 'none', newEvents(3))]);
    expect((await again.head()).ordinal).toBe(21_003);
  });

  itUnless(null, 'is one log for all who open it at once', async () => {
    const { open } = await stage();
    const logs = await Promise.all([open(), open(), open()]);
    expect(new Set(logs.map(({ start }) => start)).size).toBe(1);
  });
});
