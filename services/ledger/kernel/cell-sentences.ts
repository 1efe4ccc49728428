/** Sentences about a word that is unknown, with the word that is probably meant: Chinese, English. */
export const nearestSentences = {
  kind: [
    '没有“{kind}”这个服务类别；是不是“{nearest}”？',
    'there is no kind of service “{kind}”; is it “{nearest}”?',
  ],
  district: [
    '区划代码“{district}”不是 GB/T 2260 的市或县；是不是{nearest}？',
    '“{district}” is no city or county of GB/T 2260; is it {nearest}?',
  ],
} as const;

/** Of figures: the cell is merged over several rows. */
export const merged = [
  '{field}在合并单元格里（第{mergedFrom}行到第{mergedTo}行），请每行各写各的',
  '{field} is merged over rows {mergedFrom}–{mergedTo}; write each row’s own',
] as const;

/** Of any code: the cell that was refused holds a formula without a value. */
export const formulaWithoutValue = [
  '{formulaIn}是公式，但文件里没有保存它的值：请用表格软件打开并重新保存，再提交一次',
  '{formulaIn} holds a formula whose value is not stored in the file: open it in a spreadsheet program, save it and submit it again',
] as const;
