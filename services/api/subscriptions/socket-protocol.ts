import type { ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql';
import { makeServer, type Context, type Server } from 'graphql-ws';
import { errorIn } from '../graphql/error-sentences.js';
import { askerOf, languageOf } from '../graphql/request-context.js';
import { fault } from '../graphql/api-fault.js';
import { admission, type OperationRequest } from '../graphql/admission.js';
import { formattedBy } from '../graphql/error-format.js';
import type { Extra } from './socket-closing.js';
import { running } from './run-subscription.js';
import type { SocketHost } from './socket-host.js';
import type { SubscriptionStage } from '@ledger/runtime/telemetry/request-instrumentation.js';

type SocketOf = Context<Record<string, unknown> | undefined, Extra>;

const tooMany = (most: number, where: string): GraphQLError =>
  fault('TOO_MANY_SUBSCRIPTIONS', `${where} may have ${String(most)} subscriptions, no more; end some first`);

const codesOf = (errors: readonly GraphQLFormattedError[]): readonly string[] =>
  errors.map(({ extensions }) => String(extensions?.['code']));

const askerAt = ({ extra, connectionParams }: SocketOf) => askerOf(extra.request, connectionParams);

const countOf = ({ subscriptions }: SocketOf): number => Object.keys(subscriptions).length;

/** The server side of the GraphQL-over-WebSocket protocol, with the limits of the API. */
export const protocolOf = (host: SocketHost): Server<Extra> => {
  const { limits } = host.serving;
  const admitted = admission(host.schema, { ...host.serving, over: 'WebSocket' });
  const format = formattedBy(host.format);
  const sockets = new Set<SocketOf>();

  const hear = (
    stage: SubscriptionStage,
    socket: SocketOf,
    { operationName }: OperationRequest,
    codes: readonly string[],
  ): void => {
    host.hear(stage, askerAt(socket), {
      name: operationName ?? null,
      codes,
    });
  };

  const shownErrors = (
    socket: SocketOf,
    asked: OperationRequest,
    errors: readonly GraphQLError[],
  ): readonly GraphQLFormattedError[] => {
    const language = languageOf(askerAt(socket));
    const formatted = errors.map((error) => errorIn(language, format(error)));
    hear('failed', socket, asked, codesOf(formatted));
    return formatted;
  };

  const judge = (socket: SocketOf, asked: OperationRequest): ExecutionArgs | readonly GraphQLError[] => {
    const { subscriptionsPerSocketMax, subscriptionsMax } = limits;
    if (countOf(socket) > subscriptionsPerSocketMax) return [tooMany(subscriptionsPerSocketMax, 'a socket')];
    let all = 0;
    for (const each of sockets) all += countOf(each);
    if (all > subscriptionsMax) return [tooMany(subscriptionsMax, 'this server')];
    const judged = admitted(asked);
    if (!('document' in judged)) return judged;
    return { ...judged, contextValue: host.contextOf(askerAt(socket)) };
  };

  return makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: limits.initMsMax,
    onConnect: (socket) => {
      sockets.add(socket);
    },
    onClose: (socket) => {
      sockets.delete(socket);
    },
    onSubscribe: (socket, _id, asked) => {
      const judged = judge(socket, asked);
      if ('document' in judged) hear('begun', socket, asked, []);
      return judged;
    },
    subscribe: running(limits.readingMsMax),
    onNext: (...[socket, , asked, , { errors, ...result }]) =>
      errors === undefined ? undefined : { ...result, errors: shownErrors(socket, asked, errors) },
    onError: (socket, _id, asked, errors) => shownErrors(socket, asked, errors),
    onComplete: (socket, _id, asked) => {
      hear('ended', socket, asked, []);
    },
  });
};
