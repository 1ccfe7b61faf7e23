/** Members and open cases of a union that has ended go to the one that takes over. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { addToTally } from '../membership/changes';
import { MembershipTable } from '../membership/entity';
import type { Union, UnionChangeRow } from './entity';
import { tellPiece } from './tree-tell';

/** Members that one transaction carries, with two rows of history each: a fraction of the time that a request has. */
const CARRIED_AT_ONCE = 5_000;

const OPEN = `('submitted', 'returned')`;

/** What waited with the ended union waits with the other; what had risen from it waits with the one above that. */
export async function carryCases(ask: Ask, from: string, into: Union): Promise<void> {
  const [upper = into] = await query<Pick<Union, 'id' | 'path'>>(
    ask.db,
    'SELECT id, path FROM trade_union WHERE id = ?',
    [into.parentId],
  );
  await ask.db.query(
    `UPDATE application SET heldBy = ?, heldPath = ? WHERE unionId = ? AND heldBy <> ? AND state IN ${OPEN}`,
    [upper.id, upper.path, from, from],
  );
  await ask.db.query(`UPDATE application SET heldBy = ?, heldPath = ? WHERE heldBy = ? AND state IN ${OPEN}`, [
    into.id,
    into.path,
    from,
  ]);
  await ask.db.query(`UPDATE application SET unionId = ? WHERE unionId = ? AND state IN ${OPEN}`, [into.id, from]);
  for (const column of ['unionId', 'heldBy']) {
    await ask.db.query(`UPDATE person_request SET ${column} = ? WHERE ${column} = ? AND state IN ('asked', 'agreed')`, [
      into.id,
      from,
    ]);
    await ask.db.query(
      `UPDATE transfer_side SET ${column} = ? WHERE ${column} = ?
       AND EXISTS (SELECT 1 FROM transfer t WHERE t.id = transfer_side.transferId AND t.state = 'asked')`,
      [into.id, from],
    );
  }
  // Between these two there is nothing left to transfer.
  await ask.db.query(
    `UPDATE transfer SET state = 'recalled', closedAt = ?, openPerson = NULL WHERE state = 'asked' AND id IN
     (SELECT a.transferId FROM transfer_side a JOIN transfer_side b ON b.transferId = a.transferId AND b.unionId = a.unionId
      WHERE a.side = 'from' AND b.side = 'to' AND a.unionId = ?)`,
    [ask.now.toISOString(), into.id],
  );
}

/**
 * Carries members, at most `CARRIED_AT_ONCE` of them, with both rows of their history; true when some are left.
 * The rows are written by the database itself, their ids made of a fresh time and the random half of the membership's,
 * so that a union of thousands takes a handful of statements. Refusal BUSY when a membership changed in between.
 */
export async function carryMembers(
  ask: Ask,
  change: UnionChangeRow,
  from: Pick<Union, 'id' | 'name'>,
  into: Pick<Union, 'id' | 'name'>,
): Promise<boolean> {
  const rows = await query<{ id: string }>(
    ask.db,
    `SELECT id FROM membership WHERE unionId = ? AND state IN ('active', 'retained')
     ORDER BY id LIMIT 1 OFFSET ${CARRIED_AT_ONCE - 1}`,
    [from.id],
  );
  const last = rows[0]?.id ?? '~';
  // The time of an id is its first ten characters; leaving comes before arriving.
  const [leaving, arriving] = twoTimes();
  const words = `“${from.name}”${change.kind === 'merged' ? '并入' : '撤销，转到'}“${into.name}”`;
  const history = async (time: string, kind: 'movedOut' | 'movedIn', union: string, other: string) => {
    await ask.db.query(
      `INSERT INTO membership_change (id, membershipId, personId, kind, unionId, otherUnionId, occupation, onDay, at,
         source, sourceId, words, accountId)
       SELECT CONCAT(?, SUBSTR(m.id, 11)), m.id, m.personId, ?, ?, ?, m.occupation, ?, ?, 'union', ?, ?, ?
       FROM membership m WHERE m.unionId = ? AND m.state IN ('active', 'retained') AND m.id <= ?`,
      [
        time,
        kind,
        union,
        other,
        dayOf(ask.now),
        ask.now.toISOString(),
        change.id,
        words,
        change.accountId,
        from.id,
        last,
      ],
    );
    const [row] = await query<{ written: number | string }>(
      ask.db,
      'SELECT COUNT(*) AS written FROM membership_change WHERE id >= ? AND id < ? AND sourceId = ?',
      [time, `${time}~`, change.id],
    );
    return Number(row?.written ?? 0);
  };
  const left = await history(leaving, 'movedOut', from.id, into.id);
  if (left === 0) return false;
  const arrived = await history(arriving, 'movedIn', into.id, from.id);
  const active = await rebook(ask, from.id, into.id, 'active', last);
  const retained = await rebook(ask, from.id, into.id, 'retained', last);
  // Somebody joined or left between these statements: nothing of this may stand.
  if (left !== arrived || left !== active + retained) throw new Refusal('BUSY');
  await tellPiece(ask, { changeId: change.id, after: arriving, piece: 1 });
  await addToTally(ask, from.id, { active: -active, retained: -retained });
  await addToTally(ask, into.id, { active, retained });
  return last !== '~';
}

async function rebook(
  ask: Ask,
  from: string,
  into: string,
  state: 'active' | 'retained',
  last: string,
): Promise<number> {
  const result = await ask.db
    .createQueryBuilder()
    .update(MembershipTable)
    .set({ unionId: into })
    .where('unionId = :from AND state = :state AND id <= :last', { from, state, last })
    .execute();
  return result.affected ?? 0;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The time halves of two ids, one a millisecond after the other. */
function twoTimes(): [string, string] {
  const time = ulid().slice(0, 10);
  const digits = [...time].map((character) => ALPHABET.indexOf(character));
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const next = ((digits[at] ?? 0) + 1) % 32;
    digits[at] = next;
    if (next !== 0) break;
  }
  return [time, digits.map((digit) => ALPHABET[digit]).join('')];
}
