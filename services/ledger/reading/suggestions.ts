import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { countBelow, districtOf, districts, type District } from '@ledger/schema/catalogue/districts.js';
import { refused, type Refused } from '../kernel/decision.js';
import { nearestWord } from '../kernel/nearest-word.js';

/** The refusal of an unknown kind, with the name or code of a kind that is probably meant. */
export const unknownKind = (text: string, { kinds }: Catalogue): Refused => {
  const words = kinds.flatMap(({ code, zh }) => [zh, code]);
  const nearest = nearestWord(text, words);
  return refused('UNKNOWN_KIND', { kind: text, ...(nearest !== null && { nearest }) });
};

/**
 * Whether a service can be given in this district: it must be a city or a county. A province counts only if GB/T 2260
 * lists no city or county below it.
 */
export const isPlace = ({ code, level }: District): boolean => level > 0 || countBelow(code) === 0;

/** A name without the word for the level of the district: 永康 for 永康市. */
const stemOf = (name: string): string => (name.length > 2 ? name.replace(/[省市县区]$/u, '') : name);

/** The places by each character of their names, so that only few names are compared with a text. */
const byCharacter = new Map<string, District[]>();
for (const district of districts()) {
  if (!isPlace(district)) continue;
  for (const char of new Set(stemOf(district.name))) {
    const known = byCharacter.get(char);
    if (known === undefined) byCharacter.set(char, [district]);
    else known.push(district);
  }
}

/** A longer text names no district. */
const nameCharsMax = 24;
/** How many districts of one name are told. */
const suggestedMax = 3;

/** The names of the districts above a district. */
const above = ({ parent }: District): readonly string[] => {
  const next = parent === null ? undefined : districtOf(parent);
  return next === undefined ? [] : [next.name, ...above(next)];
};

/** The districts that a text names, with or without those above them: 永康, 永康市, 浙江省永康市. */
const namedIn = (text: string, places: readonly District[]): readonly District[] => {
  const named = places.filter(({ name }) => text.endsWith(name) || stemOf(text).endsWith(stemOf(name)));
  const longest = Math.max(...named.map(({ name }) => stemOf(name).length));
  const whole = named.filter(({ name }) => stemOf(name).length === longest);
  const within = whole.filter((each) => above(each).some((name) => text.includes(stemOf(name))));
  return within.length > 0 ? within : whole;
};

const likeName = (text: string): readonly District[] => {
  const places = [...new Set(Array.from(stemOf(text)).flatMap((char) => byCharacter.get(char) ?? []))];
  const named = namedIn(text, places);
  if (named.length > 0) return named;
  const nearest = nearestWord(
    text,
    places.map(({ name }) => name),
  );
  return places.filter(({ name }) => name === nearest);
};

/** Of a code that does not exist, the city that its first four digits name. */
const likeCode = (text: string): readonly District[] => {
  const city = districtOf(text.slice(0, 4).padEnd(6, '0'));
  return city !== undefined && isPlace(city) ? [city] : [];
};

/** The refusal of an unknown district, with the code of the district that is probably meant. */
export const unknownDistrict = (text: string): Refused => {
  const isCode = /^\d{4,}$/.test(text);
  const meant = text.length > nameCharsMax ? [] : isCode ? likeCode(text) : likeName(text);
  const nearest = meant.slice(0, suggestedMax).map(({ code, name }) => `${code} ${name}`);
  return refused('UNKNOWN_DISTRICT', {
    district: text,
    ...(nearest.length > 0 && { nearest: nearest.join('、') }),
  });
};
