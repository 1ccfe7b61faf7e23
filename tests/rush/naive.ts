/** The seeded defect (X6): claims that read the stock, look, and then write. Nothing else of it is wrong. */
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { Refusal } from '@niangjia/server/core/refusal';
import { bearer } from '@niangjia/server/core/route';
import { insertOnce, query } from '@niangjia/server/core/sql';
import { VoucherTable } from '@niangjia/server/modules/vouchers/entity';
import { newVoucher } from '@niangjia/server/modules/vouchers/judge';
import { readTicket } from '@niangjia/server/modules/vouchers/ticket';
import { noteBatch } from '@niangjia/server/modules/vouchers/write';
import type { FastifyInstance } from 'fastify';

export function serveNaive(app: FastifyInstance, kit: Kit): void {
  app.post('/naive/:id/claim', async (request) => {
    const by = await kit.callerOf(bearer(request) ?? '');
    if (by.kind !== 'person') throw new Refusal('SIGN_IN_FIRST');
    const { id: campaignId } = request.params as { id: string };
    const { kindId, ticket: text } = request.body as { kindId: string; ticket: string };
    const ticket = readTicket(kit, text, by.personId, campaignId);
    return kit.db.tx(async (db) => {
      const [stock] = await query<{ remaining: number }>(db, 'SELECT remaining FROM voucher_stock WHERE kindId = ?', [
        kindId,
      ]);
      const remaining = Number(stock?.remaining ?? 0);
      if (remaining === 0) throw new Refusal('SOLD_OUT');
      const batch = ulid();
      const voucher = {
        ...newVoucher({ batch, now: kit.now(), useUntil: '2099-12-31' }),
        ...{ kindId, campaignId, personId: by.personId, unionId: by.personId, occupation: 'OTHER' as never },
        ...{ holder: ticket.h, nth: 1, ticket: ticket.n, source: 'claim' as const },
      };
      if (!(await insertOnce(db, VoucherTable, voucher))) throw new Refusal('TAKEN_ALREADY');
      await query(db, 'UPDATE voucher_stock SET remaining = ? WHERE kindId = ?', [remaining - 1, kindId]);
      await noteBatch(db, kit, { batch, campaignId, what: 'naive', requestId: request.id }, [voucher]);
      return { outcome: 'given', voucher: { id: voucher.id }, entry: null };
    });
  });
}
