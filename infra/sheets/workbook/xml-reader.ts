import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SaxesParser } from 'saxes';
import { broken, tooLarge, WorkbookFault } from './workbook-fault.js';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of XML is told, by names without their prefixes. */
export type XmlHandlers = Readonly<{
  open: (name: string, attributes: Attributes) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}>;

/** The longest tag or text, in characters: a cell holds 32,767. */
export const pieceCharsMax = 1024 * 1024;

const depthMax = 64;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads XML as it comes, in bounded memory. Definitions of entities are refused: nothing in a workbook needs them. */
export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: false, position: false });
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private charsSinceEvent = 0;
  private depth = 0;

  constructor({ open, close, text }: XmlHandlers) {
    this.parser.on('error', (error) => {
      throw error;
    });
    this.parser.on('doctype', () => {
      throw broken('it defines entities of its own');
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.charsSinceEvent = 0;
      this.depth += 1;
      if (this.depth > depthMax) throw broken('its tags are nested too deeply');
      open(localName(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      this.charsSinceEvent = 0;
      this.depth -= 1;
      close(localName(name));
    });
    const onText = (piece: string): void => {
      this.charsSinceEvent = 0;
      text(piece);
    };
    this.parser.on('text', onText);
    this.parser.on('cdata', onText);
  }

  write(bytes: Uint8Array): void {
    this.attempt(() => {
      const text = this.decoder.decode(bytes, { stream: true });
      this.charsSinceEvent += text.length;
      this.parser.write(text);
    });
    if (this.charsSinceEvent > pieceCharsMax)
      throw tooLarge(`a text is longer than ${String(pieceCharsMax)} characters; shorten the cell`);
  }

  end(): void {
    this.attempt(() => {
      this.parser.write(this.decoder.decode());
      this.parser.close();
    });
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw cause instanceof WorkbookFault ? cause : broken(messageOf(cause), cause);
    }
  }
}

/** Reads a whole part. */
export const readXml = async (bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> => {
  const reader = new XmlReader(handlers);
  for await (const chunk of bytes) reader.write(chunk);
  reader.end();
};
