import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { refusalText } from '../kernel/refusals.js';
import { unknownDistrict, unknownKind } from './suggestions.js';

describe('an unknown kind', () => {
  it.each([
    ['免费体验', '免费体检'],
    ['体检', '免费体检'],
    ['health check', 'health-check'],
    ['helth-chek', 'health-check'],
  ])('%j is probably %s', (text, nearest) => {
    expect(unknownKind(text, catalogue).because).toStrictEqual({ kind: text, nearest });
  });

  it('may be like none', () => {
    expect(unknownKind('打酱油', catalogue).because).toStrictEqual({ kind: '打酱油' });
  });

  it('is told in either language', () => {
    const { code, because } = unknownKind('免费体验', catalogue);
    expect(refusalText(code, because, 'zh')).toBe('没有“免费体验”这个服务类别；是不是“免费体检”？');
    expect(refusalText(code, because, 'en')).toBe(
      'there is no kind of service “免费体验”; is it “免费体检”?',
    );
  });
});

describe('an unknown district', () => {
  it.each([
    ['永康', '330784 永康市'],
    ['永康市', '330784 永康市'],
    ['浙江省永康市', '330784 永康市'],
    ['浙江省金华市永康市', '330784 永康市'],
    ['杭州市西湖区', '330106 西湖区'],
    ['永康巿', '330784 永康市'],
    ['330799', '330700 金华市'],
    ['33078', '330700 金华市'],
  ])('%j is probably %s', (text, nearest) => {
    expect(unknownDistrict(text).because).toStrictEqual({ district: text, nearest });
  });

  it.each(['', '999999', '未知', '330000', 'x'.repeat(10_000)])('%j is like none', (text) => {
    expect(unknownDistrict(text).because).toStrictEqual({ district: text });
  });

  it('of a name that several have is told with the first of them', () => {
    const { code, because } = unknownDistrict('鼓楼区');
    expect(String(because['nearest']).split('、')).toHaveLength(3);
    expect(refusalText(code, because, 'en')).toMatch(
      /^“鼓楼区” is no city or county of GB\/T 2260; is it \d{6} 鼓楼区、/,
    );
  });
});
