import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { eventShape } from './event-shape.js';
import { allEvents } from './event-registry.js';
import { contractOf, ledgerContract, storedName, upcasters } from './upcasters.js';

const record = z.record(z.string(), z.unknown());

const fixture = (name: string): Readonly<Record<string, unknown>> =>
  record.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')));

const newestOf = (type: string): number =>
  Math.max(...allEvents.filter((shape) => shape.type === type).map(({ version }) => version));

describe('a stored event is read in its newest version', () => {
  test.each(allEvents.map((shape) => [storedName(shape), shape] as const))('%s', (name, shape) => {
    const read = ledgerContract.read({
      type: name,
      data: fixture(`${shape.type}.v${String(shape.version)}`),
    });
    expect(read).toMatchObject({ kind: 'read', event: { type: shape.type } });
    const newest = allEvents.find(({ type, version }) => type === shape.type && version === newestOf(type));
    expect(newest?.data.safeParse(read.kind === 'read' ? read.event.data : null).success).toBe(true);
  });

  it('a reversal of the first version says that nobody named a ground, and that the reference is free', () => {
    const data = fixture('ActReversed.v1');
    expect(ledgerContract.read({ type: 'ActReversed', data })).toStrictEqual({
      kind: 'read',
      event: { type: 'ActReversed', data: { ...data, ground: null, releases: true } },
    });
  });

  it('over several versions, one step at a time', () => {
    const count = z.strictObject({ n: z.int() });
    const contract = contractOf(
      [1, 2, 3].map((version) => eventShape('Counted', version, count)),
      {
        Counted: (data) => ({ n: Number(data['n']) + 1 }),
        'Counted.v2': (data) => ({ n: Number(data['n']) * 10 }),
      },
    );
    const read = (type: string) => contract.read({ type, data: { n: 4 } });
    expect(['Counted', 'Counted.v2', 'Counted.v3'].map(read)).toStrictEqual(
      [50, 40, 4].map((n) => ({ kind: 'read', event: { type: 'Counted', data: { n } } })),
    );
    expect(contract.nameOf('Counted')).toBe('Counted.v3');
  });
});

test('every version but the newest has an upcaster, and no upcaster is of anything else', () => {
  const older = allEvents.filter(({ type, version }) => version < newestOf(type)).map(storedName);
  expect(Object.keys(upcasters).toSorted()).toStrictEqual(older.toSorted());
});

describe('what cannot be read is told, and thrown by nobody', () => {
  const good = fixture('ActReversed.v2');

  it.each([
    [
      'a version of the future',
      'ActReversed.v9',
      good,
      { type: 'ActReversed', because: /does not know ActReversed\.v9; a newer one/ },
    ],
    [
      'an event that nobody knows',
      'BonusGranted',
      good,
      { type: null, because: /does not know BonusGranted/ },
    ],
    ['a name of the prototype', 'constructor', good, { type: null, because: /does not know constructor/ }],
    [
      'a sum that is a text',
      'ActReversed.v2',
      { ...good, act: '0' },
      { type: 'ActReversed', because: /does not fit its shape at act/ },
    ],
    [
      'a stray field',
      'ActReversed.v2',
      { ...good, stray: 1 },
      { type: 'ActReversed', because: /does not fit its shape/ },
    ],
    [
      'the first version under the name of the second',
      'ActReversed.v2',
      fixture('ActReversed.v1'),
      { type: 'ActReversed', because: /at ground/ },
    ],
  ])('%s', (_what, type, data, reported) => {
    expect(ledgerContract.read({ type, data })).toStrictEqual({
      kind: 'unreadable',
      because: expect.stringMatching(reported.because) as string,
      type: reported.type,
    });
  });
});
