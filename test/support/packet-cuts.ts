import fc from 'fast-check';
import type { Packet } from './raw-line.js';

/** A cut in a request: its place as a fraction of the length, and the event-loop turns to wait there. */
export type PacketCut = Readonly<{ share: number; turns: number }>;

const cut: fc.Arbitrary<PacketCut> = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  turns: fc.nat({ max: 30 }),
});

/** Generates lists of up to eight places where a request is cut into packets. */
export const packetCuts = fc.array(cut, { maxLength: 8 });

/** Splits the bytes into packets at the cuts. The packets together contain all bytes in order. */
export const packetsOf = (bytes: Buffer, cuts: readonly PacketCut[]): readonly Packet[] => {
  const ends = cuts
    .map(({ share, turns }) => ({ end: Math.floor(share * bytes.length), turns }))
    .toSorted((a, b) => a.end - b.end);
  const starts = [0, ...ends.map(({ end }) => end)];
  return [...ends, { end: bytes.length, turns: 0 }].map(({ end, turns }, index) => ({
    bytes: bytes.subarray(starts[index], end),
    turns,
  }));
};
