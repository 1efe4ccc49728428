/**
 * Characters that a terminal executes instead of showing: controls (C0, DEL, C1), bidirectional controls and line
 * separators. A name or a file name with such characters could hide or forge output.
 */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text on one line, with each of these characters as `\uXXXX`. Applied to JSON, it gives equivalent JSON. */
export const visibleLine = (text: string): string => text.replace(obeyed, escaped);

/** The same for a text of several lines; line feeds are kept. */
export const visibleLines = (text: string): string => text.split('\n').map(visibleLine).join('\n');
