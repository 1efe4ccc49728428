import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { allEvents } from './event-registry.js';

const folder = import.meta.dirname;
const fixtures = join(folder, 'fixtures');

const record = z.record(z.string(), z.unknown());

const fixtureOf = (name: string): Readonly<Record<string, unknown>> =>
  record.parse(JSON.parse(readFileSync(join(fixtures, name), 'utf8')));

const fileOf = ({ type, version }: Readonly<{ type: string; version: number }>): string =>
  `${type}.v${String(version)}.json`;

const shapes = allEvents.map((shape) => ({ name: fileOf(shape), shape }));

/** Matches an event shape; used to find all shapes among the exports of a module. */
const shapeOf = z.object({ type: z.string(), version: z.int(), data: z.unknown() });

const exportedShapes = async (): Promise<readonly string[]> => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const names: string[] = [];
  for (const file of files) {
    const module: unknown = await import(`./${file.replace(/\.ts$/, '.js')}`);
    for (const exported of Object.values({ ...record.parse(module) })) {
      const shape = shapeOf.safeParse(exported);
      if (shape.success) names.push(fileOf(shape.data));
    }
  }
  return names.toSorted();
};

describe('the stored events', () => {
  test('are all listed', async () => {
    expect(shapes.map(({ name }) => name).toSorted()).toStrictEqual(await exportedShapes());
  });

  test('have a name and a version each', () => {
    expect(new Set(shapes.map(({ name }) => name)).size).toBe(shapes.length);
    expect(shapes.filter(({ shape }) => !/^[A-Z][A-Za-z]+$/.test(shape.type))).toStrictEqual([]);
    expect(shapes.filter(({ shape }) => shape.version < 1)).toStrictEqual([]);
  });

  test('have a frozen fixture each, and no fixture is of anything else', () => {
    expect(readdirSync(fixtures).toSorted()).toStrictEqual(shapes.map(({ name }) => name).toSorted());
  });
});

describe.each(shapes)('$name', ({ name, shape }) => {
  const fixture = fixtureOf(name);

  test('is read as exactly itself', () => {
    expect(shape.data.parse(fixture)).toStrictEqual(fixture);
  });

  test('comes back from storage as it went in', () => {
    expect(JSON.parse(JSON.stringify(shape.data.parse(fixture)))).toStrictEqual(fixture);
  });

  test('is refused with a field that the contract does not know', () => {
    expect(shape.data.safeParse({ ...fixture, stray: 1 }).success).toBe(false);
  });

  test('is refused without any one of its fields', () => {
    const needless = Object.keys(fixture).filter((field) => {
      const { [field]: _left, ...rest } = fixture;
      return shape.data.safeParse(rest).success;
    });
    expect(needless).toStrictEqual([]);
  });
});
