/** Events, the members who book them, and what they hear: for tests of check-ups, consultations and talks. */
import { makeAsk } from '@niangjia/server/core/ask';
import { sendDue } from '@niangjia/server/core/outbox';
import { openSession } from '@niangjia/server/core/session';
import { deliveries } from '@niangjia/server/jobs';
import { tellChanges } from '@niangjia/server/modules/events/tell';
import { turnEvents } from '@niangjia/server/modules/events/turns';
import { turnPlaces } from '@niangjia/server/modules/places/turns';
import type { Api } from '@niangjia/shared/client';
import type { Input } from '@niangjia/shared/contract/index';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { plantMembers } from './voucher-world';
import type { World } from './world';

export type GivenEvent = Input<'POST /events'>['body'];
type Slot = GivenEvent['slots'][number];
export type Different = Partial<Omit<GivenEvent, 'slots' | 'audience'>> & {
  slots?: Partial<Slot>[];
  audience?: Partial<GivenEvent['audience']>;
};

export const GIG: Occupation[] = ['FOOD_RIDER', 'COURIER', 'RIDE_HAILING', 'TRUCK'];
const HOUR = 3600_000;

/**
 * The street's free check-up on the fifth day from now (of a Monday, 10:00: on Saturday), booked from now on until the
 * evening before, one slot at 9:00 with ten places; what a test wants different goes over it.
 */
export function eventBody({ clock, unions }: Pick<World, 'clock' | 'unions'>, different: Different = {}): GivenEvent {
  const day = (days: number, hour: number) => {
    const midnight = Math.floor((clock.now.getTime() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
    return new Date(midnight + days * 24 * HOUR + hour * HOUR).toISOString();
  };
  const { slots = [{}], audience, ...rest } = different;
  return {
    ...{ unionId: unions.street.id, title: '新就业形态劳动者免费体检', words: '共 16 项，前 200 名。' },
    ...{ group: 'general', kind: 'checkUp', placeName: '青州市人民医院', address: '青州市示例路 8 号' },
    ...{ latitude: 36.684, longitude: 118.479, bring: '空腹，带身份证。' },
    ...{ bookFrom: clock.now.toISOString(), bookUntil: day(4, 18), priority: [], reservedUntil: null },
    ...rest,
    audience: {
      ...{ unionIds: [], districts: [], occupations: [], firstTime: false, minAge: null, maxAge: null },
      ...audience,
    },
    slots: slots.map((slot) => ({ startAt: day(5, 9), endAt: day(5, 10), total: 10, reserved: 0, ...slot })),
  };
}

export const at = (id: string) => ({ params: { id } });

/** An open event, as its officer has made and opened it. */
export async function openEventBy(world: World, officer: Api, different: Different = {}) {
  const { id } = await officer('POST /events', { body: eventBody(world, different) });
  return officer('POST /events/:id/open', at(id));
}

export interface Member {
  personId: string;
  /** Signed in anew whenever it is called: the clock moves. */
  api: Api;
}

/** As many as were asked for: whoever names more than that fails. */
type Some = [Member, Member, Member, Member, ...Member[]];

/** Active members with a kind of work; their calls are good whatever the clock says. */
export async function eventMembers(world: World, count: number, occupation: Occupation = 'OFFICE'): Promise<Some> {
  const planted = await plantMembers(world, count);
  for (const { membershipId } of planted)
    await world.sql('UPDATE membership SET occupation = ? WHERE id = ?', [occupation, membershipId]);
  return planted.map(({ personId }) => ({ personId, api: apiOf(world, 'person', personId) })) as Some;
}

/** Calls as this person or account, each with a session of its own moment. */
export function apiOf(world: World, kind: 'person' | 'staff', subjectId: string): Api {
  return (async (key: never, input: never) => {
    const { kit } = world;
    const { access } = await kit.db.tx((db) => openSession(makeAsk(kit, db, { kind: 'nobody' }).ask, kind, subjectId));
    return world.as(access)(key, input);
  }) as unknown as Api;
}

export const book = ({ api }: Member, slotId = '') => api('POST /bookings', { body: { slotId } });
export const wait = ({ api }: Member, slotId = '') => api('POST /bookings/wait', { body: { slotId } });

/** Titles of what a person was told, the oldest first. */
export async function heard(world: World, { personId }: Member): Promise<string[]> {
  const rows = await world.sql<{ title: string }>(
    `SELECT title FROM notice WHERE personId = ? AND kind = 'event' ORDER BY id`,
    [personId],
  );
  return rows.map(({ title }) => title);
}
export async function lastWords(world: World, { personId }: Member): Promise<{ words: string; page: string }> {
  const [row] = await world.sql<{ words: string; page: string }>(
    `SELECT words, page FROM notice WHERE personId = ? AND kind = 'event' ORDER BY id DESC LIMIT 1`,
    [personId],
  );
  return row ?? { words: '', page: '' };
}

/** One round of everything that comes by itself. */
export async function turn({ kit }: World): Promise<void> {
  await turnPlaces(kit, { event: tellChanges });
  await turnEvents(kit);
  while ((await sendDue(kit, deliveries)) > 0);
}
