/**
 * Characters that a terminal obeys instead of showing them: controls (C0, DEL, C1), those that change the direction of
 * writing, and separators of lines. A name or a file name that holds them could hide or forge what is printed.
 */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text on one line, with every character that a terminal would obey as `\uXXXX`; JSON stays the same JSON. */
export const visibleLine = (text: string): string => text.replace(obeyed, escaped);

/** The same for text of several lines, which stay lines. */
export const visibleLines = (text: string): string => text.split('\n').map(visibleLine).join('\n');
