/** Unions, their codes, benefits and consent texts; persons, staff accounts, posts. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, flag, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { appendOnly, createTable } from './create-table';

export class PeopleAndUnions1764000000002 implements MigrationInterface {
  readonly name = 'PeopleAndUnions1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'trade_union',
      {
        id: primary(key),
        name: text(80),
        level: text(20),
        parentId: optional(key),
        path: text(255),
        districtCode: text(6),
        holding: flag,
        phone: optional(text(20)),
        closedAt: optional(instant),
      },
      { ix_union_path: ['path'], ix_union_district: ['districtCode'], ix_union_parent: ['parentId'] },
    );
    await createTable(
      runner,
      'benefit',
      { id: primary(key), unionId: key, title: text(40), detail: text(120), opensAfterDays: int },
      { ix_benefit_union: ['unionId'] },
    );
    await createTable(
      runner,
      'join_code',
      {
        token: primary(text(32)),
        unionId: key,
        label: text(40),
        expiresOn: optional(day),
        withdrawnAt: optional(instant),
        createdAt: instant,
        createdBy: key,
      },
      { ix_join_code_union: ['unionId'] },
      { fk_join_code_union: ['unionId', 'trade_union'] },
    );
    await createTable(runner, 'consent_text', {
      hash: primary(hash),
      purpose: text(20),
      version: text(10),
      title: text(60),
      text: long,
      since: day,
    });
    await appendOnly(runner, 'consent_text');
    await createTable(
      runner,
      'consent',
      {
        id: primary(key),
        personId: key,
        purpose: text(20),
        textHash: hash,
        version: text(10),
        channel: text(10),
        state: text(10),
        at: instant,
      },
      { ix_consent_person: ['personId', 'purpose', 'at'] },
    );
    await appendOnly(runner, 'consent');
    await createTable(
      runner,
      'person',
      {
        id: primary(key),
        name: optional(text(40)),
        idNumberIndex: optional(hash),
        idNumberSealed: optional(text(200)),
        phoneIndex: optional(hash),
        phoneSealed: optional(text(200)),
        openid: optional(text(64)),
        createdAt: instant,
      },
      { uq_person_id_number: ['idNumberIndex'], uq_person_phone: ['phoneIndex'], uq_person_openid: ['openid'] },
    );
    await createTable(
      runner,
      'staff_account',
      {
        id: primary(key),
        account: text(60),
        name: text(40),
        personId: optional(key),
        passwordHash: text(200),
        otpSealed: text(200),
        lastOtpStep: int,
        disabledAt: optional(instant),
        createdAt: instant,
      },
      { uq_staff_account: ['account'] },
    );
    await createTable(
      runner,
      'post',
      { id: primary(key), accountId: key, role: text(20), unionId: key, fromOn: day, toOn: optional(day) },
      { ix_post_account: ['accountId'], ix_post_union: ['unionId'] },
      { fk_post_account: ['accountId', 'staff_account'], fk_post_union: ['unionId', 'trade_union'] },
    );
    await createTable(runner, 'sms_code', {
      id: primary(hash),
      codeHash: hash,
      sentAt: instant,
      expiresAt: instant,
      tries: int,
      sentOn: day,
      sentToday: int,
    });
    await createTable(
      runner,
      'look',
      {
        id: primary(key),
        personId: key,
        accountId: key,
        unionId: key,
        field: text(20),
        reason: text(300),
        at: instant,
      },
      { ix_look_person: ['personId', 'at'], ix_look_account: ['accountId', 'at'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'look',
      'sms_code',
      'post',
      'staff_account',
      'person',
      'consent',
      'consent_text',
      'join_code',
      'benefit',
    ];
    for (const table of [...tables, 'trade_union']) await runner.dropTable(table);
  }
}
