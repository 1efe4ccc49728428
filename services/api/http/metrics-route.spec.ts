import { exchange, passed } from '@ledger/test/support/http-exchange.js';
import { metrics } from './metrics-route.js';

const figures = { contentType: 'text/plain; version=0.0.4', text: async () => 'ledger_events 7\n' };

describe('the figures', () => {
  it.each(['GET', 'HEAD'])('are told to whoever asks by %s, as they are now', async (method) => {
    expect(await exchange(metrics(figures), { method })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' },
      text: method === 'HEAD' ? '' : 'ledger_events 7\n',
    });
  });

  it.each(['POST', 'PUT', 'DELETE'])('are not told by %s', async (method) => {
    expect(await exchange(metrics(figures), { method })).toStrictEqual(passed);
  });

  it('that cannot be counted are an error, and not half an answer', async () => {
    const error = new Error('no figures');
    const broken = { ...figures, text: () => Promise.reject(error) };
    expect(await exchange(metrics(broken), {})).toStrictEqual({ next: error });
  });
});
