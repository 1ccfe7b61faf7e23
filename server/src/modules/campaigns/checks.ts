/** The rules of a campaign, held against what is stored: when it is made, changed and published. */
import { type Ask, below, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { shopsFor } from '../vouchers/shops';
import { type FoundCampaign, listedIn } from './load';
import { type Plan, type Problem, problemsOf } from './rules';

function mustBeWithout(problems: Problem[]): void {
  if (problems.length > 0) throw new Refusal('CAMPAIGN_RULES', { fields: problems.slice(0, 20) });
}

async function unionsProblems(ask: Ask, { unionIds }: Plan['audience'], path: string): Promise<Problem[]> {
  if (unionIds.length === 0) return [];
  const { places, values } = among(unionIds);
  const rows = await query(ask.db, `SELECT id FROM trade_union WHERE id IN (${places}) AND ${below('path')}`, [
    ...values,
    ...rangeOf(path),
  ]);
  if (rows.length === unionIds.length) return [];
  return [{ at: 'audience.unionIds', sentence: '只能选主办工会和它的下级工会，请去掉其他工会。' }];
}

/** Merchants of the organiser, of the unions above it and of those below it, as long as they run. */
async function merchantsProblems(ask: Ask, kinds: Plan['kinds'], path: string): Promise<Problem[]> {
  const ids = [...new Set(kinds.flatMap(({ merchantIds }) => merchantIds))];
  if (ids.length === 0) return [];
  const named = among(ids);
  const above = among(path.split('/').filter(Boolean));
  const rows = await query<{ id: string }>(
    ask.db,
    `SELECT m.id FROM merchant m JOIN trade_union u ON u.id = m.unionId
     WHERE m.id IN (${named.places}) AND m.endedAt IS NULL AND (${below('u.path')} OR u.id IN (${above.places}))`,
    [...named.values, ...rangeOf(path), ...above.values],
  );
  const running = new Set(rows.map(({ id }) => id));
  return kinds.flatMap(({ merchantIds }, nth) =>
    merchantIds.every((id) => running.has(id))
      ? []
      : [
          {
            at: `kinds.${nth}.merchantIds`,
            sentence: '有商家不在主办工会的范围内，或合作已结束，请去掉后重新选择。',
          },
        ],
  );
}

/** `path`: of the organiser. Refusal CAMPAIGN_RULES with every problem at its field. */
export async function mustFit(ask: Ask, plan: Plan, path: string): Promise<void> {
  mustBeWithout([
    ...problemsOf(plan),
    ...(await unionsProblems(ask, plan.audience, path)),
    ...(await merchantsProblems(ask, plan.kinds, path)),
  ]);
}

async function shopProblems(ask: Ask, kinds: Plan['kinds'], unionPath: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [nth, { title, merchantIds }] of kinds.entries())
    if ((await shopsFor(ask, { merchantIds: JSON.stringify(merchantIds), unionPath })).length === 0)
      problems.push({
        at: `kinds.${nth}.merchantIds`,
        sentence: `“${title}”还没有可以使用的门店。请先登记商家和门店，或另选商家。`,
      });
  return problems;
}

/** A grant gives one of each kind to everybody on the list, as far as `perPerson` goes. */
const grantProblems = ({ way, perPerson, kinds }: Plan, listed: number): Problem[] =>
  kinds.flatMap(({ total }, nth) =>
    way === 'grant' && (perPerson === 0 || nth < perPerson) && total < listed
      ? [{ at: `kinds.${nth}.total`, sentence: `名单上有 ${listed} 人，数量不能少于 ${listed} 张。` }]
      : [],
  );

/** The same once more, and what has to be there before anybody can take it. Refusal CAMPAIGN_RULES. */
export async function mustBePublishable(ask: Ask, campaign: FoundCampaign, plan: Plan): Promise<void> {
  await mustFit(ask, plan, campaign.unionPath);
  const over = campaign.claimUntil <= ask.now.toISOString();
  const listed = await listedIn(ask.db, campaign.id);
  mustBeWithout([
    ...(over ? [{ at: 'claimUntil', sentence: '领取截止的时间已经过去，请改到以后。' }] : []),
    ...(plan.audience.listed && listed === 0
      ? [{ at: 'audience.listed', sentence: '名单还是空的，请先添加会员号。' }]
      : []),
    ...grantProblems(plan, listed),
    ...(await shopProblems(ask, plan.kinds, campaign.unionPath)),
  ]);
}
