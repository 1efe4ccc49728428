import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry } from 'yauzl';

/** The files of a zip archive as text, by path. */
export const partsOf = (bytes: Uint8Array): Promise<ReadonlyMap<string, string>> =>
  new Promise((resolve, reject) => {
    const parts = new Map<string, string>();
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      zip.on('error', reject);
      zip.on('end', () => {
        resolve(parts);
      });
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed !== null) {
            reject(failed);
            return;
          }
          buffer(stream).then((content) => {
            parts.set(entry.fileName, content.toString('utf8'));
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('_x005F_', '_');

const cellOf = (xml: string): string | number | null => {
  const text = /<t[^>]*>([^]*)<\/t>/.exec(xml)?.[1];
  if (text !== undefined) return unescaped(text);
  const number = /<v>([^<]*)<\/v>/.exec(xml)?.[1];
  return number === undefined ? null : Number(number);
};

export type Cells = readonly (string | number | null)[];

/** The rows of a worksheet that the ledger's own exporter wrote. It does not read worksheets of other programs. */
export const rowsOf = (xml: string): readonly Cells[] =>
  [...xml.matchAll(/<row>([^]*?)<\/row>/g)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c [^]*?<\/c>/g)].map(([cell]) => cellOf(cell)),
  );

/** The rows of each worksheet by name, in the order of the workbook. */
export const worksheetsOf = async (bytes: Uint8Array): Promise<ReadonlyMap<string, readonly Cells[]>> => {
  const parts = await partsOf(bytes);
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)];
  return new Map(
    names.map(([, name = ''], index) => [
      unescaped(name),
      rowsOf(parts.get(`xl/worksheets/sheet${String(index + 1)}.xml`) ?? ''),
    ]),
  );
};
