const monthsPerQuarter = 3;

const monthNumber = (month: string): number => Number(month.slice(5, 7));

/** The quarter of a month: `2024-08` is in `2024-Q3`. */
export const quarterOf = (month: string): string =>
  `${month.slice(0, 4)}-Q${String(Math.ceil(monthNumber(month) / monthsPerQuarter))}`;

/** The year of a month, `YYYY`. */
export const yearOf = (month: string): string => month.slice(0, 4);

const monthOf = (year: string, number: number): string => `${year}-${String(number).padStart(2, '0')}`;

/** The first and the last month of a quarter (`2024-Q3`) or of a year (`2024`). */
export const monthsOf = (period: string): Readonly<{ from: string; to: string }> => {
  const year = period.slice(0, 4);
  if (!period.includes('-Q')) return { from: `${year}-01`, to: `${year}-12` };
  const last = Number(period.slice(6)) * monthsPerQuarter;
  return { from: monthOf(year, last - monthsPerQuarter + 1), to: monthOf(year, last) };
};
