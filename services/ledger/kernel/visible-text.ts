/**
 * Characters that a terminal interprets instead of showing: controls (C0, DEL, C1), bidirectional controls and line
 * separators. A name or a file name with such characters could hide or forge output.
 */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The text on one line, with `\uXXXX` in place of every character that a terminal would interpret. Applied to JSON,
 * it gives equivalent JSON.
 */
export const visibleLine = (text: string): string => text.replace(obeyed, escaped);

/**
 * Replaces every character that a terminal would interpret by `\uXXXX`, in a text of several lines: line feeds are
 * kept.
 */
export const visibleLines = (text: string): string => text.split('\n').map(visibleLine).join('\n');
