import { HeaderMap } from '@apollo/server';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { GraphQLError, type ASTNode } from 'graphql';

/** An error that the client can correct, with its stable code. */
export const fault = (code: Api.ErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** An error for an operation that is refused before it is executed. Carries the HTTP status 400. */
export const refusal = (
  code: Api.ErrorCode,
  message: string,
  nodes?: ASTNode | readonly ASTNode[],
): GraphQLError =>
  new GraphQLError(message, {
    nodes: nodes ?? null,
    extensions: { code, http: { status: 400, headers: new HeaderMap() } },
  });
