/** The public data of draws: written once, never changed. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { int, key, long, primary } from '../core/columns';
import { appendOnly, createTable } from './create-table';

export class Draws1764000000015 implements MigrationInterface {
  readonly name = 'Draws1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'draw_page', { campaignId: primary(key), page: primary(int), text: long });
    await appendOnly(runner, 'draw_page');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('draw_page');
  }
}
