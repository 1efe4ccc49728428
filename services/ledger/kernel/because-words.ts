/** What a refusal's `because` says by a code, in words: by its name there, and by the code. */
export const becauseWords: Readonly<
  Record<string, Readonly<Record<string, readonly [zh: string, en: string]>>>
> = {
  why: {
    SHORTENED: [
      '电子表格已把它缩短，请把这一列设为文本后重新填写',
      'the spreadsheet has shortened this number; make the column text and write the number again',
    ],
    SEVERAL: ['一个单元格里有几个编号，请每行只写一个', 'these are several numbers; write one in each row'],
    PLACEHOLDER: ['这不是编号，请填写编号', 'this stands for a number that is missing; write the number'],
  },
};
