/** What people are told about their bookings. */
import { sayTime } from '@niangjia/shared/rules/days';
import { fullStop } from '@niangjia/shared/rules/notices';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { notify } from '../notices/notify';
import type { PlaceClaim } from '../places/entity';
import type { Change } from '../places/line';

interface Facts {
  id: string;
  personId: string;
  eventId: string;
  title: string;
  unionName: string;
  unionPhone: string | null;
  placeName: string;
  bring: string;
  startAt: string;
  offerUntil: string | null;
  endReason: string | null;
}

/** What a notice about a booking names. */
async function factsOf(ask: Ask, claimId: string): Promise<Facts> {
  const [facts] = await query<Facts>(
    ask.db,
    `SELECT c.id, c.personId, e.id AS eventId, e.title, u.name AS unionName, u.phone AS unionPhone, e.placeName, e.bring,
       e.endReason, s.startAt, c.offerUntil
     FROM place_claim c JOIN event_slot s ON s.id = c.lotId JOIN union_event e ON e.id = s.eventId
     JOIN trade_union u ON u.id = e.unionId WHERE c.id = ?`,
    [claimId],
  );
  if (!facts) throw new Error('a booking without an event');
  return facts;
}

const pageOf = (id: string) => `event/booking?id=${id}`;
const bringing = ({ bring }: Pick<Facts, 'bring'>) => (bring ? `请准备：${fullStop(bring)}` : '');

/** The place is this person's now, booked or taken from the line. */
export async function tellBooked(ask: Ask, claimId: string): Promise<void> {
  const { personId, ...facts } = await factsOf(ask, claimId);
  await notify(ask, personId, {
    kind: 'event',
    title: '已约上',
    words: `${facts.unionName}的“${facts.title}”：${sayTime(facts.startAt)}，${facts.placeName}。${bringing(facts)}到场出示预约码；去不了请尽早取消，让给候补的人。`,
    page: pageOf(claimId),
  });
}

const titles = { offered: '候补轮到您了', lapsed: '名额没有确认，已转给下一位', closed: '候补没有轮到' } as const;

function sayChange(what: Change['what'], facts: Facts): string {
  const { title, startAt, offerUntil } = facts;
  const which = `“${title}”${sayTime(startAt)}这一场`;
  if (what === 'offered')
    return `${which}有名额了，已为您留到 ${sayTime(offerUntil ?? startAt)}，请在这之前确认。不去请点“放弃”，让给下一位。`;
  return what === 'lapsed'
    ? `${which}为您留的名额没有在时限内确认，已转给下一位。还想参加，可以重新预约或候补。`
    : `${which}开始前没有轮到您的候补，候补已结束。可以看看其他场次。`;
}

/** What the line did to claims by itself: each of its persons, once. */
export async function tellChanges(ask: Ask, changes: readonly Change[]): Promise<void> {
  for (const { claimId, what } of changes) {
    const facts = await factsOf(ask, claimId);
    const page = what === 'offered' ? pageOf(claimId) : `event/one?id=${facts.eventId}`;
    await notify(ask, facts.personId, { kind: 'event', title: titles[what], words: sayChange(what, facts), page });
  }
}

/** The event was called off: `claim` is over by that. */
export async function tellCancelled(ask: Ask, { id, personId, bookedAt }: PlaceClaim): Promise<void> {
  const { title, startAt, unionName, endReason, unionPhone } = await factsOf(ask, id);
  const had = `您${bookedAt === null ? '候补' : '约'}的 ${sayTime(startAt)}这一场不再举行`;
  const phone = unionPhone ? `咨询电话 ${unionPhone}。` : '';
  await notify(ask, personId, {
    kind: 'event',
    title: '活动取消了',
    words: `${unionName}的“${title}”取消了，${had}。${phone}原因：${fullStop(endReason ?? '')}`,
    page: pageOf(id),
  });
}

/** Everybody in a slot hears its new time, and how to get out. */
export async function tellMoved(
  ask: Ask,
  { title, unionName }: { title: string; unionName: string },
  claims: readonly PlaceClaim[],
  { from, to, reason }: { from: string; to: string; reason: string },
): Promise<void> {
  for (const { id, personId } of claims)
    await notify(ask, personId, {
      kind: 'event',
      title: '场次改时间了',
      words: `${unionName}的“${title}”：${sayTime(from)}这一场改到 ${sayTime(to)}。原因：${fullStop(reason)}时间不合适可以取消，或改约其他场次。`,
      page: pageOf(id),
    });
}

/** The day before. */
export async function tellTomorrow(ask: Ask, claimId: string): Promise<void> {
  const { personId, ...facts } = await factsOf(ask, claimId);
  await notify(ask, personId, {
    kind: 'event',
    title: '明天有您的预约',
    words: `“${facts.title}”：${sayTime(facts.startAt)}，${facts.placeName}。${bringing(facts)}到场出示预约码；去不了请取消，让给候补的人。`,
    page: pageOf(claimId),
  });
}
