/** Registers, changes and ends experts. */
import type { Body } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { EXPERT_READS_DAYS } from '@niangjia/shared/rules/problems';
import { showsContacts } from '@niangjia/shared/rules/visits';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertMany, insertOnce, nextValue, query, update, updateOnce } from '../../core/sql';
import { tellOldPhone } from '../notices/notify';
import { mustHaveSteppedUp } from '../people/staff';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { describeExpert } from './describe';
import { type Expert, ExpertSkillTable, ExpertTable, expertPhonePlace } from './entity';
import { holdExpert, loadExpert } from './load';

const millionths = (degrees: number): number => Math.round(degrees * 1_000_000);

type Facts = Omit<Body<'POST /experts'>, 'unionId' | 'phone'>;
const columnsOf = ({ skills, latitude, longitude, ...facts }: Facts) => ({
  ...facts,
  skills: JSON.stringify([...new Set(skills)]),
  latitude: millionths(latitude),
  longitude: millionths(longitude),
});

async function setSkills(ask: Ask, expertId: string, { skills }: Facts): Promise<void> {
  await ask.db.query('DELETE FROM expert_skill WHERE expertId = ?', [expertId]);
  const rows = [...new Set(skills)].map((skill) => ({ id: `${expertId}:${skill}`, expertId, skill }));
  await insertMany(ask.db, ExpertSkillTable, rows);
}

/** Numbered `ZJ2026-0001` by the Shanghai year. Refusals NOT_FOUND, UNION_CLOSED, EXPERT_KNOWN. */
export async function registerExpert(ask: Ask, { unionId, phone, ...facts }: Body<'POST /experts'>) {
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'menu.manage', union.path, `union:${unionId}`);
  mustBeOpen(union);
  const { secrets } = ask.kit;
  const id = ulid();
  const year = dayOf(ask.now).slice(0, 4);
  const nth = await nextValue(ask.db, `expert:${year}`);
  const phoneIndex = secrets.index('phone', phone);
  const known = await query(ask.db, 'SELECT id FROM expert WHERE openPhone = ?', [phoneIndex]);
  const added =
    known.length === 0 &&
    (await insertOnce(ask.db, ExpertTable, {
      id,
      number: `ZJ${year}-${String(nth).padStart(4, '0')}`,
      unionId,
      phoneIndex,
      openPhone: phoneIndex,
      phoneSealed: await secrets.seal(ask.db, expertPhonePlace(id), phone, ask.now),
      ...columnsOf(facts),
      endedAt: null,
      endReason: null,
      createdBy: staffOf(ask).accountId,
      createdAt: ask.now.toISOString(),
    }));
  if (!added) throw new Refusal('EXPERT_KNOWN');
  await setSkills(ask, id, facts);
  return describeExpert(ask, await loadExpert(ask, id, 'menu.manage'));
}

const hasVisits = async (ask: Ask, id: string): Promise<boolean> =>
  (await query(ask.db, `SELECT id FROM visit WHERE expertId = ? AND state IN ('proposed', 'agreed') LIMIT 1`, [id]))
    .length > 0;

/** Visits that were served, and whose contacts the expert still sees. */
async function hasContacts(ask: Ask, id: string): Promise<boolean> {
  const served = await query<{ startAt: string; endAt: string; state: 'recorded' }>(
    ask.db,
    `SELECT startAt, endAt, state FROM visit WHERE expertId = ? AND state = 'recorded' ORDER BY endAt DESC LIMIT 1`,
    [id],
  );
  return served.some((visit) => showsContacts(visit, ask.now));
}

/** Problems that the expert works at, or may still read after the closing. */
const hasProblems = async (ask: Ask, id: string): Promise<boolean> =>
  (
    await query(
      ask.db,
      `SELECT x.id FROM problem_expert x JOIN problem q ON q.id = x.problemId
       WHERE x.expertId = ? AND x.endedAt IS NULL AND (q.closedOn IS NULL OR q.closedOn >= ?) LIMIT 1`,
      [id, addDays(dayOf(ask.now), -EXPERT_READS_DAYS)],
    )
  ).length > 0;

/** Whoever has the number is the expert: never while anything waits for the expert, and both numbers are told. */
async function changePhone(ask: Ask, expert: Expert, phone: string): Promise<void> {
  const { secrets } = ask.kit;
  const { id, number, name } = expert;
  const phoneIndex = secrets.index('phone', phone);
  if (phoneIndex === expert.openPhone) return;
  mustHaveSteppedUp(ask);
  if ((await hasVisits(ask, id)) || (await hasContacts(ask, id)) || (await hasProblems(ask, id)))
    throw new Refusal('EXPERT_HAS_VISITS');
  const old = await secrets.open(ask.db, expertPhonePlace(id), expert.phoneSealed);
  const phoneSealed = await secrets.seal(ask.db, expertPhonePlace(id), phone, ask.now);
  const moved = await updateOnce(ask.db, ExpertTable, { id }, { phoneIndex, openPhone: phoneIndex, phoneSealed });
  if (moved === null) throw new Refusal('EXPERT_KNOWN');
  const title = '专家登记的手机号已更换';
  const gone = `${name}（${number}）登记的手机号换成了另一个，这个号码不再能办专家的事。如不是本人要求，请马上联系邀请您的工会。`;
  await tellOldPhone(ask, old, { number, title, words: gone });
  const come = `这个号码已登记为专家 ${name}（${number}）的手机号，登录小程序就能看安排。如登记有误，请联系工会。`;
  await tellOldPhone(ask, phone, { number, title, words: come });
}

/**
 * Visits that stand keep the time they took. Refusals NOT_FOUND, EXPERT_ENDED; for another number also STEP_UP_FIRST,
 * EXPERT_HAS_VISITS, EXPERT_KNOWN.
 */
export async function changeExpert(ask: Ask, id: string, { phone, ...facts }: Body<'POST /experts/:id'>) {
  const expert = await holdExpert(ask, id, 'menu.manage');
  if (phone !== null) await changePhone(ask, expert, phone);
  await update(ask.db, ExpertTable, { id }, columnsOf(facts));
  await setSkills(ask, id, facts);
  return describeExpert(ask, await loadExpert(ask, id, 'menu.manage'));
}

/** Refusals NOT_FOUND, EXPERT_ENDED, EXPERT_HAS_VISITS. */
export async function endExpert(ask: Ask, id: string, reason: string) {
  await holdExpert(ask, id, 'menu.manage');
  if (await hasVisits(ask, id)) throw new Refusal('EXPERT_HAS_VISITS');
  await update(ask.db, ExpertTable, { id }, { openPhone: null, endedAt: ask.now.toISOString(), endReason: reason });
  return { done: true as const };
}
