const minutesPerHour = 60;
const decimals = 4;

/** Minutes as hours, to the fourth decimal. */
export const hoursOf = (minutes: number): number => Number((minutes / minutesPerHour).toFixed(decimals));

const fenPerYuan = 100n;

/** Fen as yuan with two decimals, exactly. */
export const yuanOf = (fen: bigint): string => {
  const size = fen < 0n ? -fen : fen;
  const text = `${String(size / fenPerYuan)}.${String(size % fenPerYuan).padStart(2, '0')}`;
  return fen < 0n ? `-${text}` : text;
};
