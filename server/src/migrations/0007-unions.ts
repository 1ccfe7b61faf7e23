/** Organisation fields, the history of the union tree, who reviews where, and what a joining code stands for. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, flag, instant, int, key, optional, primary, text } from '../core/columns';
import { type AddedColumn, type AddedIndices, addColumns, addIndices, dropColumns, dropIndices } from './add-columns';
import { appendOnly, createTable } from './create-table';

const columns: AddedColumn[] = [['join_code', 'kind', optional(text(12))]];
const indices: AddedIndices = {
  ix_union_level: ['trade_union', ['parentId', 'closedAt', 'id']],
  ix_union_subtree: ['trade_union', ['path', 'closedAt', 'id']],
  ix_union_open_district: ['trade_union', ['districtCode', 'closedAt', 'level']],
  ix_application_code_state: ['application', ['codeToken', 'state', 'id']],
};

export class Unions1764000000007 implements MigrationInterface {
  readonly name = 'Unions1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, columns);
    await addIndices(runner, indices);
    await createTable(runner, 'union_profile', {
      unionId: primary(key),
      kind: optional(text(10)),
      creditCode: optional(text(18)),
      address: optional(text(120)),
      officeAddress: optional(text(120)),
      email: optional(text(80)),
      foundedOn: optional(day),
      approvedOn: optional(day),
      approvedBy: optional(text(80)),
      approvalNumber: optional(text(60)),
      committeeFrom: optional(day),
      committeeTo: optional(day),
      workers: optional(int),
      fullTimeStaff: optional(int),
      unitKind: optional(text(20)),
      economy: optional(text(20)),
      industry: optional(text(1)),
      chairName: optional(text(40)),
      at: instant,
    });
    await createTable(
      runner,
      'union_change',
      {
        id: primary(key),
        unionId: key,
        kind: text(10),
        at: instant,
        accountId: optional(key),
        words: text(300),
        reason: optional(text(300)),
        otherUnionId: optional(key),
      },
      { ix_union_change_union: ['unionId', 'id'] },
      { fk_union_change_union: ['unionId', 'trade_union'] },
    );
    await appendOnly(runner, 'union_change');
    await createTable(
      runner,
      'union_review',
      { unionId: primary(key), decidedBy: text(10), workingDays: int, rises: flag },
      {},
      { fk_union_review_union: ['unionId', 'trade_union'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['union_review', 'union_change', 'union_profile']) await runner.dropTable(table);
    await dropIndices(runner, indices);
    await dropColumns(runner, columns);
  }
}
