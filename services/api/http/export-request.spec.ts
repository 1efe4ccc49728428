import { everyPayout } from '@ledger/projections/payouts/payouts-queries.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { badInput, faultOf } from '@ledger/test/dsl/thrown-fault.js';
import { exportRequestOf, type ExportRequest } from './export-request.js';

const asked = (url: string): ExportRequest => {
  const found = exportRequestOf(url);
  if (found === null) throw new Error('there is no such export');
  return found;
};
const nobody = { district: null, from: null, to: null, kinds: null, states: null, worker: null };
const everybody = { sex: null, occupation: null, employer: null, named: null };
const year = 'from=2024-01&to=2024-12';

describe('what is exported', () => {
  it.each([`/totals.csv?${year}`, '/acts.csv', '/payouts.csv?', '/history.csv?worker=000000175'])(
    'is said by the path, with its format: %s',
    (url) => {
      expect([asked(url).exported.what, asked(url).format]).toStrictEqual([
        ...[url.slice(1, url.indexOf('.')), 'csv'],
      ]);
      expect(asked(url.replace('.csv', '.xlsx')).format).toBe('xlsx');
    },
  );

  it.each([
    ...[
      '/',
      '',
      '//',
      '/acts',
      '/acts.pdf',
      '/acts.csv/',
      '/acts.CSV',
      '/Acts.csv',
      '/secrets.csv',
      '/acts.csv.xlsx',
    ],
    ...['/constructor.csv', '/__proto__.csv', '//acts.csv', '/acts%2Ecsv', 'http://[/acts.csv'],
  ])('is none: %j', (url) => {
    expect(exportRequestOf(url)).toBeNull();
  });

  it('is without names, as it stands, unless it is said otherwise', () => {
    expect(asked('/acts.csv')).toMatchObject({ names: false, atLeast: null });
    expect(asked('/acts.csv?names=false')).toMatchObject({ names: false });
    expect(asked('/acts.csv?names=true&atLeast=c0de')).toMatchObject({ names: true, atLeast: 'c0de' });
  });
});

describe('acts and payouts', () => {
  it('are all of them where nothing is said', () => {
    expect(asked('/acts.csv').exported).toStrictEqual({ what: 'acts', filter: { ...nobody, session: null } });
    expect(asked('/payouts.csv').exported).toStrictEqual({ what: 'payouts', filter: everyPayout });
  });

  it('keep to every filter, states in whatever case', () => {
    const filter = 'district=330600&from=2024-02-01&to=2024-02-29&kinds=health-check&kinds=recuperation';
    const kept = {
      ...{
        district: '330600',
        from: '2024-02-01',
        to: '2024-02-29',
        kinds: ['health-check', 'recuperation'],
      },
      ...{ states: ['paid', 'refused'], worker: workerNo(17) },
    };
    const query = `${filter}&states=paid&states=REFUSED&worker=000000175`;
    expect(asked(`/payouts.csv?${query}`).exported).toStrictEqual({
      ...{ what: 'payouts', filter: { ...everyPayout, ...kept } },
    });
    expect(asked(`/acts.csv?${query}&session=gathering-v.1`).exported).toStrictEqual({
      ...{ what: 'acts', filter: { ...kept, session: 'gathering-v' } },
    });
  });
});

describe('the steps of payouts', () => {
  const nobodyAsked = { by: null, from: null, to: null };

  it('are filtered by person and by days', () => {
    const query =
      'paidBy=wu&paidFrom=2024-02-01&paidTo=2024-02-29&approvedBy=%E6%9D%8E&requestedTo=2024-01-31';
    expect(asked(`/payouts.csv?${query}`).exported).toStrictEqual({
      what: 'payouts',
      filter: {
        ...everyPayout,
        steps: {
          requested: { ...nobodyAsked, to: '2024-01-31' },
          approved: { ...nobodyAsked, by: '李' },
          paid: { by: 'wu', from: '2024-02-01', to: '2024-02-29' },
        },
      },
    });
  });

  it.each([
    ['paidBy=wu&paidBy=li', 'give paidBy once'],
    ['approvedFrom=2024/01/01', 'PlainDate cannot be "2024/01/01": expected a day, YYYY-MM-DD'],
    ['paidTo=2024-02-30', 'paid: to is “2024-02-30”, and there is no such day'],
    [
      'requestedFrom=2024-02-01&requestedTo=2024-01-31',
      'requested: from (2024-02-01) must not be later than to (2024-01-31)',
    ],
  ])('are refused: %s', (query, message) => {
    expect(faultOf(() => exportRequestOf(`/payouts.csv?${query}`))).toStrictEqual(badInput(message));
  });
});

