/** Which union looks into a phone number that two persons claim: MEM-8 has it released by the county. */

import type { Ask } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query } from '../../../core/sql';
import type { Union } from '../../unions/entity';

type Placed = Pick<Union, 'id' | 'path'>;

/** The union of a person's newest membership, else that of the newest application. */
async function unionOfPerson(ask: Ask, personId: string): Promise<Placed | undefined> {
  for (const table of ['membership', 'application'] as const) {
    const [union] = await query<Placed>(
      ask.db,
      `SELECT u.id, u.path FROM ${table} c JOIN trade_union u ON u.id = c.unionId
       WHERE c.personId = ? ORDER BY c.id DESC LIMIT 1`,
      [personId],
    );
    if (union) return union;
  }
  return undefined;
}

/** The county's union above one, or that one itself where there is none. */
async function countyOf(ask: Ask, union: Placed): Promise<string> {
  const above = union.path.split('/').filter(Boolean);
  const [county] = await query<{ id: string }>(
    ask.db,
    `SELECT id FROM trade_union WHERE level = 'county' AND closedAt IS NULL AND id IN (${above.map(() => '?').join(', ')})
     ORDER BY LENGTH(path) DESC LIMIT 1`,
    above,
  );
  return county?.id ?? union.id;
}

/** The county of the holder's union, of the asker's, or the top of the tree. */
export async function unionOfPhone(ask: Ask, holderId: string, personId: string): Promise<string> {
  const union = (await unionOfPerson(ask, holderId)) ?? (await unionOfPerson(ask, personId));
  if (union) return countyOf(ask, union);
  const [root] = await query<{ id: string }>(
    ask.db,
    'SELECT id FROM trade_union WHERE parentId IS NULL AND closedAt IS NULL ORDER BY id LIMIT 1',
  );
  if (!root) throw new Refusal('NOT_FOUND');
  return root.id;
}
