/** Merchants, shops, cashiers, redemptions, undos, offline packs and settlements. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { big, day, flag, hash, instant, int, key, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

export class Redemptions1764000000014 implements MigrationInterface {
  readonly name = 'Redemptions1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'merchant',
      {
        id: primary(key),
        number: text(30),
        unionId: key,
        name: text(40),
        contactPhone: text(20),
        contractNumber: text(40),
        contractFrom: day,
        contractTo: day,
        serviceTitle: text(30),
        listFen: int,
        priceFen: int,
        yearlyQuota: int,
        payeeName: optional(text(60)),
        payeeBank: optional(text(60)),
        payeeSealed: optional(text(200)),
        payeeLast: optional(text(4)),
        endedAt: optional(instant),
        endReason: optional(text(300)),
        createdBy: key,
        createdAt: instant,
      },
      { uq_merchant_number: ['number'], ix_merchant_union: ['unionId', 'id'] },
      { fk_merchant_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'shop',
      {
        id: primary(key),
        merchantId: key,
        name: text(40),
        address: text(120),
        latitude: optional(int),
        longitude: optional(int),
        offlinePerDay: int,
        closedAt: optional(instant),
        createdAt: instant,
      },
      { ix_shop_merchant: ['merchantId'] },
      { fk_shop_merchant: ['merchantId', 'merchant'] },
    );
    await createTable(
      runner,
      'cashier',
      {
        id: primary(key),
        shopId: key,
        name: text(40),
        phoneIndex: hash,
        phoneSealed: text(200),
        openPhone: optional(hash),
        since: instant,
        endedAt: optional(instant),
        endReason: optional(text(300)),
        createdBy: key,
      },
      { uq_cashier_open: ['shopId', 'openPhone'], ix_cashier_phone: ['openPhone'] },
      { fk_cashier_shop: ['shopId', 'shop'] },
    );
    await createTable(
      runner,
      'redemption',
      {
        id: primary(key),
        voucherId: key,
        kindId: key,
        campaignId: key,
        merchantId: key,
        shopId: key,
        cashierId: key,
        personId: key,
        source: text(8),
        undoOf: optional(key),
        liveVoucher: optional(key),
        pass: text(60),
        loss: flag,
        spendFen: int,
        offFen: int,
        subsidyFen: int,
        merchantFen: int,
        bankFen: int,
        paysFen: int,
        at: instant,
        onDay: day,
        latitude: optional(int),
        longitude: optional(int),
        settlementId: optional(key),
      },
      {
        uq_redemption_live: ['liveVoucher'],
        uq_redemption_undo: ['undoOf'],
        uq_redemption_pass: ['pass'],
        ix_redemption_voucher: ['voucherId'],
        ix_redemption_shop: ['shopId', 'onDay', 'id'],
        ix_redemption_settlement: ['settlementId', 'id'],
        ix_redemption_due: ['merchantId', 'settlementId', 'onDay'],
        ix_redemption_campaign: ['campaignId', 'kindId', 'onDay'],
        ix_redemption_day: ['onDay', 'shopId', 'at'],
        ix_redemption_person: ['personId'],
      },
    );
    await createTable(
      runner,
      'redemption_undo',
      {
        id: primary(key),
        redemptionId: key,
        openRedemption: optional(key),
        state: text(8),
        reason: text(300),
        cashierId: key,
        asker: hash,
        at: instant,
        decidedBy: optional(key),
        decider: optional(hash),
        decidedAt: optional(instant),
        refusal: optional(text(300)),
      },
      { uq_undo_open: ['openRedemption'], ix_undo_redemption: ['redemptionId'], ix_undo_state: ['state', 'id'] },
    );
    await createTable(
      runner,
      'offline_pack',
      {
        id: primary(key),
        shopId: key,
        cashierId: key,
        onDay: day,
        keySealed: text(200),
        seq: int,
        mark: text(64),
        issuedAt: instant,
      },
      { ix_pack_shop: ['shopId', 'onDay'] },
    );
    await createTable(
      runner,
      'offline_code',
      { id: primary(key), voucherId: key, shopId: key, onDay: day, issuedAt: instant },
      { uq_offline_code: ['voucherId', 'shopId', 'onDay'], ix_offline_code_shop: ['shopId', 'onDay'] },
    );
    await createTable(
      runner,
      'settlement',
      {
        id: primary(key),
        number: text(30),
        merchantId: key,
        unionId: key,
        month: text(7),
        state: text(10),
        lines: int,
        undone: int,
        spendFen: big,
        subsidyFen: big,
        merchantFen: big,
        bankFen: big,
        lossFen: big,
        payFen: big,
        preparedBy: key,
        preparedAt: instant,
        jointId: optional(key),
        payeeName: optional(text(60)),
        payeeBank: optional(text(60)),
        payeeSealed: optional(text(200)),
        releasedAt: optional(instant),
        paidOn: optional(day),
        reference: optional(text(40)),
      },
      {
        uq_settlement_number: ['number'],
        uq_settlement_month: ['merchantId', 'month'],
        ix_settlement_union: ['unionId', 'state', 'id'],
      },
      { fk_settlement_merchant: ['merchantId', 'merchant'], fk_settlement_union: ['unionId', 'trade_union'] },
    );
    await guard(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'settlement',
      'offline_code',
      'offline_pack',
      'redemption_undo',
      'redemption',
      'cashier',
      'shop',
      'merchant',
    ])
      await runner.dropTable(table);
  }
}

/** What was redeemed is added to, never changed; undo and pay take two persons (d.3 rows 16 and 17). */
async function guard(runner: QueryRunner): Promise<void> {
  await refuseWhen(
    runner,
    'redemption_stays',
    'UPDATE',
    'redemption',
    `NEW.voucherId <> OLD.voucherId OR NEW.merchantId <> OLD.merchantId OR NEW.shopId <> OLD.shopId
     OR NEW.cashierId <> OLD.cashierId OR NEW.spendFen <> OLD.spendFen OR NEW.offFen <> OLD.offFen
     OR NEW.subsidyFen <> OLD.subsidyFen OR NEW.merchantFen <> OLD.merchantFen OR NEW.bankFen <> OLD.bankFen
     OR NEW.paysFen <> OLD.paysFen OR NEW.at <> OLD.at OR NEW.onDay <> OLD.onDay OR NEW.pass <> OLD.pass
     OR NEW.loss <> OLD.loss OR COALESCE(NEW.undoOf, '') <> COALESCE(OLD.undoOf, '')
     OR (NEW.liveVoucher IS NOT NULL AND COALESCE(OLD.liveVoucher, '') <> NEW.liveVoucher)
     OR (OLD.settlementId IS NOT NULL AND COALESCE(NEW.settlementId, '') <> OLD.settlementId
       AND EXISTS (SELECT 1 FROM settlement s WHERE s.id = OLD.settlementId AND s.state <> 'draft'))
     OR (NEW.settlementId IS NOT NULL AND COALESCE(OLD.settlementId, '') <> NEW.settlementId
       AND EXISTS (SELECT 1 FROM settlement s WHERE s.id = NEW.settlementId AND s.state <> 'draft'))`,
    'a redemption stays as it was',
  );
  await refuseWhen(
    runner,
    'redemption_adds_up',
    'INSERT',
    'redemption',
    `NEW.offFen <> NEW.subsidyFen + NEW.merchantFen + NEW.bankFen OR NEW.spendFen <> NEW.offFen + NEW.paysFen
     OR (NEW.undoOf IS NOT NULL AND NEW.liveVoucher IS NOT NULL) OR NEW.settlementId IS NOT NULL`,
    'the parts of a redemption add up',
  );
  const sqlite = runner.dataSource.options.type === 'better-sqlite3';
  const refuse = sqlite
    ? `BEGIN SELECT RAISE(ABORT, 'redemption is append-only'); END`
    : `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'redemption is append-only'`;
  await runner.query(`CREATE TRIGGER redemption_no_delete BEFORE DELETE ON redemption FOR EACH ROW ${refuse}`);
  await refuseWhen(
    runner,
    'undo_begins_asked',
    'INSERT',
    'redemption_undo',
    `NEW.state <> 'asked' OR NEW.decider IS NOT NULL`,
    'an undo begins as asked',
  );
  await refuseWhen(
    runner,
    'undo_takes_two',
    'UPDATE',
    'redemption_undo',
    `OLD.state <> 'asked' AND NEW.state <> OLD.state OR NEW.asker <> OLD.asker
     OR (NEW.state <> 'asked' AND (NEW.decider IS NULL OR NEW.decider = OLD.asker))`,
    'an undo takes two persons',
  );
  await refuseWhen(
    runner,
    'payee_signed',
    'UPDATE',
    'merchant',
    `COALESCE(NEW.payeeSealed, '') <> COALESCE(OLD.payeeSealed, '')
     AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.kind = 'payee' AND a.state = 'done'
       AND INSTR(a.payload, NEW.id) > 0 AND INSTR(a.payload, NEW.payeeSealed) > 0)`,
    'an account to pay to takes two persons',
  );
  await refuseWhen(
    runner,
    'merchant_begins_without_payee',
    'INSERT',
    'merchant',
    'NEW.payeeSealed IS NOT NULL',
    'an account to pay to takes two persons',
  );
  await refuseWhen(
    runner,
    'settlement_begins_as_draft',
    'INSERT',
    'settlement',
    `NEW.state <> 'draft'`,
    'a settlement begins as a draft',
  );
  await refuseWhen(
    runner,
    'settlement_signed',
    'UPDATE',
    'settlement',
    `(NEW.state = 'released' AND OLD.state <> 'released'
       AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.jointId AND a.kind = 'settlement' AND a.state = 'done'
         AND INSTR(a.payload, NEW.id) > 0))
     OR (NEW.state = 'paid' AND OLD.state NOT IN ('released', 'paid'))
     OR (OLD.state = 'released' AND NEW.state NOT IN ('released', 'paid'))
     OR (OLD.state = 'paid' AND (NEW.state <> 'paid' OR NEW.reference <> OLD.reference))
     OR (OLD.state IN ('signing', 'released', 'paid') AND (NEW.payFen <> OLD.payFen OR NEW.merchantId <> OLD.merchantId
       OR NEW.\`lines\` <> OLD.\`lines\` OR NEW.subsidyFen <> OLD.subsidyFen OR NEW.bankFen <> OLD.bankFen
       OR NEW.lossFen <> OLD.lossFen OR NEW.month <> OLD.month))
     OR (OLD.state IN ('released', 'paid') AND (NEW.jointId <> OLD.jointId OR NEW.payeeSealed <> OLD.payeeSealed
       OR NEW.payeeName <> OLD.payeeName OR NEW.payeeBank <> OLD.payeeBank))`,
    'a settlement is released only when all have signed',
  );
  await refuseWhen(
    runner,
    'settlement_kept',
    'DELETE',
    'settlement',
    `OLD.state <> 'draft'`,
    'a settlement that was signed stays',
  );
}
