import { Node } from '../../doubles/eventstore/node.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  newEvents,
  readOn,
  readOne,
  to,
  unplaced,
} from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { staged, type Stage } from './stage.js';

/** Two nodes that share one storage: the node of the test setup (`stage`) is the leader, the other one follows it. */
const cluster = async (
  stage: () => Promise<Stage>,
): Promise<Stage & Readonly<{ other: Node; urls: string }>> => {
  const first = await stage();
  const other = await new Node(first.node.storage).start();
  other.follow(first.node);
  const urls = `esdb://127.0.0.1:${String(first.node.port)},127.0.0.1:${String(other.port)}?tls=false`;
  return { ...first, other, urls };
};

describe('a cluster', () => {
  const stage = staged('double');

  itUnless(null, 'is asked at its leader, also where the URL names a follower', async () => {
    const { open, node, other } = await cluster(stage);
    const log = await open({ url: other.url });
    const [stream, events] = [freshStream(), newEvents(3)];
    await log.append([to(stream, 'none', events)]);
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    expect(node.faults.calls.get('append')).toBeGreaterThan(0);
    await log.close();
    other.kill();
  });

  itUnless(
    null,
    'whose leader is killed goes on with the next, and nothing is lost or written twice',
    async () => {
      const { open, node, other, urls } = await cluster(stage);
      const log = await open({ url: urls });
      const before = await log.head();
      const appends = Array.from({ length: 30 }, () => to(freshStream(), 'none', newEvents(2)));
      const written = Promise.all(appends.map((append) => appendOne(log, append)));
      await appendOne(log, to(freshStream(), 'none'));
      node.kill();
      other.lead();
      const later = to(freshStream(), 'none', newEvents(2));
      const answers = [...(await written), await appendOne(log, later)];
      expect(new Set(answers.map(({ kind }) => kind))).toStrictEqual(new Set(['appended']));
      const { events } = await readOn(log, before.position, 1_000);
      expect(events).toHaveLength(30 * 2 + 1 + 2);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      await log.close();
      other.kill();
    },
  );
});
