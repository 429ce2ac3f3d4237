import type { Interceptor, Transport } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';

/** Who acts, in every request; the center writes it into histories and the audit. */
export const ACTOR_HEADER = 'cityward-actor';

export function namingTheActor(actor: () => string): Interceptor {
  return (next) => (request) => {
    request.header.set(ACTOR_HEADER, actor());
    return next(request);
  };
}

/** gRPC-Web to the server that this page came from. */
export function sameOriginTransport(actor: () => string): Transport {
  return createGrpcWebTransport({
    baseUrl: window.location.origin,
    interceptors: [namingTheActor(actor)],
  });
}
