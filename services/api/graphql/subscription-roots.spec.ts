import { parse } from 'graphql';
import { unsteadyRoot } from './subscription-roots.js';

const refused = (text: string) => {
  const error = unsteadyRoot(parse(text));
  return error === null ? null : [error.extensions['code'], error.nodes?.length];
};

describe('the field of a subscription', () => {
  it.each([
    ['subscription ($not: Boolean!) { viewsMoved @skip(if: $not) { name } }', 1],
    ['subscription { viewsMoved @include(if: true) @skip { name } }', 2],
    ['subscription { ... @skip(if: true) { viewsMoved { name } } }', 1],
    ['subscription { ... { viewsMoved @skip(if: true) { name } } }', 1],
    ['subscription { ...V @skip(if: true) } fragment V on Subscription { viewsMoved { name } }', 1],
    ['subscription { ...V } fragment V on Subscription { ...V viewsMoved @skip(if: true) { name } }', 1],
    ['{ views { name } } subscription S { viewsMoved @skip(if: true) { name } }', 1],
  ])('must not be skipped by a directive: %s', (text, directives) => {
    expect(refused(text)).toStrictEqual(['GRAPHQL_VALIDATION_FAILED', directives]);
  });

  it.each([
    'subscription { viewsMoved { name } }',
    'subscription ($not: Boolean!) { viewsMoved { name @skip(if: $not) } }',
    'subscription { viewsMoved @other { ...V @skip(if: true) } } fragment V on ViewState { name }',
    'subscription { ...Unknown }',
    'query ($not: Boolean!) { views @skip(if: $not) { name } }',
  ])('is always selected: %s', (text) => {
    expect(refused(text)).toBeNull();
  });
});
