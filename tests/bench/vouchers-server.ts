/**
 * One server process of the vouchers' bench: the real app on a port of its own, and beside its claim two others that
 * take the same request: `plain`, one transaction a claim, and `ceiling`, the same answer without the database.
 */
import { buildApp } from '@niangjia/server/app';
import { loadConfig } from '@niangjia/server/core/config';
import { openDatabase } from '@niangjia/server/core/db';
import { withDeadline } from '@niangjia/server/core/deadline';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { bearer } from '@niangjia/server/core/route';
import { migrations } from '@niangjia/server/migrations/index';
import { sayJudged } from '@niangjia/server/modules/vouchers/claim';
import { toVoucher, type VoucherFacts } from '@niangjia/server/modules/vouchers/show';
import { readTicket } from '@niangjia/server/modules/vouchers/ticket';
import { writeClaims } from '@niangjia/server/modules/vouchers/write';
import { tables } from '@niangjia/server/tables';
import { vouchers } from '@niangjia/shared/contract/vouchers';
import { dayOf } from '@niangjia/shared/rules/days';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const { body: bodySchema, reply: replySchema } = vouchers['POST /offers/:id/claim'];
/** Counted by person, as the real one. */
const config = { rateLimit: { max: 20 } };

const asked = (request: FastifyRequest) => ({
  id: (request.params as { id: string }).id,
  body: bodySchema.parse(request.body),
});

/** The same checks, lock, reads, inserts and audit row, for one claim alone; as many at once as the pool has connections. */
function servePlain(server: FastifyInstance, kit: Kit): void {
  server.post('/bench/plain/:id/claim', { config }, async (request) => {
    const by = await kit.callerOf(bearer(request) ?? '');
    if (by.kind !== 'person') throw new Error('not a person');
    const { id, body } = asked(request);
    const ticket = readTicket(kit, body.ticket, by.personId, id);
    const [outcome] = await withDeadline(kit, (expired) =>
      writeClaims(kit, id, [{ kindId: body.kindId, ticket, expired, requestId: request.id }]),
    );
    if (!outcome || 'error' in outcome) throw outcome?.error;
    return replySchema.parse(await sayJudged(kit, outcome.answer));
  });
}

const FACTS = {
  ...{ state: 'issued', useUntil: '2099-12-31', extendedAt: null, usedAt: null, worth: 'off', minSpendFen: 5000 },
  ...{ offFen: 4000, listFen: 0, subsidyFen: 3000, merchantFen: 600, bankFen: 400, title: '满减券', words: '' },
  ...{ campaignTitle: '五一送福利', unionName: '某片区工会联合会', useFrom: '2026-01-01', extendMonths: 0 },
} as const satisfies Partial<VoucherFacts>;

/** Token, body, ticket and reply are read and shaped as in the real one; nothing is asked of the database. */
function serveCeiling(server: FastifyInstance, kit: Kit): void {
  server.post('/bench/ceiling/:id/claim', { config }, async (request) => {
    const claims = kit.tokens.verify(bearer(request) ?? '', kit.now());
    const { id, body } = asked(request);
    readTicket(kit, body.ticket, claims.sub, id);
    const now = kit.now();
    const facts = { ...FACTS, id: ulid(), kindId: body.kindId, campaignId: id, givenAt: now.toISOString() };
    return replySchema.parse({ outcome: 'given', voucher: toVoucher(facts, dayOf(now)), entry: null });
  });
}

/** Says its port to the parent; ends with it. `rateLimit` as in production: by person. */
export async function serveBench(databaseUrl: string, folder: string): Promise<void> {
  const db = await openDatabase({ url: databaseUrl, tables, migrations });
  const own = { ...loadConfig({ DATA_DIR: folder }), databaseUrl, logLevel: 'silent' };
  const { app } = await buildApp({
    config: own,
    db,
    beside: async (server, kit) => {
      servePlain(server, kit);
      serveCeiling(server, kit);
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  process.once('disconnect', () => process.exit(0));
  process.send?.({ port });
}
