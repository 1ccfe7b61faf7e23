/** The edge where errors become answers. Nothing of a database, a path or a stack leaves the server. */
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerName } from './ask';
import { appendAudit } from './audit';
import { isBusy } from './db';
import type { Kit } from './kit';
import { Refusal } from './refusal';

/** What Fastify and its plugins say, in our codes. */
const FROM_FASTIFY: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'WRONG_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BAD_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BAD_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_JSON',
  FST_REQ_FILE_TOO_LARGE: 'TOO_LARGE',
  FST_FILES_LIMIT: 'BAD_INPUT',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'WRONG_TYPE',
  FST_UNDER_PRESSURE: 'BUSY',
  FST_ERR_RATE_LIMIT: 'TOO_MANY',
};

export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  const known = FROM_FASTIFY[code];
  if (known) return new Refusal(known);
  if (statusCode === 429) return new Refusal('TOO_MANY');
  if (statusCode === 400) return new Refusal('BAD_JSON');
  if (statusCode === 403 || statusCode === 404) return new Refusal('NOT_FOUND');
  if (statusCode === 413) return new Refusal('TOO_LARGE');
  if (statusCode === 415) return new Refusal('WRONG_TYPE');
  if (isBusy(error)) return new Refusal('BUSY');
  return new Refusal('BROKEN');
}

export function answerErrors(app: FastifyInstance, kit: Kit): void {
  app.setErrorHandler(async (error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.code === 'BROKEN') {
      const fault = error as Error & { code?: string; errno?: number };
      // Messages of database errors hold values: only names, numbers and the stack's places are written.
      const places = fault.stack
        ?.split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 12)
        .join('\n');
      kit.log.error(
        { requestId: request.id, key: keyOf(request), fault: fault.name, code: fault.code, errno: fault.errno, places },
        'broken',
      );
      kit.metrics.alarms.inc({ kind: 'broken' });
    }
    if (refusal.more.denied !== undefined) await auditDenied(kit, request, refusal.more.denied);
    return reply
      .code(refusal.status)
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .serializer(JSON.stringify as (body: unknown) => string)
      .send(refusal.body(request.id));
  });
}

const keyOf = (request: FastifyRequest): string =>
  (request.routeOptions.config as { key?: string }).key ?? `${request.method} ${request.routeOptions.url ?? '?'}`;

async function auditDenied(kit: Kit, request: FastifyRequest, object: string): Promise<void> {
  const by = callerName(request.caller ?? { kind: 'nobody' });
  await kit.db
    .tx((db) =>
      appendAudit(db, {
        at: kit.now().toISOString(),
        by,
        what: keyOf(request),
        object,
        outcome: 'denied',
        requestId: request.id,
      }),
    )
    .catch((error: Error) => kit.log.error({ requestId: request.id, fault: error.name }, 'denied access not audited'));
}
