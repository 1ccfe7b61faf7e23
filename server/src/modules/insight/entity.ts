/** Lists of persons that leave the house: who asked, why, who agreed, and how often each was fetched. */
import type { JointState } from '@niangjia/shared/rules/joint';
import { instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface PersonExport {
  id: string;
  unionId: string;
  /** Fields in clear, with commas: `name,idNumber,phone`; empty when all is masked. */
  clear: string;
  reason: string;
  /** Persons in it when it was asked for. */
  persons: number;
  state: JointState;
  askedBy: string;
  askedAt: string;
  /** The joint act; null where one person suffices. */
  jointId: string | null;
  until: string | null;
  fetched: number;
}
export const PersonExportTable = table<PersonExport>(
  'person_export',
  {
    id: primary(key),
    unionId: key,
    clear: text(40),
    reason: text(300),
    persons: int,
    state: text(12),
    askedBy: key,
    askedAt: instant,
    jointId: optional(key),
    until: optional(instant),
    fetched: int,
  },
  { ix_person_export_asker: ['askedBy', 'id'], uq_person_export_joint: ['jointId'] },
  { fk_person_export_union: ['unionId', 'trade_union'] },
);

export const insightTables = [PersonExportTable];
