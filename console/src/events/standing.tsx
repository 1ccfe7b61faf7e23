/** Where an event stands, and what comes next and by whom: one answer on top. */
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import type { Found } from './use-event';
import { saySpan } from './use-event';

/** [what is, what comes next] */
function sentencesOf(one: Found): [string, string] {
  const { state, phase, booked, total, waiting, offered, arrived, endReason } = one;
  const next = one.slots.find(({ startAt }) => dayOf(startAt) >= dayOf(new Date()));
  const taken = `名额 ${total} 个，已约 ${booked + arrived} 个${arrived > 0 ? `，到场 ${arrived} 人` : ''}${offered > 0 ? `，待确认 ${offered} 个` : ''}${waiting > 0 ? `，候补 ${waiting} 人` : ''}。`;
  if (state === 'draft') return ['这是草稿，会员看不到。', '核对后发布，会员到预约开始的时间就能约。'];
  if (state === 'cancelled') return [`活动已取消：${endReason ?? ''}`, '约上和候补的人都已收到通知。'];
  if (state === 'ended') return ['活动已结束。', `到场 ${arrived} 人。还可以在名单里补登到场。`];
  if (phase === 'soon') return [`已发布，${sayTime(one.bookFrom)} 开始预约。`, `${sayTime(one.bookUntil)} 截止。`];
  if (phase === 'open') return [taken, `${sayTime(one.bookUntil)} 预约截止，有人取消自动叫到候补。`];
  return [taken, next ? `预约已截止。下一场 ${saySpan(next)}，到场在名单里登记。` : '场次都开始了，到场在名单里登记。'];
}

export function Standing({ event }: { event: Found }) {
  const [is, next] = sentencesOf(event);
  return (
    <section className="panel standing" aria-label="现在怎样">
      <p className="home-answer">{is}</p>
      <p>{next}</p>
    </section>
  );
}
