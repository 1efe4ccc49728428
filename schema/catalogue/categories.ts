import { kinds, type Category } from './kinds.js';

/** A group of kinds by which totals can be split. */
export type CategoryName = Readonly<{ code: Category; zh: string; en: string }>;

const names: Readonly<Record<Category, readonly [zh: string, en: string]>> = {
  health: ['健康关爱', 'Health'],
  'mutual-aid': ['互助保障', 'Mutual aid'],
  hardship: ['帮扶慰问', 'Hardship and comfort'],
  employment: ['就业服务', 'Employment'],
  skills: ['技能提升', 'Skills'],
  law: ['法律与维权', 'Law and rights'],
  station: ['驿站服务', 'Stations'],
  culture: ['文体活动', 'Culture and sports'],
  family: ['家庭与交友', 'Family and company'],
};

const isCategory = (code: string): code is Category => Object.hasOwn(names, code);

/** The category with this code; undefined if there is none. */
export const categoryOfCode = (code: string): CategoryName | undefined =>
  isCategory(code) ? { code, zh: names[code][0], en: names[code][1] } : undefined;

/** All categories, in the order in which the catalogue first uses them. */
export const categories: readonly CategoryName[] = [
  ...new Set(kinds.map(({ category }) => category)),
].flatMap((code) => categoryOfCode(code) ?? []);

/** The codes of all kinds in a category. */
export const kindsIn = (category: string): readonly string[] =>
  kinds.filter((kind) => kind.category === category).map(({ code }) => code);
