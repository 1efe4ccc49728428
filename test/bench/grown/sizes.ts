/** `BENCH_SHARE` takes a part of the acts, to try something out. */
const share = Number(process.env['BENCH_SHARE'] ?? '1');

export const million = Math.round(1_000_000 * share);
export const hundredThousand = Math.round(100_000 * share);
