import type { OfficeNamed } from '@ledger/schema/events/offices.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { officeCode, soleOffice } from '../kernel/identifiers.js';
import { offices, type NameOffice } from './offices-decider.js';

const { given } = specify(offices);

const name = (office: string): NameOffice => ({ type: 'NameOffice', data: { office: officeCode(office) } });
const named = (office: string): OfficeNamed => ({
  type: 'OfficeNamed',
  data: { office: officeCode(office) },
});

describe('the offices of a ledger', () => {
  test('are noted once each, in every spelling', () => {
    given().when(name('kq')).then(named('KQ'));
    given(named('KQ')).when(name('ＫＱ')).then();
    given(named('KQ')).when(name('SY')).then(named('SY'));
    given(named('KQ'), named('SY')).when(name('KQ')).then();
  });

  test('do not include the ledger’s own, which nobody needs to name', () => {
    given().when(name(soleOffice)).then();
  });

  test('have one stream', () => {
    expect(offices.streamOf(name('KQ'))).toBe('offices');
  });
});
