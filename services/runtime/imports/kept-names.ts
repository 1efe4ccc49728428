const [reportEnd, cardEnd] = ['.report', '.card'];

/** The name under which the report of an import is kept, where it is not in its stream. */
export const reportName = (id: string): string => id + reportEnd;
/** The name under which is kept what is known of a dry run. */
export const cardName = (id: string): string => id + cardEnd;

/** The import whose bytes are kept under a name. */
export const sheetOfName = (name: string): string => name.split('.', 1)[0] ?? name;

export const isSheetName = (name: string): boolean => !name.includes('.');
export const isCardName = (name: string): boolean => name.endsWith(cardEnd);
