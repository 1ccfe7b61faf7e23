/** Campaigns, kinds, stock, lists, vouchers and entries. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { big, day, flag, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

export class Campaigns1764000000013 implements MigrationInterface {
  readonly name = 'Campaigns1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'campaign',
      {
        id: primary(key),
        number: text(30),
        unionId: key,
        title: text(40),
        words: text(600),
        way: text(10),
        state: text(12),
        claimFrom: instant,
        claimUntil: instant,
        useFrom: day,
        useUntil: day,
        extendMonths: int,
        perPerson: int,
        perPersonDay: int,
        line: flag,
        favourNew: flag,
        audience: long,
        beacon: optional(text(120)),
        beaconValue: optional(text(120)),
        secretSealed: optional(text(200)),
        commitment: optional(hash),
        secret: optional(hash),
        drawnAt: optional(instant),
        budgetFen: big,
        jointId: optional(key),
        createdBy: key,
        createdAt: instant,
        publishedAt: optional(instant),
        endedAt: optional(instant),
        endReason: optional(text(300)),
      },
      {
        uq_campaign_number: ['number'],
        ix_campaign_union: ['unionId', 'state', 'id'],
        ix_campaign_open: ['state', 'claimUntil', 'id'],
      },
      { fk_campaign_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'voucher_kind',
      {
        id: primary(key),
        campaignId: key,
        sort: int,
        title: text(30),
        words: text(200),
        worth: text(8),
        minSpendFen: int,
        offFen: int,
        listFen: int,
        subsidyFen: int,
        merchantFen: int,
        bankFen: int,
        perPerson: int,
        perDay: int,
        waves: long,
        merchantIds: long,
      },
      { ix_kind_campaign: ['campaignId', 'sort'] },
      { fk_kind_campaign: ['campaignId', 'campaign'] },
    );
    await createTable(
      runner,
      'voucher_stock',
      {
        kindId: primary(key),
        campaignId: key,
        total: int,
        remaining: int,
        dayOn: day,
        dayGiven: int,
        entries: int,
        turn: int,
      },
      { ix_stock_campaign: ['campaignId'] },
    );
    await createTable(
      runner,
      'campaign_person',
      { campaignId: primary(key), personId: primary(key), membershipId: key },
      { ix_campaign_person: ['personId'] },
    );
    await createTable(
      runner,
      'voucher',
      {
        id: primary(key),
        kindId: key,
        campaignId: key,
        personId: key,
        unionId: key,
        occupation: text(20),
        holder: hash,
        nth: optional(int),
        ticket: optional(key),
        batch: key,
        source: text(8),
        state: text(10),
        givenAt: instant,
        givenOn: day,
        useUntil: day,
        extendedAt: optional(instant),
        usedAt: optional(instant),
        closedAt: optional(instant),
        lastStep: int,
        remindedAt: optional(instant),
      },
      {
        uq_voucher_holder: ['campaignId', 'holder', 'kindId', 'nth'],
        uq_voucher_ticket: ['ticket'],
        ix_voucher_person: ['personId', 'state', 'useUntil'],
        ix_voucher_campaign: ['campaignId', 'id'],
        ix_voucher_due: ['state', 'useUntil', 'id'],
        ix_voucher_batch: ['batch'],
      },
    );
    await createTable(
      runner,
      'voucher_entry',
      {
        id: primary(key),
        kindId: key,
        campaignId: key,
        personId: key,
        unionId: key,
        occupation: text(20),
        holder: hash,
        ticket: optional(key),
        kind: text(4),
        number: int,
        state: text(8),
        lineRank: optional(int),
        openHolder: optional(hash),
        at: instant,
        closedAt: optional(instant),
        voucherId: optional(key),
      },
      {
        uq_entry_number: ['kindId', 'number'],
        uq_entry_open: ['kindId', 'openHolder'],
        uq_entry_ticket: ['ticket'],
        ix_entry_line: ['kindId', 'kind', 'state', 'lineRank'],
        ix_entry_holder: ['campaignId', 'holder'],
        ix_entry_person: ['personId', 'state'],
      },
    );
    await guard(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['voucher_entry', 'voucher', 'campaign_person', 'voucher_stock', 'voucher_kind', 'campaign'])
      await runner.dropTable(table);
  }
}

/** d.3 row 15: nothing is given before the budget's second person has signed; what was signed stays as it was. */
async function guard(runner: QueryRunner): Promise<void> {
  await refuseWhen(
    runner,
    'campaign_begins_as_draft',
    'INSERT',
    'campaign',
    `NEW.state <> 'draft'`,
    'a campaign begins as a draft',
  );
  await refuseWhen(
    runner,
    'campaign_published_signed',
    'UPDATE',
    'campaign',
    `(NEW.state IN ('published', 'paused') AND OLD.state NOT IN ('published', 'paused')
       AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.jointId AND a.kind = 'campaign' AND a.state = 'done'
         AND INSTR(a.payload, NEW.id) > 0))
     OR (OLD.state IN ('published', 'paused') AND NEW.state NOT IN ('published', 'paused', 'ended'))
     OR (OLD.state = 'ended' AND NEW.state <> 'ended')
     OR (OLD.state NOT IN ('draft', 'signing') AND (NEW.unionId <> OLD.unionId OR NEW.way <> OLD.way
       OR NEW.audience <> OLD.audience OR NEW.jointId <> OLD.jointId OR NEW.claimFrom <> OLD.claimFrom
       OR NEW.claimUntil <> OLD.claimUntil OR NEW.useUntil <> OLD.useUntil
       OR NEW.perPerson <> OLD.perPerson OR NEW.perPersonDay <> OLD.perPersonDay OR NEW.line <> OLD.line
       OR NEW.favourNew <> OLD.favourNew OR NEW.extendMonths <> OLD.extendMonths
       OR COALESCE(NEW.beacon, '') <> COALESCE(OLD.beacon, '')
       OR COALESCE(NEW.commitment, '') <> COALESCE(OLD.commitment, '')))`,
    'a campaign is published only when a second person has signed',
  );
  await refuseWhen(
    runner,
    'kind_stays_as_signed',
    'UPDATE',
    'voucher_kind',
    `EXISTS (SELECT 1 FROM campaign c WHERE c.id = OLD.campaignId AND c.state <> 'draft')`,
    'a kind stays as it was signed',
  );
  await refuseWhen(
    runner,
    'kind_added_to_draft',
    'INSERT',
    'voucher_kind',
    `NOT EXISTS (SELECT 1 FROM campaign c WHERE c.id = NEW.campaignId AND c.state = 'draft')`,
    'a kind is added to a draft only',
  );
  for (const table of ['voucher_kind', 'voucher_stock'])
    await refuseWhen(
      runner,
      `${table}_stays`,
      'DELETE',
      table,
      `NOT EXISTS (SELECT 1 FROM campaign c WHERE c.id = OLD.campaignId AND c.state = 'draft')`,
      'what was signed stays',
    );
  await refuseWhen(
    runner,
    'stock_added_to_draft',
    'INSERT',
    'voucher_stock',
    `NEW.remaining <> NEW.total
     OR NOT EXISTS (SELECT 1 FROM campaign c WHERE c.id = NEW.campaignId AND c.state = 'draft')`,
    'stock is added to a draft only',
  );
  await refuseWhen(
    runner,
    'list_of_draft',
    'INSERT',
    'campaign_person',
    `NOT EXISTS (SELECT 1 FROM campaign c WHERE c.id = NEW.campaignId AND c.state = 'draft')`,
    'a list is made of a draft only',
  );
  await refuseWhen(
    runner,
    'stock_in_bounds',
    'UPDATE',
    'voucher_stock',
    `NEW.remaining < 0 OR NEW.remaining > NEW.total OR (NEW.total > OLD.total
       AND EXISTS (SELECT 1 FROM campaign c WHERE c.id = NEW.campaignId AND c.state <> 'draft')
       AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.kind = 'stock' AND a.state = 'done'
         AND INSTR(a.payload, NEW.kindId) > 0 AND INSTR(a.payload, NEW.total) > 0))`,
    'stock stays within its total, and grows only when a second person has signed',
  );
  await refuseWhen(
    runner,
    'voucher_of_published',
    'INSERT',
    'voucher',
    `NOT EXISTS (SELECT 1 FROM campaign c WHERE c.id = NEW.campaignId AND c.state IN ('published', 'paused', 'ended'))`,
    'a voucher comes of a published campaign only',
  );
  await refuseWhen(
    runner,
    'voucher_keeps_its_holder',
    'UPDATE',
    'voucher',
    `NEW.kindId <> OLD.kindId OR NEW.campaignId <> OLD.campaignId OR NEW.holder <> OLD.holder OR NEW.batch <> OLD.batch
     OR NEW.personId <> OLD.personId OR NEW.givenAt <> OLD.givenAt OR COALESCE(NEW.nth, OLD.nth, 0) <> COALESCE(OLD.nth, 0)
     OR COALESCE(NEW.ticket, '') <> COALESCE(OLD.ticket, '')
     OR (OLD.state IN ('returned', 'expired') AND NEW.state <> OLD.state)`,
    'a voucher keeps its holder, and what is over stays over',
  );
}
