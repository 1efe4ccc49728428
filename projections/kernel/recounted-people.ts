const low64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Spreads a worker number over 64 bits (splitmix64), so that other workers do not give the same sum by chance. */
const spread = (worker: bigint): bigint => {
  let bits = low64((worker + 1n) * 0x9e37_79b9_7f4a_7c15n);
  bits = low64((bits ^ (bits >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  bits = low64((bits ^ (bits >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return bits ^ (bits >> 31n);
};

/**
 * What a worker with this many acts adds to the fingerprint of a set of people. Fingerprints are added, so a set of any
 * size needs one number, and the order of the acts does not matter.
 */
export const printOf = (worker: number | bigint, acts: number | bigint): bigint =>
  spread(BigInt(worker)) * BigInt(acts);

const moreBit = 0x80;
const lowBits = 0x7f;

/** All integers in the bytes, each with seven bits per byte, the lowest first. */
const integersIn = function* (bytes: Uint8Array): Iterable<bigint> {
  let [value, shift] = [0n, 0n];
  for (const byte of bytes) {
    value |= BigInt(byte & lowBits) << shift;
    shift += 7n;
    if (byte >= moreBit) continue;
    yield value;
    [value, shift] = [0n, 0n];
  }
};

/**
 * The fingerprint of the people of a document, read from its bytes: for each worker the difference to the number before,
 * with a bit that says whether a number of acts other than one follows. This does not use the code of
 * the view: a fault in that code would then be in both counts and stay unseen.
 */
export const printOfBytes = (bytes: Uint8Array): bigint => {
  let [print, worker] = [0n, 0n];
  let isActs = false;
  for (const integer of integersIn(bytes)) {
    const isOdd = (integer & 1n) === 1n;
    if (isActs) print += printOf(worker, isOdd ? -((integer + 1n) >> 1n) : integer >> 1n);
    else {
      worker += integer >> 1n;
      if (!isOdd) print += printOf(worker, 1);
    }
    isActs = !isActs && isOdd;
  }
  return print;
};
