/** The organisation fields of a union. What it is called and where it stands is for the union above to change. */
import { type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import type { Ask } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { type Union, UnionProfileTable, UnionTable } from './entity';
import {
  isBelowPost,
  loadManaged,
  mustBeOpen,
  mustFit,
  mustHaveFreeName,
  recordUnionChange,
  takeTree,
} from './tree-checks';
import { describeUnion, EMPTY_PROFILE, type Profile } from './tree-detail';

type Core = Pick<Union, 'name' | 'level' | 'districtCode' | 'holding' | 'phone'>;

const coreLabels = { name: '名称', level: '级别', districtCode: '行政区划', holding: '周转库', phone: '电话' } as const;
const profileLabels: Record<keyof Profile, string> = {
  kind: '基层工会类型',
  creditCode: '统一社会信用代码',
  address: '住所',
  officeAddress: '办公地址',
  email: '邮箱',
  foundedOn: '成立日期',
  approvedOn: '核准日期',
  approvedBy: '审批单位',
  approvalNumber: '审批文号',
  committeeFrom: '本届委员会成立日期',
  committeeTo: '本届委员会届满日期',
  workers: '职工人数',
  fullTimeStaff: '专职工会干部数',
  unitKind: '单位性质',
  economy: '经济类型',
  industry: '所属行业',
  chairName: '主席姓名',
};

/**
 * The own union may be edited too, as far as the profile and the phone go. Name, level, district and holding take the
 * second factor, and a post above it; the root has nobody above and may do it itself.
 * Refusals NOT_FOUND, NOT_ALLOWED, STEP_UP_FIRST, UNION_CLOSED, UNION_NAME_IN_USE, LEVEL_MISFIT.
 */
export async function editUnion(ask: Ask, id: string, { profile, ...given }: Partial<Core> & { profile?: Profile }) {
  if (profile === undefined && Object.values(given).every((value) => value === undefined))
    throw badField('', '没有要更新的内容。');
  await takeTree(ask);
  const union = await loadManaged(ask, id, 'here');
  const before: Core = { ...union, holding: Boolean(union.holding) };
  const names = (Object.keys(coreLabels) as (keyof Core)[]).filter(
    (name) => given[name] !== undefined && given[name] !== before[name],
  );
  const isStructural = names.some((name) => name !== 'phone');
  if (isStructural && union.parentId !== null && !isBelowPost(ask, union))
    throw new Refusal('NOT_ALLOWED', { denied: `union:${id}` });
  if (isStructural) mustHaveSteppedUp(ask);
  mustBeOpen(union);
  const after: Core = { ...before, ...given };
  if (after.level !== before.level) await mustFitBothWays(ask, union, after.level);
  if (after.name !== before.name) await mustHaveFreeName(ask, union.parentId, after.name, id);
  if (names.length > 0) {
    const { name, level, districtCode, holding, phone } = after;
    await update(ask.db, UnionTable, { id }, { name, level, districtCode, holding, phone });
  }
  const said = [
    ...names.map((name) => `${coreLabels[name]}：${say(name, before)} → ${say(name, after)}`),
    ...(profile ? await keepProfile(ask, id, profile) : []),
  ];
  const words = said.length > 0 ? said.join('；') : '核对组织信息，没有变动';
  await recordUnionChange(ask, id, { kind: 'edited', words, reason: null });
  return describeUnion(ask, id);
}

const say = (name: keyof Core, core: Core): string => {
  if (name === 'holding') return core.holding ? '是' : '否';
  if (name === 'level') return unionLevels[core.level];
  return core[name] ?? '无';
};

/** Under the upper one, and over the unions and members that it has. */
async function mustFitBothWays(ask: Ask, union: Union, level: UnionLevel): Promise<void> {
  const rows = await query<Pick<Union, 'level'>>(ask.db, 'SELECT level FROM trade_union WHERE id = ?', [
    union.parentId,
  ]);
  for (const upper of rows) mustFit(level, upper, union.path.length);
  const below = await query<Pick<Union, 'level'>>(
    ask.db,
    'SELECT DISTINCT level FROM trade_union WHERE parentId = ? AND closedAt IS NULL',
    [union.id],
  );
  for (const one of below) mustFit(one.level, { level }, union.path.length);
  if (level !== 'group') return;
  // A group takes nobody itself: its people are members of the union above it.
  const [member] = await query(
    ask.db,
    `SELECT id FROM membership WHERE unionId = ? AND state IN ('active', 'retained') LIMIT 1`,
    [union.id],
  );
  if (member) throw new Refusal('LEVEL_MISFIT');
}

/** Keeps the profile as of now; answers the labels of what is new in it. */
export async function keepProfile(ask: Ask, unionId: string, given: Profile): Promise<string[]> {
  const creditCode = given.creditCode?.normalize('NFKC').replace(/\s/g, '').toUpperCase() || null;
  const profile = { ...given, creditCode };
  const [before = EMPTY_PROFILE] = await query<Profile>(ask.db, 'SELECT * FROM union_profile WHERE unionId = ?', [
    unionId,
  ]);
  const row = { ...profile, at: ask.now.toISOString() };
  if (!(await insertOnce(ask.db, UnionProfileTable, { unionId, ...row })))
    await update(ask.db, UnionProfileTable, { unionId }, row);
  const names = Object.keys(profileLabels) as (keyof Profile)[];
  return names.filter((name) => profile[name] !== before[name]).map((name) => profileLabels[name]);
}