describe('totals', () => {
  const scope = {
    ...{ district: null, depth: 'all', from: '2024-01', to: '2024-12', kinds: null, recordedTo: null },
    whom: everybody,
  };

  it('are one row of everything where nothing more is said', () => {
    expect(asked(`/totals.csv?${year}`).exported).toStrictEqual({ what: 'totals', scope, by: 'none' });
  });

  it('keep to every filter; an empty text is what was not stated', () => {
    const query = [
      ...[
        year,
        'by=Employer',
        'district=330600',
        'kinds=health-check',
        'categories=health',
        'recordedTo=2025-01',
      ],
      ...['sexes=female', 'sexes=unknown', 'occupations=%E9%AA%91%E6%89%8B', 'occupations=', 'employers='],
      'named=true',
    ].join('&');
    expect(asked(`/totals.xlsx?${query}`)).toMatchObject({
      exported: {
        by: 'employer',
        scope: {
          ...{ district: '330600', kinds: ['health-check'], recordedTo: '2025-01' },
          whom: { sex: ['female', null], occupation: ['骑手', null], employer: [null], named: true },
        },
      },
    });
    expect(asked(`/totals.csv?${year}&sexes=MALE`)).toMatchObject({
      exported: { scope: { whom: { sex: ['male'] } } },
    });
  });
});

describe('the history of a worker', () => {
  it('is of one worker', () => {
    expect(asked('/history.csv?worker=000000175&names=true')).toMatchObject({
      ...{ exported: { what: 'history', worker: 17 }, names: true },
    });
  });

  it('is of nobody else', () => {
    expect(faultOf(() => exportRequestOf('/history.csv'))).toStrictEqual(badInput('give worker'));
  });
});

describe('parameters that cannot be meant are refused, each with a sentence:', () => {
  const by = 'NONE, KIND, MONTH, DISTRICT, CATEGORY, QUARTER, YEAR, SEX, OCCUPATION, EMPLOYER';
  it.each<readonly [url: string, message: string]>([
    ['/totals.csv', 'give from'],
    ['/totals.csv?from=2024-01', 'give to'],
    ['/totals.csv?from=2024-13&to=2024-12', 'Month cannot be "2024-13": expected a month, YYYY-MM'],
    ['/totals.csv?from=&to=2024-12', 'Month cannot be "": expected a month, YYYY-MM'],
    ['/totals.csv?from=2025-01&to=2024-12', 'from (2025-01) must not be later than to (2024-12)'],
    [`/totals.csv?${year}&from=2024-02`, 'give from once'],
    [`/totals.csv?${year}&by=horoscope`, `by is “horoscope”; it must be one of ${by}`],
    [`/totals.csv?${year}&by=constructor`, `by is “constructor”; it must be one of ${by}`],
    [`/totals.csv?${year}&by=kind&by=month`, 'give by once'],
    [`/totals.csv?${year}&sexes=other`, 'sexes is “other”; it must be one of MALE, FEMALE, UNKNOWN'],
    [`/totals.csv?${year}&named=perhaps`, 'named is “perhaps”; it must be true or false'],
    [`/totals.csv?${year}&categories=x`, 'there is no category “x”'],
    ['/acts.csv?names=perhaps', 'names is “perhaps”; it must be true or false'],
    ['/acts.csv?names=', 'names is “”; it must be true or false'],
    ['/acts.csv?names=true&names=true', 'give names once'],
    ['/acts.csv?worker=000000176', 'worker is “000000176”, which is no worker number'],
    ['/acts.csv?worker=', 'worker is “”, which is no worker number'],
    ['/acts.csv?from=2024/01/01', 'PlainDate cannot be "2024/01/01": expected a day, YYYY-MM-DD'],
    ['/acts.csv?to=2024-02-30', 'to is “2024-02-30”, and there is no such day'],
    [
      '/payouts.csv?states=lost',
      'states is “lost”; it must be one of GIVEN, REQUESTED, APPROVED, SUBMITTED, ASSESSED, PAID, REFUSED, REVERSED',
    ],
    [
      '/acts.csv?colour=red',
      'there is no parameter “colour” here; there are district, from, to, kinds, states, worker, session, names, atLeast',
    ],
    [
      '/payouts.csv?session=gathering-v',
      'there is no parameter “session” here; there are district, from, to, kinds, states, worker, requestedBy, requestedFrom, requestedTo, approvedBy, approvedFrom, approvedTo, paidBy, paidFrom, paidTo, names, atLeast',
    ],
    [
      '/history.csv?worker=000000175&from=2024-01-01',
      'there is no parameter “from” here; there are worker, names, atLeast',
    ],
  ])('%s', (url, message) => {
    expect(faultOf(() => exportRequestOf(url))).toStrictEqual(badInput(message));
  });

  it.each([
    [`/totals.csv?${year}&district=339999`, 'UNKNOWN_DISTRICT'],
    ['/acts.csv?district=', 'UNKNOWN_DISTRICT'],
    ['/payouts.csv?kinds=health-check&kinds=x', 'UNKNOWN_KIND'],
    ['/acts.csv?session=x', 'UNKNOWN_SESSION'],
  ])('with the code that a query would get: %s', (url, code) => {
    expect(faultOf(() => exportRequestOf(url)).code).toBe(code);
  });

  it('names in totals: there are none', () => {
    expect(faultOf(() => exportRequestOf(`/totals.csv?${year}&names=true`)).message).toMatch(
      /^there is no parameter “names” here; /,
    );
  });
});
