/** Levels of the union tree (vocabulary.md). The railway is an industrial union with its own levels (systems.md 3.2). */
export const unionLevels = {
  province: '省总工会',
  city: '市总工会',
  county: '区县总工会',
  township: '乡镇（街道）总工会',
  industrial: '产业工会',
  federation: '工会联合会',
  grassroots: '基层工会',
  group: '工会小组',
} as const;
export type UnionLevel = keyof typeof unionLevels;

/** What may stand under what: a union is under one of a higher level. An industrial union may stand anywhere above the grassroots. */
const order: readonly UnionLevel[] = ['province', 'city', 'county', 'township', 'federation', 'grassroots', 'group'];
const rank = (level: UnionLevel): number => order.indexOf(level);
/** Whether a union of level `below` may be founded or moved under one of level `upper`. */
export const fitsUnder = (below: UnionLevel, upper: UnionLevel): boolean => {
  if (upper === 'group') return false;
  if (upper === 'industrial') return below !== 'province';
  if (below === 'industrial') return rank(upper) <= rank('county');
  return rank(upper) < rank(below) || (upper === below && below === 'federation');
};

/** 工会法 11: with 25 members a union has a committee of its own. */
export const COMMITTEE_FROM = 25;

/** Kinds of grassroots union: 01 and 02 of the Hainan list (membership.md B1). */
export const unionKinds = { single: '独立', joint: '联合' } as const;
export type UnionKind = keyof typeof unionKinds;
export const unitKinds = {
  enterprise: '企业',
  institution: '事业单位',
  agency: '机关',
  socialGroup: '社会团体',
  socialService: '民办非企业单位',
  other: '其他',
} as const;
export type UnitKind = keyof typeof unitKinds;
export const economies = {
  state: '国有',
  collective: '集体',
  private: '民营',
  foreign: '外商投资',
  hongKongMacaoTaiwan: '港澳台商投资',
  other: '其他',
} as const;
export type Economy = keyof typeof economies;
/** GB/T 4754-2017, sections A to T. */
export const industries = {
  A: '农、林、牧、渔业',
  B: '采矿业',
  C: '制造业',
  D: '电力、热力、燃气及水生产和供应业',
  E: '建筑业',
  F: '批发和零售业',
  G: '交通运输、仓储和邮政业',
  H: '住宿和餐饮业',
  I: '信息传输、软件和信息技术服务业',
  J: '金融业',
  K: '房地产业',
  L: '租赁和商务服务业',
  M: '科学研究和技术服务业',
  N: '水利、环境和公共设施管理业',
  O: '居民服务、修理和其他服务业',
  P: '教育',
  Q: '卫生和社会工作',
  R: '文化、体育和娱乐业',
  S: '公共管理、社会保障和社会组织',
  T: '国际组织',
} as const;
export type Industry = keyof typeof industries;

export const unionChanges = {
  founded: '组建',
  edited: '更新信息',
  moved: '划转',
  merged: '合并',
  closed: '撤销',
  review: '变更审核设置',
} as const;
export type UnionChange = keyof typeof unionChanges;

/** What a joining code stands for (MEM-13). */
export const codeKinds = { union: '本工会', area: '片区', campaign: '活动' } as const;
export type CodeKind = keyof typeof codeKinds;
