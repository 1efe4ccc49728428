/** As many columns as a worksheet has. */
export const columnsMax = 16_384;
const letters = 26;

/** The column of a reference, from 0 on: `C5` is 2; null where the text is no reference. */
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
