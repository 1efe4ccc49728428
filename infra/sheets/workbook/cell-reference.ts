/** Number of columns in a worksheet (Excel's limit). */
export const columnsMax = 16_384;
const letters = 26;

/** The column number in a cell reference, from 0: `C5` gives 2. null if the text is not a reference. */
export const columnOf = (reference: string): number | null => {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > letters) break;
    column = column * letters + letter;
    if (column > columnsMax) return null;
  }
  return at === 0 ? null : column - 1;
};
