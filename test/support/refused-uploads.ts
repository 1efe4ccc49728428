import { cutForm, field, formOf, sheetPart } from './upload-forms.js';
import { csv } from './sheets.js';

/** A sheet with one valid row. */
export const shortSheet = (reference: string): string =>
  csv({ reference, kind: '证书', district: '330603', date: '2024-03-01', headcount: '1' });

/**
 * A sheet that is larger than all network and stream buffers, so that it arrives in several reads. It can be uploaded,
 * but its content is not a valid sheet.
 */
export const longSheet = (reference: string): string => `${reference}\r\n${'x'.repeat(300_000)}`;

/**
 * An upload that is refused: a name for the test, the body, the expected status and error code, and additional headers.
 */
export type RefusedUpload = readonly [
  what: string,
  body: string,
  refusal: string,
  headers?: Readonly<Record<string, string>>,
];

const short = sheetPart(shortSheet('R-1'));
const long = sheetPart(longSheet('L-1'));
const boundaryOf = (boundary: string): Readonly<Record<string, string>> => ({
  'content-type': `multipart/form-data; boundary=${boundary}`,
});
const everyField = [
  ...['office', 'dryRun', 'worksheet', 'mapping'],
  ...['skipHidden', 'rows', 'sum', 'allOrNothing', 'corrections', 'reason'],
  ...['a', 'b'],
].map((name) => field(name, 'true'));

/**
 * One upload for every reason to refuse one. Where the size matters, there is one with a short and one with a long
 * sheet.
 */
export const refusedUploads: readonly RefusedUpload[] = [
  ['no form', 'x', '415 NOT_MULTIPART', { 'content-type': 'text/csv' }],
  ['a form of a page', 'a=1', '415 NOT_MULTIPART', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['JSON', '{', '415 NOT_MULTIPART', { 'content-type': 'application/json' }],
  ['no boundary', formOf(short), '415 NOT_MULTIPART', { 'content-type': 'multipart/form-data' }],
  ['another boundary', formOf(short), '400 UPLOAD_CUT_OFF', boundaryOf('other')],
  ['a part without a header', `--cut\r\nno header\r\n\r\nx\r\n${formOf(short)}`, '415 NOT_MULTIPART'],
  ['another site', formOf(long), '403 CROSS_SITE', { 'sec-fetch-site': 'cross-site' }],
  ['a token of another owner', formOf(long), '401 WRONG_TOKEN', { authorization: 'Bearer x' }],
  ['nothing', '', '400 UPLOAD_CUT_OFF'],
  ['an empty form', formOf(), '400 NO_SHEET'],
  ['no sheet', formOf(field('office', 'kq')), '400 NO_SHEET'],
  ['an unknown field', formOf(field('offce', 'kq'), short), '400 BAD_FIELD'],
  ['an unknown field before a long sheet', formOf(field('offce', 'kq'), long), '400 BAD_FIELD'],
  ['a field twice', formOf(field('office', 'a'), field('office', 'b'), short), '400 BAD_FIELD'],
  ['a field that is too long', formOf(field('mapping', 'x'.repeat(1_100_000)), short), '400 BAD_FIELD'],
  ['more fields than there are', formOf(...everyField, short), '400 BAD_FIELD'],
  ['a field after the sheet', formOf(short, field('dryRun', 'true')), '400 BAD_FIELD'],
  ['a field after a long sheet', formOf(long, field('dryRun', 'true')), '400 BAD_FIELD'],
  ['two sheets', formOf(short, short), '400 BAD_FIELD'],
  ['three sheets, the last one long', formOf(short, short, long), '400 BAD_FIELD'],
  ['a file of another name', formOf(sheetPart('x', 'shet'), short), '400 BAD_FIELD'],
  ['a dry run of maybe', formOf(field('dryRun', 'maybe'), short), '400 BAD_FIELD'],
  ['a dry run of maybe before a long sheet', formOf(field('dryRun', 'maybe'), long), '400 BAD_FIELD'],
  ['corrections without a reason', formOf(field('corrections', 'true'), short), '400 MISSING_REASON'],
  ['a reason without corrections', formOf(field('reason', 'x'), short), '400 BAD_FIELD'],
  ['corrections of maybe', formOf(field('corrections', 'maybe'), long), '400 BAD_FIELD'],
  ['all or nothing of maybe', formOf(field('allOrNothing', 'maybe'), short), '400 BAD_FIELD'],
  ['a number of rows that is none', formOf(field('rows', '1.5'), short), '400 BAD_FIELD'],
  ['a sum that is none', formOf(field('sum', '一百'), long), '400 BAD_FIELD'],
  ['an office that is none', formOf(field('office', 'a-b'), short), '400 BAD_OFFICE'],
  ['a mapping that is none', formOf(field('mapping', '{'), short), '400 BAD_MAPPING'],
  [
    'a mapping of two columns to one field',
    formOf(field('mapping', '{"columns":{"a":"姓名","b":"姓名"}}'), long),
    '400 MAPPING_CLASH',
  ],
  ['a form that ends in its sheet', cutForm(short), '400 UPLOAD_CUT_OFF'],
  ['a form that ends in its long sheet', cutForm(long), '400 UPLOAD_CUT_OFF'],
  ['a form that ends in the head of a part', formOf(short).slice(0, 60), '400 UPLOAD_CUT_OFF'],
];
