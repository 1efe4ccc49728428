import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The contents of the files of a zip archive, by path. */
export type Parts = Readonly<Record<string, string | Buffer>>;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Builds a zip archive from these files. */
export const zipped = async (parts: Parts): Promise<Buffer> => {
  const zip = new ZipFile();
  const options = { mtime: new Date(0), mode: 0o100644 };
  for (const [name, content] of Object.entries(parts))
    // Empty files are stored uncompressed: creating a compressor for each of ten thousand empty files takes seconds.
    zip.addBuffer(Buffer.from(content), name, { ...options, compress: content.length > 0 });
  zip.end();
  return buffer(zip.outputStream);
};

const relationships = (...all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export type WorkbookContent = Readonly<{
  /** The XML inside `<sheetData>`, by worksheet name. */
  sheets: Readonly<Record<string, string>>;
  hidden?: readonly string[];
  /** The XML inside `<sst>` (shared strings). */
  strings?: string;
  /** The XML inside `<styleSheet>`. */
  styles?: string;
  from1904?: boolean;
}>;

/** The files of an XLSX workbook, in the form in which a spreadsheet program writes them. */
export const partsOf = ({
  sheets,
  hidden = [],
  strings = '',
  styles = '',
  from1904 = false,
}: WorkbookContent): Record<string, string | Buffer> => {
  const names = Object.keys(sheets);
  const listed = names.map((name, index) => {
    const state = hidden.includes(name) ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${String(index + 1)}"${state} r:id="rId${String(index + 1)}"/>`;
  });
  const links = names.map(
    (_, index) =>
      [`rId${String(index + 1)}`, 'worksheet', `worksheets/sheet${String(index + 1)}.xml`] as const,
  );
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr date1904="${
      from1904 ? '1' : '0'
    }"/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      ...links,
      ['rIdS', 'sharedStrings', '/xl/sharedStrings.xml'],
      ['rIdF', 'styles', 'styles.xml'],
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, index) => [
        `xl/worksheets/sheet${String(index + 1)}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '_x000D_');

/** The worksheet XML for rows of texts. Each text is stored inline in its cell, not as a shared string. */
export const rowsXml = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((fields, index) => {
      const cells = fields.map((text) =>
        text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
      );
      return `<row r="${String(index + 1)}">${cells.join('')}</row>`;
    })
    .join('');

/** A workbook with one worksheet that contains these texts. */
export const workbookOf = (rows: readonly (readonly string[])[]): Promise<Buffer> =>
  zipped(partsOf({ sheets: { 明细: rowsXml(rows) } }));
