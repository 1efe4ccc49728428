import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { refusals } from '@ledger/ledger/kernel/refusals.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { readText } from './sources.js';
import { undescribedIn, valuesOf } from './schema.js';

const folder = 'schema/graphql';
const files = readdirSync(join(workspaceRoot(), folder)).filter((name) => name.endsWith('.graphql'));
const sdl = files.map((name) => readText(`${folder}/${name}`)).join('\n');

describe('the API says what it means', () => {
  it('in every type, field, argument, input and enum value', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(undescribedIn(sdl)).toStrictEqual([]);
  });

  it('or what says nothing is named', () => {
    const silent = `
      type Act { "Its id." id: ID! day: String! "Its parts." parts("How many." first: Int, after: String): [Act] }
      "An input." input ActInput { day: String }
      "A state." enum State { "Given." GIVEN PAID }
      scalar Day
      "" union Any = Act
      interface Node { "Its id." id: ID! }
      extend type Act { "Its note." note: String name: String }`;
    expect(undescribedIn(silent)).toStrictEqual([
      'Act',
      'Act.day',
      'Act.parts.after',
      'ActInput.day',
      'State.PAID',
      'Day',
      'Any',
      'Node',
      'Act.name',
    ]);
  });
});

describe('the API refuses as the kernel does', () => {
  it('with the same codes in the order of their ranks', () => {
    expect(valuesOf(sdl, 'RefusalCode')).toStrictEqual(Object.keys(refusals));
    expect(Object.keys(refusals).length).toBeGreaterThan(0);
  });

  it('and another order would show', () => {
    expect(valuesOf('enum A { X } enum RefusalCode { B A C }', 'RefusalCode')).toStrictEqual(['B', 'A', 'C']);
    expect(valuesOf('enum A { X }', 'RefusalCode')).toStrictEqual([]);
  });
});

describe('the catalogue', () => {
  it('has the 31 kinds of the sheets, each code and each name once', () => {
    expect(kinds).toHaveLength(31);
    expect(new Set(kinds.map(({ code }) => code)).size).toBe(31);
    expect(new Set(kinds.map(({ zh }) => zh)).size).toBe(31);
    expect(new Set(kinds.map(({ en }) => en)).size).toBe(31);
  });
});
