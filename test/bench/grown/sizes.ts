/** `BENCH_SHARE` (0 to 1) measures with only a part of the acts, for a quick trial. */
const share = Number(process.env['BENCH_SHARE'] ?? '1');

export const million = Math.round(1_000_000 * share);
export const hundredThousand = Math.round(100_000 * share);
