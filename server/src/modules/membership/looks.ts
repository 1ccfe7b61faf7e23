/** Looks at somebody's data in full: written down, told to the person, and reviewed when they grow many (d.3 row 10). */

import { sayTime } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { propose } from '../joint/propose';
import { notify } from '../notices/notify';
import { type Look, LookTable } from '../people/entity';

export const lookFields: Record<string, string> = { name: '姓名', idNumber: '身份证号', phone: '手机号' };
const HOUR_MS = 3600_000;

/** Looks of the last hour by this natural person, under whatever account. Exported lists have a review of their own. */
function recentLooks(ask: Ask): Promise<Look[]> {
  const { accountId, idNumberIndex } = staffOf(ask);
  return query<Look>(
    ask.db,
    `SELECT * FROM look WHERE at > ? AND field <> 'export'
     AND accountId IN (SELECT id FROM staff_account WHERE id = ? OR idNumberIndex = ?) ORDER BY id`,
    [new Date(ask.now.getTime() - HOUR_MS).toISOString(), accountId, idNumberIndex],
  );
}

async function tellLook(ask: Ask, look: Pick<Look, 'personId' | 'unionId' | 'field' | 'reason'>): Promise<void> {
  const [by] = await query<{ name: string; unionName: string }>(
    ask.db,
    'SELECT a.name, u.name AS unionName FROM staff_account a JOIN trade_union u ON u.id = ? WHERE a.id = ?',
    [look.unionId, staffOf(ask).accountId],
  );
  await notify(ask, look.personId, {
    kind: 'look',
    title: `有人查看了您的${lookFields[look.field] ?? '信息'}`,
    words: `${by?.unionName ?? ''} ${by?.name ?? ''} 查看了您的完整${lookFields[look.field] ?? '信息'}。原因：${look.reason}`,
    page: noticePages.looks,
  });
}

/**
 * The 21st look within an hour opens an act that the data officer reviews within a working day. While it waits, further
 * looks belong to it; once it was reviewed, the next one opens another. Refusal NO_IDENTITY.
 */
async function openReview(ask: Ask, looks: readonly Look[], unionId: string): Promise<void> {
  const { accountId, posts } = staffOf(ask);
  const path = posts.find((post) => post.unionId === unionId)?.unionPath ?? '';
  const persons = new Set(looks.map(({ personId }) => personId));
  try {
    await propose(ask, {
      kind: 'looks',
      union: { id: unionId, path },
      subject: `${accountId}:${ask.now.toISOString().slice(0, 13)}`,
      title: `1 小时内查看完整个人信息 ${looks.length} 次`,
      facts: [
        { label: '涉及人数', value: String(persons.size) },
        ...looks.map(({ at, field, reason }) => ({
          label: sayTime(at),
          value: `${lookFields[field] ?? field}：${reason}`,
        })),
      ],
      reason: null,
      payload: { persons: [...persons] },
      page: '/audit',
    });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'JOINT_OPEN')) throw error;
  }
}

/** Writes a look down and tells the person. True: more than 20 within an hour. Refusal NO_IDENTITY, for the 21st. */
export async function recordLook(
  ask: Ask,
  { personId, unionId, field, reason }: Pick<Look, 'personId' | 'unionId' | 'field' | 'reason'>,
): Promise<boolean> {
  const { accountId } = staffOf(ask);
  const look: Look = { id: ulid(), personId, accountId, unionId, field, reason, at: ask.now.toISOString() };
  const recent = [...(await recentLooks(ask)), look];
  const many = recent.length > limits.revealsPerHour;
  if (many) {
    ask.kit.metrics.alarms.inc({ kind: 'many-reveals' });
    ask.kit.log.warn({ staff: accountId }, 'more than 20 reveals in an hour');
    await openReview(ask, recent, unionId);
  }
  await insert(ask.db, LookTable, look);
  await tellLook(ask, look);
  return many;
}

/** Whoever was looked at is told how the review ended. */
async function tellEnd(ask: Ask, persons: readonly string[], words: string): Promise<void> {
  for (const personId of persons)
    await notify(ask, personId, { kind: 'look', title: '查看您信息的情况已复核', words, page: noticePages.looks });
}

export const looksEffect: JointEffect = {
  done: (ask, act) =>
    tellEnd(
      ask,
      payloadOf<{ persons: string[] }>(act).persons,
      '一名工作人员短时间内多次查看完整个人信息，其中包括您的。个人信息保护负责人已复核，认为查看有正当理由。',
    ),
  undone: (ask, act) =>
    tellEnd(
      ask,
      payloadOf<{ persons: string[] }>(act).persons,
      '一名工作人员短时间内多次查看完整个人信息，其中包括您的。个人信息保护负责人复核认为不妥，将作处理。有疑问请联系工会或拨打 12351。',
    ),
};
