/** Finding a settlement, and its sums as its redemptions say them. */
import type { Permission } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import { type Ask, mustReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Settlement } from './entity';

export type FoundSettlement = Settlement & {
  merchantName: string;
  merchantNumber: string;
  unionName: string;
  unionPath: string;
  preparerName: string | null;
};

export const SELECT_SETTLEMENT = `SELECT s.*, m.name AS merchantName, m.number AS merchantNumber, u.name AS unionName,
    u.path AS unionPath, a.name AS preparerName
  FROM settlement s JOIN merchant m ON m.id = s.merchantId JOIN trade_union u ON u.id = s.unionId
  LEFT JOIN staff_account a ON a.id = s.preparedBy`;

/** What is counted and summed of a settlement's redemptions. All but the two counts in fen. */
export const sums = [
  'lines',
  'undone',
  'spendFen',
  'subsidyFen',
  'merchantFen',
  'bankFen',
  'lossFen',
  'payFen',
] as const;
type Sums = Record<(typeof sums)[number], number>;

/** Sums come as texts on MySQL. */
export const withNumbers = <Row extends Sums>(row: Row): Row => {
  const numbers = Object.fromEntries(sums.map((name) => [name, Number(row[name])])) as Sums;
  return { ...row, ...numbers };
};

/** A settlement within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadSettlement(ask: Ask, id: string, permission: Permission): Promise<FoundSettlement> {
  const [row] = await query<FoundSettlement>(ask.db, `${SELECT_SETTLEMENT} WHERE s.id = ?`, [id]);
  if (!row) throw new Refusal('NOT_FOUND', { denied: `settlement:${id}` });
  mustReach(ask, permission, row.unionPath, `settlement:${id}`);
  ask.about(`settlement:${id}`);
  return withNumbers(row);
}

/** Columns of `Sums` over rows of `redemption r`: plain sums, an undo has negative amounts. */
const SUMS = `SUM(CASE WHEN r.undoOf IS NULL THEN 1 ELSE 0 END) AS \`lines\`,
  SUM(CASE WHEN r.undoOf IS NULL THEN 0 ELSE 1 END) AS undone,
  SUM(r.spendFen) AS spendFen, SUM(r.subsidyFen) AS subsidyFen, SUM(r.merchantFen) AS merchantFen,
  SUM(r.bankFen) AS bankFen, SUM(CASE WHEN r.loss THEN r.subsidyFen + r.bankFen ELSE 0 END) AS lossFen,
  SUM(r.subsidyFen + r.bankFen) AS payFen`;

/** The sums of the redemptions that point to a settlement now; zeros where there are none. */
export async function sumsOf(db: EntityManager, settlementId: string): Promise<Sums> {
  const [row] = await query<Sums>(db, `SELECT ${SUMS} FROM redemption r WHERE r.settlementId = ?`, [settlementId]);
  if (!row) throw new Error('a sum without a row');
  return withNumbers(row);
}
