/** A witness of the keys in use, and the ID number index of staff: nobody decides on the own application. */
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { long, primary, text } from '../core/columns';
import { createTable } from './create-table';

export class KeysAndOfficers1764000000004 implements MigrationInterface {
  readonly name = 'KeysAndOfficers1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'key_witness', { name: primary(text(40)), mark: long });
    const column = new TableColumn({ name: 'idNumberIndex', type: 'varchar', length: '64', isNullable: true });
    await runner.addColumn('staff_account', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('staff_account', 'idNumberIndex');
    await runner.dropTable('key_witness');
  }
}
