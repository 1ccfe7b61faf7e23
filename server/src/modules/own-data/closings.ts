/** The data officer's side of closing: what waits, and the first of the two persons (security.md d.3 row 12). */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { ERASED, maskName } from '@niangjia/shared/rules/masks';
import { type Ask, mustReach, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { type Closing, ClosingTable } from './entity';
import { isHeld } from './holds';

type Found = Closing & {
  unionName: string;
  unionPath: string;
  name: string | null;
  applied: string | null;
  heldId: string | null;
};

const SELECT = `SELECT c.*, u.name AS unionName, u.path AS unionPath, p.name, h.id AS heldId,
    (SELECT a.name FROM application a WHERE a.personId = c.personId ORDER BY a.id DESC LIMIT 1) AS applied
  FROM closing c JOIN trade_union u ON u.id = c.unionId JOIN person p ON p.id = c.personId
  LEFT JOIN hold h ON h.openPerson = c.personId`;

const nameOf = ({ name, applied, state }: Found): string =>
  state === 'done' ? ERASED : maskName(name ?? applied ?? '某某');

const toRow = (ask: Ask, found: Found) => ({
  id: found.id,
  number: found.number,
  state: found.openPerson !== null && found.heldId !== null ? ('held' as const) : found.state,
  askedAt: found.askedAt,
  dueOn: found.dueOn,
  nameMasked: nameOf(found),
  unionName: found.unionName,
  unionId: found.unionId,
  held: found.heldId !== null,
  jointId: found.jointId,
  overdue: found.openPerson !== null && found.dueOn < dayOf(ask.now),
});

/** Those that wait, the shortest term first; then those that are over, newest first. */
export async function listClosings(ask: Ask, after?: string) {
  const reach = withinReach(ask, 'erasures.propose', 'u.path');
  const [part, dueOn = '', id = ''] = after?.split('_') ?? [];
  const open =
    part === 'c'
      ? []
      : await query<Found>(
          ask.db,
          `${SELECT} WHERE c.state IN ('asked', 'confirming') AND ${reach.sql}
           ${part ? 'AND (c.dueOn > ? OR (c.dueOn = ? AND c.id > ?))' : ''} ORDER BY c.dueOn, c.id LIMIT ${limits.page + 1}`,
          [...reach.values, ...(part ? [dueOn, dueOn, id] : [])],
        );
  const over =
    open.length > limits.page
      ? []
      : await query<Found>(
          ask.db,
          `${SELECT} WHERE c.state IN ('done', 'recalled') AND ${reach.sql} ${part === 'c' ? 'AND c.id < ?' : ''}
           ORDER BY c.id DESC LIMIT ${limits.page + 1}`,
          [...reach.values, ...(part === 'c' ? [dueOn] : [])],
        );
  const found = [...open, ...over];
  const page = found.slice(0, limits.page);
  const last = page.at(-1);
  const next = page.length > open.length ? `c_${last?.id}` : `o_${last?.dueOn}_${last?.id}`;
  return { items: page.map((one) => toRow(ask, one)), next: found.length > limits.page ? next : null };
}

/** Whom the act concerns: every ID number under which the person is known. */
async function numbersOf(ask: Ask, personId: string): Promise<(string | null)[]> {
  const rows = await query<{ idNumberIndex: string | null }>(
    ask.db,
    `SELECT idNumberIndex FROM person WHERE id = ? UNION
     SELECT idNumberIndex FROM application WHERE personId = ? AND idNumberSealed <> ''`,
    [personId, personId],
  );
  return rows.map(({ idNumberIndex }) => idNumberIndex).slice(0, 3);
}

/** Refusals NOT_FOUND, STEP_UP_FIRST, MOVE_NOT_ALLOWED, ON_HOLD, NO_IDENTITY, SAME_PERSON. */
export async function proposeErasure(ask: Ask, id: string) {
  const [closing] = await query<Found>(ask.db, `${SELECT} WHERE c.id = ?`, [id]);
  if (!closing) throw new Refusal('NOT_FOUND', { denied: `closing:${id}` });
  mustReach(ask, 'erasures.propose', closing.unionPath, `closing:${id}`);
  mustHaveSteppedUp(ask);
  if (await isHeld(ask, closing.personId)) throw new Refusal('ON_HOLD');
  if (closing.state !== 'asked') throw new Refusal('MOVE_NOT_ALLOWED');
  const act = await propose(ask, {
    kind: 'erasure',
    union: { id: closing.unionId, path: closing.unionPath },
    subject: closing.personId,
    title: `注销并删除 ${nameOf(closing)} 的个人信息`,
    facts: [
      { label: '回执号', value: closing.number },
      { label: '工会', value: closing.unionName },
      { label: '本人提出', value: dayOf(closing.askedAt) },
      { label: '最晚办结', value: closing.dueOn },
      { label: '后果', value: '会籍结束，姓名、号码、照片和消息清除，密钥销毁，无法恢复' },
    ],
    reason: null,
    payload: { closingId: id, personId: closing.personId },
    barred: await numbersOf(ask, closing.personId),
    page: '/closings',
  });
  const moved = { state: 'confirming', jointId: act.id } as const;
  if ((await update(ask.db, ClosingTable, { id, state: 'asked' }, moved)) === 0) throw new Refusal('MOVE_NOT_ALLOWED');
  return describeProposed(ask, act);
}
