import type { DocumentPut } from '@ledger/projections/ports/document-store.js';
import { at, bytesOf, first, type Bucket } from './document-setup.js';

/** Includes texts whose order by code point differs from the order by UTF-16 units and from any dictionary order. */
const districts = ['310104', '徐汇区', '', '𠮷田', '\uff21区', 'Zhabei', 'zhabei', 'Ärger', '310104 '];
const kinds = ['health-check', 'training', '🛵', 'legal'];
const months = [202601, 0, -3, 202512, 10, 9, Number.MAX_SAFE_INTEGER];

/** Sets the field to null in every fifth document and leaves it out in every eleventh. */
const sometimes = <V>(
  index: number,
  name: string,
  value: V | undefined,
): Readonly<Record<string, V | null>> => {
  if (index % 11 === 0) return {};
  return { [name]: index % 5 === 0 || value === undefined ? null : value };
};

const sampleSize = 120;
/**
 * Stride and sample size have no common factor. So every document appears exactly once, in an order that differs from
 * every index.
 */
const stride = 37;

const documentOf = (index: number): Bucket => ({
  ...sometimes(index, 'district', districts[index % districts.length]),
  ...sometimes(index + 1, 'kind', kinds[index % kinds.length]),
  ...sometimes(index + 2, 'month', months[index % months.length]),
  ...sometimes(index + 3, 'amountFen', (index % 4) * 1_000 - 1_500),
  ...sometimes(index + 4, 'acts', (index % 3) - 1),
  note: { index },
  people: bytesOf(index, 255 - index),
});

/** 120 documents with all kinds of values. Every thirteenth is a tombstone (a deleted document). */
export const sample = (): readonly DocumentPut<Bucket>[] =>
  Array.from({ length: sampleSize }, (_, turn) => {
    const index = (turn * stride) % sampleSize;
    const doc = index % 13 === 12 ? null : documentOf(index);
    return first(`${districts[index % 4] ?? ''}-${String(index)}`, doc, at(1_000 + ((index * 7) % 50)));
  });
