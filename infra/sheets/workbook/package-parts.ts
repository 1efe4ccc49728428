import { posix } from 'node:path';
import { WorkbookFault } from './workbook-fault.js';
import type { Attributes, XmlNamespaces } from './xml-namespaces.js';
import { readXml } from './xml-reader.js';
import type { ZipArchive } from './zip-archive.js';

export type Worksheet = Readonly<{ name: string; isHidden: boolean; part: string }>;

/** Paths of the parts of a workbook in its zip archive. */
export type WorkbookParts = Readonly<{
  worksheets: readonly Worksheet[];
  /** Whether day numbers count from 1904, as in workbooks of old Macintosh programs. */
  from1904: boolean;
  sharedStrings: string | null;
  styles: string | null;
}>;

const listMax = 10_000;

/** Namespaces of relationships in the two forms of the Office Open XML standard: transitional and strict. */
const relations: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]);

/** The kind of a relationship: the last segment of its type. Empty if the type is in another namespace. */
const kindOf = (type: string): string => (relations.has(posix.dirname(type)) ? posix.basename(type) : '');

type Relationship = Readonly<{ id: string; type: string; part: string }>;

const relationshipsOf = async (archive: ZipArchive, part: string): Promise<readonly Relationship[]> => {
  const folder = posix.dirname(part);
  const found: Relationship[] = [];
  const open = (name: string, { Id, Type, Target, TargetMode }: Attributes): void => {
    if (name !== 'Relationship' || TargetMode === 'External') return;
    if (found.length >= listMax) throw new WorkbookFault('manyParts', { max: listMax });
    const target = posix.resolve('/', folder, Target ?? '').slice(1);
    found.push({ id: Id ?? '', type: kindOf(Type ?? ''), part: target });
  };
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  await readXml(archive.read(path), { open, close: () => undefined, text: () => undefined });
  return found;
};

/** The path of the main part of a workbook. Throws WorkbookFault if the archive is not a workbook (.xlsx). */
const mainPart = async (archive: ZipArchive): Promise<string> => {
  if (archive.has('content.xml')) throw new WorkbookFault('openDocument');
  if (!archive.has('[Content_Types].xml')) throw new WorkbookFault('otherArchive');
  const main = (await relationshipsOf(archive, '')).find(({ type }) => type === 'officeDocument');
  if (main === undefined) throw new WorkbookFault('noWorkbookPart');
  if (main.part.endsWith('.bin')) throw new WorkbookFault('binaryWorkbook');
  return main.part;
};

type Listed = Readonly<{ name: string; state: string; id: string }>;

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

const workbookOf = async (
  archive: ZipArchive,
  part: string,
): Promise<Readonly<{ listed: readonly Listed[]; from1904: boolean }>> => {
  const listed: Listed[] = [];
  let from1904 = false;
  let root: string | null = null;
  const open = (name: string, attributes: Attributes, spaces: XmlNamespaces): void => {
    root ??= name;
    if (root !== 'workbook') throw new WorkbookFault('otherDocument');
    if (name === 'workbookPr') from1904 = isTrue(attributes.date1904);
    if (name !== 'sheet') return;
    if (listed.length >= listMax) throw new WorkbookFault('manyWorksheets', { max: listMax });
    const { name: title = '', state = 'visible' } = attributes;
    listed.push({ name: title, state, id: spaces.attribute(attributes, relations, 'id') ?? '' });
  };
  await readXml(archive.read(part), { open, close: () => undefined, text: () => undefined });
  return { listed, from1904 };
};

/** Finds the parts of a workbook. Throws WorkbookFault if the archive is not a workbook or a part is missing. */
export const partsOf = async (archive: ZipArchive): Promise<WorkbookParts> => {
  const main = await mainPart(archive);
  const { listed, from1904 } = await workbookOf(archive, main);
  const relationships = await relationshipsOf(archive, main);
  const byId = new Map(relationships.map((each) => [each.id, each]));
  const partOf = (type: string): string | null =>
    relationships.find((each) => each.type === type)?.part ?? null;
  const worksheets = listed.flatMap(({ name, state, id }) => {
    const target = byId.get(id);
    if (target === undefined) throw new WorkbookFault('missingWorksheet', { worksheet: name });
    const { type, part } = target;
    // Sheets with only a chart or a macro are not worksheets.
    return type === 'worksheet' ? [{ name, isHidden: state !== 'visible', part }] : [];
  });
  return { worksheets, from1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
};
