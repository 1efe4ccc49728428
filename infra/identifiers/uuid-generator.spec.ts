import { identifiers } from './uuid-generator.js';
import { systemClock } from './system-clock.js';

const command = '018e5d2a-7c3b-7f00-8000-0123456789ab';
const stream = 'passbook-000000175-2026';

describe('the id of an event', () => {
  it('is the same for ever', () => {
    expect(identifiers.ofEvent(command, stream, 0)).toBe('8cbbb5b0-adab-8046-bde5-754e3a514638');
    expect(identifiers.ofEvent('命令', 'ref-徐汇-7', 12)).toBe('6a163f12-b9bf-8c4f-b90d-294bed69dc15');
  });

  it('is a UUID of our own making', () => {
    const ids = Array.from({ length: 500 }, (_, index) => identifiers.ofEvent(command, stream, index));
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !shape.test(id))).toStrictEqual([]);
    expect(new Set(ids.map((id) => id[19]))).toStrictEqual(new Set(['8', '9', 'a', 'b']));
  });

  it('differs by command, stream and place', () => {
    const ids = [
      identifiers.ofEvent(command, stream, 0),
      identifiers.ofEvent(command, stream, 1),
      identifiers.ofEvent(command, stream, 10),
      identifiers.ofEvent(command, `${stream}1`, 0),
      identifiers.ofEvent(`${command}1`, stream, 0),
      identifiers.ofEvent(stream, command, 0),
      identifiers.ofEvent('', command + stream, 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a fresh id', () => {
  it('sorts by the time it was made', () => {
    const ids = Array.from({ length: 2_000 }, () => identifiers.fresh());
    expect(ids).toStrictEqual([...new Set(ids)].toSorted());
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !shape.test(id))).toStrictEqual([]);
  });
});

describe('what derives from a text', () => {
  it('is the same for ever', () => {
    expect(identifiers.derived('徐汇区/2026-03')).toBe('a1e99788fc1738faf4028fca');
    expect(identifiers.digest('徐汇区/2026-03')).toBe('oemXiPwXOPr0Ao_KQsVbFb');
  });

  it('differs with the text', () => {
    const texts = Array.from({ length: 500 }, (_, index) => `text ${String(index)}`);
    for (const name of ['derived', 'digest'] as const) {
      expect(new Set(texts.map((text) => identifiers[name](text))).size).toBe(texts.length);
    }
  });

  it('is short, of letters and digits, or safe in an address', () => {
    const texts = ['', 'a', '🛵', 'x'.repeat(100_000)];
    expect(texts.filter((text) => !/^[0-9a-z]{24}$/.test(identifiers.derived(text)))).toStrictEqual([]);
    expect(texts.filter((text) => !/^[\w-]{22}$/.test(identifiers.digest(text)))).toStrictEqual([]);
  });
});

describe('the clock of the system', () => {
  it('tells the present in UTC, to the millisecond', () => {
    const before = new Date().toISOString();
    const now = systemClock.now();
    expect([before, now, new Date().toISOString()].toSorted()[1]).toBe(now);
    expect(new Date(now).toISOString()).toBe(now);
  });
});
