import { SaxesParser } from 'saxes';
import { broken, WorkbookFault } from './workbook-fault.js';
import { localName, XmlNamespaces, type Attributes } from './xml-namespaces.js';

/**
 * Handlers of XML elements. Names have no prefix. Only elements in the namespace of the root element are passed:
 * extensions of programs in other namespaces may use the same names with another meaning.
 */
export type XmlHandlers = Readonly<{
  open: (name: string, attributes: Attributes, spaces: XmlNamespaces) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}>;

/** Longest tag or text, in characters. A cell may hold 32,767. */
export const pieceCharsMax = 1024 * 1024;

const depthMax = 64;

/**
 * Parses XML chunk by chunk in limited memory. Throws WorkbookFault for a DOCTYPE, because it may define entities,
 * which no workbook needs.
 */
export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: false, position: false });
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly spaces = new XmlNamespaces();
  private charsSinceEvent = 0;
  private depth = 0;

  constructor({ open, close, text }: XmlHandlers) {
    const { parser, spaces } = this;
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('doctype', () => {
      throw new WorkbookFault('ownEntities');
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.charsSinceEvent = 0;
      this.depth += 1;
      if (this.depth > depthMax) throw new WorkbookFault('deepTags', { max: depthMax });
      spaces.open(name, attributes);
      if (spaces.isRead) open(localName(name), attributes, spaces);
    });
    parser.on('closetag', ({ name }) => {
      this.charsSinceEvent = 0;
      this.depth -= 1;
      if (spaces.isRead) close(localName(name));
      spaces.close();
    });
    const onText = (piece: string): void => {
      this.charsSinceEvent = 0;
      if (spaces.isRead) text(piece);
    };
    parser.on('text', onText);
    parser.on('cdata', onText);
  }

  write(bytes: Uint8Array): void {
    this.attempt(() => {
      const text = this.decoder.decode(bytes, { stream: true });
      this.charsSinceEvent += text.length;
      this.parser.write(text);
    });
    if (this.charsSinceEvent > pieceCharsMax) throw new WorkbookFault('longText', { max: pieceCharsMax });
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
      throw cause instanceof WorkbookFault ? cause : broken(cause);
    }
  }
}

/** Parses a part of a workbook to its end. Throws WorkbookFault. */
export const readXml = async (bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> => {
  const reader = new XmlReader(handlers);
  for await (const chunk of bytes) reader.write(chunk);
  reader.end();
};
