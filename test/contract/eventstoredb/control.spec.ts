import {
  positionOf,
  appendOne,
  freshStream,
  logFaultOf,
  newEvents,
  readOn,
  readOne,
  to,
} from '../event-log/event-log-setup.js';
import { answerOf } from '../../support/until.js';
import { itUnless } from '../skipped-cases.js';
import { noControl, staged } from './stage.js';

/** Cases that kill, freeze and restart the server. On a real server they need a control program. */
describe('a server that is killed or freezes', () => {
  const stage = staged('any');

  itUnless(
    noControl,
    'loses nothing that was acknowledged, and what was in flight is written once',
    async () => {
      const { open, control } = await stage();
      const log = await open();
      const before = positionOf(await appendOne(log, to(freshStream(), 'none')));
      const appends = Array.from({ length: 64 }, () => to(freshStream(), 'none', newEvents(2)));
      const acknowledged = Promise.all(appends.map((append) => appendOne(log, append)));
      await control('kill');
      await control('start');
      const answers = await acknowledged;
      expect(new Set(answers.map(({ kind }) => kind))).toStrictEqual(new Set(['appended']));
      const { events } = await readOn(log, before, 1_000);
      expect(events.map(({ id }) => id).toSorted()).toStrictEqual(
        appends.flatMap((append) => append.events.map(({ id }) => id)).toSorted(),
      );
    },
  );

  itUnless(
    noControl,
    'answers the same ids at the same revision as at first after it was killed',
    async () => {
      const { open, control } = await stage();
      const log = await open();
      const append = to(freshStream(), 'none', newEvents(2));
      const first = await appendOne(log, append);
      await control('kill');
      await control('start');
      expect(await appendOne(log, append)).toStrictEqual(first);
      expect(await readOne(log, append.stream)).toHaveLength(2);
    },
  );

  itUnless(noControl, 'wakes who waits for the bell when it is back', async () => {
    const { open, control } = await stage();
    const log = await open();
    const { position } = await log.head();
    const notified = log.changed(position, new AbortController().signal);
    await control('kill');
    await control('start');
    await log.append([to(freshStream(), 'none')]);
    await expect(notified).resolves.toBeUndefined();
  });

  itUnless(
    noControl,
    'does not answer while it is frozen, which is told, and a repeat after it thaws is written once',
    async () => {
      const { open, control } = await stage();
      const log = await open({ patience: { callMs: 400, operationMs: 0, pauseMs: 10, pollMs: 100 } });
      const append = to(freshStream(), 'none', newEvents(2));
      await control('freeze');
      expect(['OUTCOME_UNKNOWN', 'LOG_AWAY']).toContain(await logFaultOf(log.append([append])));
      expect(await logFaultOf(log.head())).toBe('LOG_AWAY');
      await control('thaw');
      const answer = await answerOf(() => appendOne(log, append).catch(() => null));
      expect(answer.kind).toBe('appended');
      expect(await readOne(log, append.stream)).toHaveLength(2);
    },
  );
});
