import type { ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql';
import { makeServer, type Context, type Server } from 'graphql-ws';
import { errorIn } from '../graphql/error-sentences.js';
import { askerOf, languageOf } from '../graphql/request-context.js';
import { fault } from '../graphql/api-fault.js';
import { admission, type Asked } from '../graphql/admission.js';
import { formattedBy } from '../graphql/error-format.js';
import type { Extra } from './socket-peer.js';
import { running } from './run-subscription.js';
import type { SocketHost } from './socket-host.js';
import type { Fate } from '@ledger/runtime/telemetry/request-watch.js';

type Peer = Context<Record<string, unknown> | undefined, Extra>;

const tooMany = (most: number, where: string): GraphQLError =>
  fault('TOO_MANY_SUBSCRIPTIONS', `${where} may have ${String(most)} subscriptions, no more; end some first`);

const codesOf = (errors: readonly GraphQLFormattedError[]): readonly string[] =>
  errors.map(({ extensions }) => String(extensions?.['code']));

const countOf = ({ subscriptions }: Peer): number => Object.keys(subscriptions).length;

/** The server side of the GraphQL-over-WebSocket protocol, with the limits of the API. */
export const protocolOf = (host: SocketHost): Server<Extra> => {
  const { limits } = host.serving;
  const admitted = admission(host.schema, { ...host.serving, over: 'WebSocket' });
  const format = formattedBy(host.format);
  const peers = new Set<Peer>();

  const hear = (fate: Fate, peer: Peer, { operationName }: Asked, codes: readonly string[]): void => {
    host.hear(fate, askerOf(peer.extra.request, peer.connectionParams), {
      name: operationName ?? null,
      codes,
    });
  };

  const told = (
    peer: Peer,
    asked: Asked,
    errors: readonly GraphQLError[],
  ): readonly GraphQLFormattedError[] => {
    const language = languageOf(askerOf(peer.extra.request, peer.connectionParams));
    const formatted = errors.map((error) => errorIn(language, format(error)));
    hear('failed', peer, asked, codesOf(formatted));
    return formatted;
  };

  const judge = (peer: Peer, asked: Asked): ExecutionArgs | readonly GraphQLError[] => {
    const { subscriptionsPerSocketMax, subscriptionsMax } = limits;
    if (countOf(peer) > subscriptionsPerSocketMax) return [tooMany(subscriptionsPerSocketMax, 'a socket')];
    let all = 0;
    for (const each of peers) all += countOf(each);
    if (all > subscriptionsMax) return [tooMany(subscriptionsMax, 'this server')];
    const judged = admitted(asked);
    if (!('document' in judged)) return judged;
    return { ...judged, contextValue: host.contextOf(askerOf(peer.extra.request, peer.connectionParams)) };
  };

  return makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: limits.initMsMax,
    onConnect: (peer) => {
      peers.add(peer);
    },
    onClose: (peer) => {
      peers.delete(peer);
    },
    onSubscribe: (peer, _id, asked) => {
      const judged = judge(peer, asked);
      if ('document' in judged) hear('begun', peer, asked, []);
      return judged;
    },
    subscribe: running(limits.readingMsMax),
    onNext: (...[peer, , asked, , { errors, ...result }]) =>
      errors === undefined ? undefined : { ...result, errors: told(peer, asked, errors) },
    onError: (peer, _id, asked, errors) => told(peer, asked, errors),
    onComplete: (peer, _id, asked) => {
      hear('ended', peer, asked, []);
    },
  });
};
