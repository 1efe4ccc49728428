const [reportEnd, cardEnd] = ['.report', '.card'];

/** File name of a stored report. Only reports that are not in the import's stream are stored as files. */
export const reportName = (id: string): string => id + reportEnd;
/** File name of the stored state ("card") of a dry run. */
export const cardName = (id: string): string => id + cardEnd;

/** The id of the import that a stored file belongs to. */
export const sheetOfName = (name: string): string => name.split('.', 1)[0] ?? name;

export const isSheetName = (name: string): boolean => !name.includes('.');
export const isCardName = (name: string): boolean => name.endsWith(cardEnd);
