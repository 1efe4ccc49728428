import type { LedgerMarkedAsSample, SampleMarkWithdrawn } from '@ledger/schema/events/sample-mark.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { sampleMark, type MarkAsSample, type WithdrawSampleMark } from './sample-mark-decider.js';

const { given } = specify(sampleMark);

const mark: MarkAsSample = { type: 'MarkAsSample', data: {} };
const withdraw: WithdrawSampleMark = { type: 'WithdrawSampleMark', data: {} };
const marked: LedgerMarkedAsSample = { type: 'LedgerMarkedAsSample', data: {} };
const withdrawn: SampleMarkWithdrawn = { type: 'SampleMarkWithdrawn', data: {} };

describe('the mark of a sample', () => {
  test('is given once', () => {
    given().when(mark).then(marked);
    given(marked).when(mark).then();
  });

  test('is withdrawn once, and never given again', () => {
    given(marked).when(withdraw).then(withdrawn);
    given(marked, withdrawn).when(withdraw).then();
    given(marked, withdrawn).when(mark).then();
  });

  test('cannot be withdrawn where there is none', () => {
    given().when(withdraw).then();
  });

  test('has one stream', () => {
    expect(sampleMark.streamOf(mark)).toBe('sample-mark');
  });
});
