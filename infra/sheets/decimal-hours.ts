const minutesPerHour = 60;
const decimals = 4;

/** Minutes as hours, to the fourth decimal. */
export const hoursOf = (minutes: number): number => Number((minutes / minutesPerHour).toFixed(decimals));
