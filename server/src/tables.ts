/** Every table of the server. */
import { coreTables } from './core/tables';
import { fileTables } from './modules/files/entity';
import { membershipTables } from './modules/membership/entity';
import { peopleTables } from './modules/people/entity';
import { unionTables } from './modules/unions/entity';

export const tables = [...coreTables, ...unionTables, ...peopleTables, ...membershipTables, ...fileTables];
