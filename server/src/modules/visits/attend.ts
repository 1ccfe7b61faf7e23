/** Whoever is present signs in by scanning, and rates for himself. */
import { maySignIn, rateUntil } from '@niangjia/shared/rules/visits';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, query } from '../../core/sql';
import { readSignInCode } from './code';
import { type Attendance, AttendanceTable } from './entity';
import { type FoundVisit, visitById } from './load';
import { partsOf } from './parts';

type Shown = Attendance & Record<'title' | 'placeName' | 'expertName' | 'startAt' | 'endAt' | 'state', string>;
const SELECT = `SELECT a.*, i.title, v.placeName, e.name AS expertName, v.startAt, v.endAt, v.state FROM attendance a
  JOIN visit v ON v.id = a.visitId JOIN menu_item i ON i.id = v.itemId JOIN expert e ON e.id = v.expertId`;
const toAttendance = (row: Shown) => ({ ...row, rateUntil: rateUntil(row) });

async function ownAttendance(ask: Ask, where: 'a.id = ?' | 'a.visitId = ?', value: string): Promise<Shown | undefined> {
  const [row] = await query<Shown>(ask.db, `${SELECT} WHERE ${where} AND a.personId = ?`, [
    value,
    personOf(ask).personId,
  ]);
  return row;
}

/**
 * The order for which somebody signs in: of the units of the visit the nearest one above the person's own union.
 * Refusal MEMBERS_ONLY: also for the expert, and for members of other units.
 */
async function orderFor(ask: Ask, visit: FoundVisit): Promise<string> {
  const { personId } = personOf(ask);
  const [member] = await query<{ path: string }>(
    ask.db,
    'SELECT u.path FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE m.activePerson = ?',
    [personId],
  );
  if (!member) throw new Refusal('MEMBERS_ONLY');
  const experts = await query(
    ask.db,
    'SELECT e.id FROM expert e JOIN person p ON p.phoneIndex = e.phoneIndex WHERE e.id = ? AND p.id = ?',
    [visit.expertId, personId],
  );
  if (experts.length > 0) throw new Refusal('MEMBERS_ONLY', { sentence: '您是这次服务的专家，不用签到。' });
  const parts = await partsOf(ask.db, [visit.id]);
  const [nearest] = parts
    .filter(({ unionPath }) => member.path.startsWith(unionPath))
    .sort((a, b) => b.unionPath.length - a.unionPath.length);
  if (nearest) return nearest.id;
  const names = parts.map(({ unionName }) => unionName).join('、');
  throw new Refusal('MEMBERS_ONLY', { sentence: `这次服务是给${names}的职工的。` });
}

/** Once a visit and person; the same again gets the first. Refusals SIGN_IN_CODE_WRONG, SIGN_IN_CLOSED, MEMBERS_ONLY. */
export async function signIn(ask: Ask, code: string) {
  const { personId } = personOf(ask);
  const visitId = readSignInCode(ask.kit, code.trim(), ask.now);
  const visit = visitId && (await visitById(ask.db, visitId));
  if (!visit) throw new Refusal('SIGN_IN_CODE_WRONG');
  if ((visit.state !== 'agreed' && visit.state !== 'recorded') || !maySignIn(visit, ask.now))
    throw new Refusal('SIGN_IN_CLOSED');
  const orderId = await orderFor(ask, visit);
  const at = ask.now.toISOString();
  const row = { id: ulid(), visitId: visit.id, orderId, personId, at, stars: null, words: null, ratedAt: null };
  await insertOnce(ask.db, AttendanceTable, row);
  const known = await ownAttendance(ask, 'a.visitId = ?', visit.id);
  if (!known) throw new Error('an attendance that was there is gone');
  ask.about(`attendance:${known.id}`, { visit: visit.id });
  return toAttendance(known);
}

/** Newest first. */
export async function listAttendances(ask: Ask) {
  const rows = await query<Shown>(ask.db, `${SELECT} WHERE a.personId = ? ORDER BY a.id DESC LIMIT 100`, [
    personOf(ask).personId,
  ]);
  return { items: rows.map(toAttendance) };
}

/** What took place: from the begin on, until the fourteenth day after it, once. Refusals NOT_FOUND, RATED_ALREADY, RATING_CLOSED. */
export async function rateAttendance(ask: Ask, id: string, { stars, words }: { stars: number; words: string }) {
  const row = await ownAttendance(ask, 'a.id = ?', id);
  if (!row) throw new Refusal('NOT_FOUND', { denied: `attendance:${id}` });
  if (row.state === 'cancelled') throw new Refusal('RATING_CLOSED', { sentence: '这次服务取消了，不用评价。' });
  const now = ask.now.toISOString();
  if (now > rateUntil(row)) throw new Refusal('RATING_CLOSED');
  if (now < row.startAt) throw new Refusal('RATING_CLOSED', { sentence: '服务还没有开始，开始后再来评价。' });
  const rated = await ask.db
    .createQueryBuilder()
    .update(AttendanceTable)
    .set({ stars, words, ratedAt: now })
    .where('id = :id AND ratedAt IS NULL', { id })
    .execute();
  if (rated.affected === 0) throw new Refusal('RATED_ALREADY');
  ask.about(`attendance:${id}`, { visit: row.visitId, stars });
  return toAttendance({ ...row, stars, words, ratedAt: now });
}
