/** A world with a roster's two persons in it, and what they do, step by step. */
import { workRosters } from '@niangjia/server/modules/rosters/work';
import { pathOf } from '@niangjia/shared/client';
import type { RosterField } from '@niangjia/shared/rules/rosters';
import { rosterForm, rosterNumber } from './roster-files';
import { type Answer, openWorld, type StaffMember, type World } from './world';

export let world: World;
/** Uploads and submits; and the one who confirms. */
export let officer: StaffMember;
export let second: StaffMember;
export const UPLOADER = rosterNumber(900_001);

export async function openRosters(): Promise<void> {
  world = await openWorld();
  officer = await world.staff('officer', world.unions.street, 'uploader', UPLOADER);
  second = await world.staff('approver', world.unions.street, 'second', rosterNumber(900_002));
}
export const closeRosters = () => world.close();

/** Days later: the sessions have ended. */
export async function daysLater(days: number): Promise<void> {
  world.clock.forward(days * 86_400_000);
  officer = { ...officer, ...(await world.signInStaff('uploader', officer.otpSecret)) };
  second = { ...second, ...(await world.signInStaff('second', second.otpSecret)) };
}

let nth = 0;
/** A number of persons that no other test has. */
export const fresh = (count: number): number[] => Array.from({ length: count }, () => (nth += 1));
export const work = () => workRosters(world.kit);
export const upload = (
  file: Buffer,
  fileName = '名册.csv',
  by = officer,
  unionId = world.unions.street.id,
): Promise<Answer> =>
  world.raw('POST', pathOf('POST /rosters', undefined, { unionId, fileName }), {
    token: by.token,
    body: rosterForm(file),
  });
export const look = (id: string) => officer.api('GET /rosters/:id', { params: { id } });

export async function read(file: Buffer, fileName?: string) {
  const made = await upload(file, fileName);
  expect([made.status, made.body]).toEqual([200, expect.objectContaining({ state: 'reading' })]);
  await work();
  return look(made.body.id);
}
export async function check(file: Buffer, columns?: (RosterField | null)[]) {
  const roster = await read(file);
  expect(roster).toMatchObject({ state: 'mapping', problem: null });
  const body = { columns: columns ?? roster.columns.map(({ field }) => field) };
  await officer.api('POST /rosters/:id/map', { params: { id: roster.id }, body });
  await work();
  const checked = await look(roster.id);
  expect(checked.state).toBe('checked');
  return checked;
}
export const submit = (id: string, by = officer) => by.api('POST /rosters/:id/submit', { params: { id } });
export const sign = (id: string, by = second) => by.api('POST /joint-acts/:id/sign', { params: { id } });
export async function enter(file: Buffer) {
  const checked = await check(file);
  const act = await submit(checked.id);
  await sign(act.id);
  await work();
  return look(checked.id);
}
export async function rows(id: string, state?: 'bad' | 'good' | 'same' | 'stopped' | 'entered') {
  return (await officer.api('GET /rosters/:id/rows', { params: { id }, query: state ? { state } : {} })).items;
}
export const said = (row: { problems: { code: string; at: string }[] }) =>
  row.problems.map(({ code, at }) => `${code} ${at}`);
/** Everything that an entry may touch, as counts. */
export async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of ['person', 'data_key', 'membership', 'membership_change', 'consent', 'notice', 'outbox']) {
    const [row] = await world.sql<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    found[table] = Number(row?.n);
  }
  return found;
}
