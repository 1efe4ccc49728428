import type { Ended } from './child.js';
import type { Environment, Place } from './place.js';
import type { Stage } from './stage.js';

const refused: Ended = { code: 1, signal: null };

/** Expects that the server ends with this error message and exit code 1, and never listens. */
export const expectRefused = async (
  stage: Stage,
  place: Place,
  more: Environment,
  sentence: RegExp | string,
): Promise<void> => {
  const begun = stage.begin(place, more);
  expect(await begun.ended).toStrictEqual(refused);
  expect(begun.stdout).not.toContain('listens');
  const said = begun.stderr.replace(/\n$/, '');
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
};
