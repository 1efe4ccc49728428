import { exchange, passed } from '@ledger/test/support/http-exchange.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { metrics } from './metrics-route.js';

const figures = { contentType: 'text/plain; version=0.0.4', text: async () => 'ledger_events 7\n' };

const asking = () => caseworker;

describe('the figures', () => {
  it.each(['GET', 'HEAD'])('are told to whoever asks by %s, as they are now', async (method) => {
    expect(await exchange(metrics(figures, asking), { method })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' },
      text: method === 'HEAD' ? '' : 'ledger_events 7\n',
    });
  });

  it.each(['POST', 'PUT', 'DELETE'])('are not told by %s', async (method) => {
    expect(await exchange(metrics(figures, asking), { method })).toStrictEqual(passed);
  });

  it('that cannot be counted are an error, and not half an answer', async () => {
    const error = new Error('no figures');
    const broken = { ...figures, text: () => Promise.reject(error) };
    expect(await exchange(metrics(broken, asking), {})).toStrictEqual({ next: error });
  });
});
