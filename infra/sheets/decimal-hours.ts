const minutesPerHour = 60;
const decimals = 4;

/** Converts minutes to hours, rounded to four decimals. */
export const hoursOf = (minutes: number): number => Number((minutes / minutesPerHour).toFixed(decimals));
