/**
 * Messages that WeChat pushes to us. Its own protocol, so it stands outside the contract: a signature in the query,
 * plain text as answer. Each message is taken once, whatever the number of deliveries.
 */
import type { FastifyInstance } from 'fastify';
import { appendAudit } from '../../core/audit';
import { sha256, ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { insertOnce } from '../../core/sql';
import { IdempotencyTable } from '../../core/tables';
import { openPushMessage, verifyPush } from '../../core/wechat-push';

type PushQuery = Record<'signature' | 'msg_signature' | 'timestamp' | 'nonce' | 'echostr', string>;

export function servePush(app: FastifyInstance, kit: Kit): void {
  app.get('/api/wechat/push', { schema: { hide: true } }, async (request, reply) => {
    const query = request.query as PushQuery;
    if (!verifyPush(kit.config.wechat, query)) throw new Refusal('NOT_ALLOWED');
    return reply.type('text/plain').send(String(query.echostr ?? ''));
  });
  app.post('/api/wechat/push', { schema: { hide: true } }, async (request, reply) => {
    const message = openPushMessage(kit.config.wechat, request.query as PushQuery, request.body);
    const mark = sha256(
      `push|${message.FromUserName}|${message.CreateTime}|${message.trace_id ?? message.Event ?? ''}`,
    );
    const at = kit.now().toISOString();
    await kit.db.tx(async (db) => {
      const row = {
        id: mark,
        bodyHash: mark,
        state: 'done' as const,
        owner: ulid(),
        lockedUntil: at,
        reply: null,
        createdAt: at,
      };
      if (!(await insertOnce(db, IdempotencyTable, row))) return;
      const what = `wechat push ${String(message.Event ?? message.MsgType ?? 'message').slice(0, 40)}`;
      await appendAudit(db, { at, by: 'wechat', what, object: null, outcome: 'done', requestId: request.id });
    });
    return reply.type('text/plain').send('success');
  });
}
