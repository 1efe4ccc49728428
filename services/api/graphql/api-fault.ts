import { HeaderMap } from '@apollo/server';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { GraphQLError, type ASTNode } from 'graphql';

/** An error that a client can do something about, with its stable code. */
export const fault = (code: Api.ErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** The same for an operation that is refused before it is run. */
export const refusal = (
  code: Api.ErrorCode,
  message: string,
  nodes?: ASTNode | readonly ASTNode[],
): GraphQLError =>
  new GraphQLError(message, {
    nodes: nodes ?? null,
    extensions: { code, http: { status: 400, headers: new HeaderMap() } },
  });
