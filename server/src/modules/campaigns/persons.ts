/** The list of a draft: whom it is given to, or kept for, by member numbers. */
import type { MembershipState } from '@niangjia/shared/rules/members';
import type { Ask } from '../../core/ask';
import { badField } from '../../core/refusal';
import { insertMany, query } from '../../core/sql';
import { among } from '../../core/together';
import { CampaignPersonTable } from './entity';
import { listedIn, loadCampaign } from './load';
import { takeDraft } from './make';

/** Lines of one paste, and numbers that one statement looks up. */
const LINES = 5000;
const AT_ONCE = 1000;

interface Line {
  line: number;
  text: string;
  number: string;
}
interface Member {
  id: string;
  number: string;
  personId: string;
  state: MembershipState;
  unionPath: string;
}

/** Full-width digits made plain, blank lines left out; a line keeps its place. */
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .map((one, nth) => ({ line: nth + 1, text: one.trim(), number: one.normalize('NFKC').replace(/\s/g, '') }))
    .filter(({ number }) => number !== '');

async function inParts<Row>(values: string[], look: (part: string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < values.length; from += AT_ONCE)
    rows.push(...(await look(values.slice(from, from + AT_ONCE))));
  return rows;
}

async function membersBy(ask: Ask, numbers: string[]): Promise<Map<string, Member>> {
  const rows = await inParts(numbers, (part) => {
    const { places, values } = among(part);
    return query<Member>(
      ask.db,
      `SELECT m.id, m.number, m.personId, m.state, u.path AS unionPath FROM membership m
       JOIN trade_union u ON u.id = m.unionId WHERE m.number IN (${places})`,
      values,
    );
  });
  return new Map(rows.map((row) => [row.number, row]));
}

async function listedOf(ask: Ask, campaignId: string, personIds: string[]): Promise<Set<string>> {
  const rows = await inParts(personIds, (part) => {
    const { places, values } = among(part);
    return query<{ personId: string }>(
      ask.db,
      `SELECT personId FROM campaign_person WHERE campaignId = ? AND personId IN (${places})`,
      [campaignId, ...values],
    );
  });
  return new Set(rows.map(({ personId }) => personId));
}

/** Why a line names nobody who can stand on the list. Who is a member elsewhere is told like who is none. */
function problemOf(number: string, member: Member | undefined, organiserPath: string): string | null {
  if (!/^\d{14}$/.test(number)) return '会员号是 14 位数字，请核对。';
  if (!member?.unionPath.startsWith(organiserPath)) return '主办工会里没有这个会员号，请核对。';
  if (member.state === 'retained') return '这位会员的会籍在保留中，恢复会籍后才能加入名单。';
  return member.state === 'active' ? null : '这位会员的会籍已经结束，请从名单里去掉。';
}

/** Good lines are added, bad ones told. Refusals NOT_FOUND, CAMPAIGN_STATE; BAD_INPUT for more than 5,000 lines. */
export async function addToList(ask: Ask, id: string, numbers: string) {
  const { unionPath } = await loadCampaign(ask, id, 'campaigns.manage');
  await takeDraft(ask, id);
  const lines = linesOf(numbers);
  if (lines.length > LINES) throw badField('numbers', '一次最多 5,000 行，请分几次添加。');
  const members = await membersBy(ask, [...new Set(lines.map(({ number }) => number))]);
  const judged = lines.map((one) => ({ ...one, problem: problemOf(one.number, members.get(one.number), unionPath) }));
  const good = judged.flatMap(({ problem, number }) => (problem === null ? [members.get(number) as Member] : []));
  const persons = new Map(good.map(({ personId, id: membershipId }) => [personId, membershipId]));
  const known = await listedOf(ask, id, [...persons.keys()]);
  const fresh = [...persons].filter(([personId]) => !known.has(personId));
  await insertMany(
    ask.db,
    CampaignPersonTable,
    fresh.map(([personId, membershipId]) => ({ campaignId: id, personId, membershipId })),
  );
  ask.about(`campaign:${id}`, { added: fresh.length });
  return {
    added: fresh.length,
    already: good.length - fresh.length,
    listed: await listedIn(ask.db, id),
    bad: judged.flatMap(({ line, text, problem }) => (problem === null ? [] : [{ line, text, sentence: problem }])),
  };
}

/** Nobody stands on it any more. Refusals NOT_FOUND, CAMPAIGN_STATE. */
export async function clearList(ask: Ask, id: string): Promise<{ done: true }> {
  await loadCampaign(ask, id, 'campaigns.manage');
  await takeDraft(ask, id);
  ask.about(`campaign:${id}`, { cleared: await listedIn(ask.db, id) });
  await query(ask.db, 'DELETE FROM campaign_person WHERE campaignId = ?', [id]);
  return { done: true };
}
