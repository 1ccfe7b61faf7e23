import '@fastify/swagger';
import type { Caller } from './ask';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the route has found out; for the audit of what was denied. */
    caller?: Caller;
  }
}
