import { pushVarint, readVarint, splice } from './varints.js';

/**
 * The people of a bucket (stored sum of the totals): worker number → number of acts, as bytes. The numbers ascend. Each
 * is stored as the difference to the previous one, shifted left by one bit. If the lowest bit is set, the number of
 * acts follows (zigzag encoded); otherwise it is one. All integers are varints with seven bits per byte. Workers with
 * zero acts are left out.
 */
export type PeopleBlob = Uint8Array;

export const nobody: PeopleBlob = new Uint8Array();

/** A position in a blob while it is read, with the worker and acts read last. */
type Cursor = { at: number; worker: number; acts: number };

/** Reads the next worker; false at the end. */
const advance = (blob: PeopleBlob, cursor: Cursor): boolean => {
  if (cursor.at >= blob.length) return false;
  const head = readVarint(blob, cursor);
  cursor.worker += Math.floor(head / 2);
  if (head % 2 === 0) cursor.acts = 1;
  else {
    const zigzag = readVarint(blob, cursor);
    cursor.acts = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
  return true;
};

const pushPerson = (bytes: number[], difference: number, acts: number): void => {
  if (acts === 1) {
    pushVarint(bytes, difference * 2);
    return;
  }
  pushVarint(bytes, difference * 2 + 1);
  pushVarint(bytes, acts >= 0 ? acts * 2 : -acts * 2 - 1);
};

/** A place between two people of a blob: its byte offset, and the worker number before it. */
type Gap = Readonly<{ at: number; worker: number }>;

/** The gap before the first person whose number is at least `worker`. `cursor` is then after that person. */
const seek = (blob: PeopleBlob, worker: number, cursor: Cursor): Readonly<{ gap: Gap; found: boolean }> => {
  let gap: Gap = { at: 0, worker: 0 };
  while (advance(blob, cursor)) {
    if (cursor.worker >= worker) return { gap, found: true };
    gap = { at: cursor.at, worker: cursor.worker };
  }
  return { gap, found: false };
};

/**
 * A copy of the blob in which `difference` is added to the acts of a worker. Only the entries of this worker and of the
 * next one are encoded again; all other bytes are copied.
 */
export const withActs = (blob: PeopleBlob, worker: number, difference: number): PeopleBlob => {
  const cursor: Cursor = { at: 0, worker: 0, acts: 0 };
  const { gap, found } = seek(blob, worker, cursor);
  const isThere = found && cursor.worker === worker;
  const acts = difference + (isThere ? cursor.acts : 0);
  // The next person's entry is a difference to the previous number, which has changed, so it must be encoded again.
  const follows = isThere ? advance(blob, cursor) : found;
  const middle: number[] = [];
  if (acts !== 0) pushPerson(middle, worker - gap.worker, acts);
  if (follows) pushPerson(middle, cursor.worker - (acts === 0 ? gap.worker : worker), cursor.acts);
  return splice(blob, gap.at, cursor.at, middle);
};

/** All workers of a blob with their acts, in ascending order. */
export const peopleIn = function* (blob: PeopleBlob): Iterable<readonly [worker: number, acts: number]> {
  const cursor: Cursor = { at: 0, worker: 0, acts: 0 };
  while (advance(blob, cursor)) yield [cursor.worker, cursor.acts];
};

const pageSize = 4_096;
const sparePagesMax = 256;

/** Zeroed pages from earlier counts, for reuse, because allocating pages is the most expensive part of counting. */
const sparePages: Int32Array<ArrayBuffer>[] = [];

/**
 * Acts per worker while several blobs are added up. They are stored in array pages, because worker numbers are dense.
 */
class Acts {
  people = 0;
  private readonly pages = new Map<number, Int32Array<ArrayBuffer>>();

  add(blob: PeopleBlob): void {
    const cursor: Cursor = { at: 0, worker: 0, acts: 0 };
    let at = -1;
    let page = new Int32Array();
    while (advance(blob, cursor)) {
      const wanted = Math.floor(cursor.worker / pageSize);
      if (wanted !== at) {
        at = wanted;
        page = this.page(at);
      }
      const slot = cursor.worker % pageSize;
      const before = page[slot] ?? 0;
      const after = before + cursor.acts;
      page[slot] = after;
      if (before <= 0 && after > 0) this.people += 1;
      else if (before > 0 && after <= 0) this.people -= 1;
    }
  }

  private page(number: number): Int32Array<ArrayBuffer> {
    const known = this.pages.get(number);
    if (known !== undefined) return known;
    const page = sparePages.pop() ?? new Int32Array(pageSize);
    this.pages.set(number, page);
    return page;
  }

  /** Sets the pages to zero and returns them for reuse. */
  release(): void {
    for (const page of this.pages.values()) {
      if (sparePages.length < sparePagesMax) sparePages.push(page.fill(0));
    }
    this.pages.clear();
  }
}

/**
 * The number of distinct people in all blobs together. A worker counts if the acts of all blobs add up to more than
 * zero, so an act that a later bucket takes back does not count.
 */
export const countPeople = (blobs: readonly PeopleBlob[]): number => {
  const acts = new Acts();
  try {
    for (const blob of blobs) acts.add(blob);
    return acts.people;
  } finally {
    acts.release();
  }
};
