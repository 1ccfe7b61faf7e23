/** The counts that unions keep, counted anew from the memberships themselves. */
import type { World } from './world';

interface Row {
  unionId: string;
  path: string;
  active: number | string;
  retained: number | string;
}

const plain = (rows: Row[]) =>
  rows
    .map(({ unionId, path, active, retained }) => [unionId, path, Number(active), Number(retained)])
    .filter(([, , active, retained]) => active || retained);

/** Fails when a union's tally differs from its book, or bears another path than the union. */
export async function mustCountTrue({ sql }: World): Promise<void> {
  const kept = await sql<Row>('SELECT unionId, path, active, retained FROM union_tally ORDER BY unionId');
  const counted = await sql<Row>(
    `SELECT u.id AS unionId, u.path, SUM(m.state = 'active') AS active, SUM(m.state = 'retained') AS retained
     FROM membership m JOIN trade_union u ON u.id = m.unionId GROUP BY u.id, u.path ORDER BY u.id`,
  );
  expect(plain(kept)).toEqual(plain(counted));
}
