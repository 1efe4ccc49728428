import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What is said of imports beside what is said of their sheets, in both languages. */
export const importWords = {
  toCorrect: ['{file}：{rows}行需要更正后重新报送', '{file}: {rows} rows to correct and import again'],
  unchanged: [
    '{rows}行与台账一致，未作更正',
    '{rows} rows say what the ledger says; nothing was corrected there',
  ],
  work: ['导入{id}', 'import {id}'],
  undoing: ['撤销导入{id}', 'undoing import {id}'],
  goesOn: [
    '{work}会继续进行，不需要这个命令；“ledger imports”可以查看进度',
    '{work} goes on without this command; “ledger imports” shows how far it is',
  ],
  sample: [
    '这是{folder}里的示例台账：业务是虚构的。用LEDGER_DATA指定自己的台账',
    'this is the SAMPLE ledger in {folder}: its acts are invented. LEDGER_DATA names a ledger of your own',
  ],
} as const satisfies Readonly<Record<string, Words>>;
