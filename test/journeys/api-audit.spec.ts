import { serverAudits } from 'graphql-http';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';

const stage = openStage();

describe('the audits of GraphQL over HTTP', () => {
  it(
    'are passed, every one: what a server must, should and may',
    async () => {
      const server = await stage.serve(await withOneAct(stage));
      const audits = serverAudits({ url: server.url });
      expect(audits.length).toBeGreaterThan(50);
      const results = await Promise.all(audits.map((audit) => audit.fn()));
      expect(results.filter(({ status }) => status !== 'ok').map(({ id, name }) => [id, name])).toStrictEqual(
        [],
      );
      expect(server.process.stderr).toBe('');
      await server.stop();
    },
    patience,
  );
});
