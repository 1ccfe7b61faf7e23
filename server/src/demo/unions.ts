/**
 * Demo unions. Names and numbers of unions, areas and railway levels are those of the published reports (see
 * docs/demo-data.md for the source of each); phone numbers and persons are made up.
 */
import type { CodeKind, UnionLevel } from '@niangjia/shared/rules/unions';

export interface DemoUnion {
  mark: string;
  name: string;
  level: UnionLevel;
  under: string | null;
  district: string;
  holding?: boolean;
  phone?: string;
}

export const demoUnions: DemoUnion[] = [
  { mark: 'shandong', name: '山东省总工会', level: 'province', under: null, district: '37', phone: '12351' },
  { mark: 'weifang', name: '潍坊市总工会', level: 'city', under: 'shandong', district: '3707', holding: true },
  {
    mark: 'qingzhou',
    name: '青州市总工会',
    level: 'county',
    under: 'weifang',
    district: '370781',
    holding: true,
    phone: '0536-0000101',
  },
  {
    mark: 'qz-north',
    name: '青州北部片区工会联合会',
    level: 'federation',
    under: 'qingzhou',
    district: '370781',
    holding: true,
    phone: '0536-0000102',
  },
  {
    mark: 'qz-east',
    name: '青州东部片区工会联合会',
    level: 'federation',
    under: 'qingzhou',
    district: '370781',
    holding: true,
  },
  {
    mark: 'qz-south',
    name: '青州南部片区工会联合会',
    level: 'federation',
    under: 'qingzhou',
    district: '370781',
    holding: true,
  },
  {
    mark: 'qz-west',
    name: '青州西部片区工会联合会',
    level: 'federation',
    under: 'qingzhou',
    district: '370781',
    holding: true,
  },
  {
    mark: 'qz-rider',
    holding: true,
    name: '青州北部片区外卖骑手联合工会',
    level: 'grassroots',
    under: 'qz-north',
    district: '370781',
  },
  {
    mark: 'anqiu',
    name: '安丘市总工会',
    level: 'county',
    under: 'weifang',
    district: '370784',
    holding: true,
    phone: '0536-0000201',
  },
  {
    mark: 'aq-works',
    name: '安丘示例机械有限公司工会',
    level: 'grassroots',
    under: 'anqiu',
    district: '370784',
  },
  {
    mark: 'aq-foods',
    name: '安丘示例食品有限公司工会',
    level: 'grassroots',
    under: 'anqiu',
    district: '370784',
  },
  { mark: 'zhejiang', name: '浙江省总工会', level: 'province', under: null, district: '33', phone: '12351' },
  { mark: 'ningbo', name: '宁波市总工会', level: 'city', under: 'zhejiang', district: '3302', holding: true },
  { mark: 'quzhou', name: '衢州市总工会', level: 'city', under: 'zhejiang', district: '3308', holding: true },
  {
    mark: 'jiangshan',
    name: '江山市总工会',
    level: 'county',
    under: 'quzhou',
    district: '330881',
    holding: true,
    phone: '0570-0000301',
  },
  { mark: 'guangdong', name: '广东省总工会', level: 'province', under: null, district: '44', phone: '12351' },
  {
    mark: 'shenzhen',
    name: '深圳市总工会',
    level: 'city',
    under: 'guangdong',
    district: '4403',
    holding: true,
    phone: '0755-0000401',
  },
  {
    mark: 'taiyuan-rail',
    name: '中国铁路太原局集团有限公司工会',
    level: 'industrial',
    under: null,
    district: '1401',
    phone: '0351-0000501',
  },
  { mark: 'rail-station', name: '太原车务段工会', level: 'grassroots', under: 'taiyuan-rail', district: '1401' },
  { mark: 'rail-workshop', name: '太原北车间工会', level: 'grassroots', under: 'rail-station', district: '1401' },
  { mark: 'rail-group', name: '太原北车间运转工会小组', level: 'group', under: 'rail-workshop', district: '1401' },
];

export const demoBenefits: { union: string; title: string; detail: string; opensAfterDays: number }[] = [
  { union: 'shandong', title: '电子会员卡', detail: '审核通过当天就能用', opensAfterDays: 0 },
  { union: 'shandong', title: '户外劳动者驿站', detail: '歇脚、喝水、充电，凭会员码进站', opensAfterDays: 0 },
  { union: 'shandong', title: '12351 法律咨询', detail: '欠薪、工伤等问题，工会律师免费解答', opensAfterDays: 0 },
  { union: 'weifang', title: '职工医疗互助', detail: '住院自付部分按比例补助，参保满观察期后生效', opensAfterDays: 30 },
  { union: 'zhejiang', title: '电子会员卡', detail: '审核通过当天就能用', opensAfterDays: 0 },
  { union: 'ningbo', title: '普惠券', detail: '电影、游泳、餐饮、体检，按批次申领', opensAfterDays: 0 },
  { union: 'guangdong', title: '电子会员卡', detail: '审核通过当天就能用', opensAfterDays: 0 },
  {
    union: 'shenzhen',
    title: '新就业形态劳动者专属保障',
    detail: '首次实名入会赠送团体意外保障一年',
    opensAfterDays: 1,
  },
  { union: 'taiyuan-rail', title: '电子会员卡', detail: '审核通过当天就能用', opensAfterDays: 0 },
];

/** Qingzhou has four areas, each with its own code. */
export const demoCodes: {
  token: string;
  union: string;
  kind: CodeKind;
  label: string;
  expiresOn?: string;
  withdrawn?: true;
}[] = [
  { token: 'qz-north-2026', union: 'qz-north', kind: 'area', label: '北部片区' },
  { token: 'qz-east-2026', union: 'qz-east', kind: 'area', label: '东部片区' },
  { token: 'qz-south-2026', union: 'qz-south', kind: 'area', label: '南部片区' },
  { token: 'qz-west-2026', union: 'qz-west', kind: 'area', label: '西部片区' },
  { token: 'qz-rider-2026', union: 'qz-rider', kind: 'union', label: '骑手驿站海报' },
  { token: 'anqiu-2026', union: 'anqiu', kind: 'union', label: '职工服务中心大厅' },
  { token: 'shenzhen-2026', union: 'shenzhen', kind: 'campaign', label: '工会帮服务点' },
  { token: 'rail-2026', union: 'rail-workshop', kind: 'union', label: '车间公告栏' },
  { token: 'qz-north-2024', union: 'qz-north', kind: 'campaign', label: '2024 年集中入会', expiresOn: '2024-12-31' },
  { token: 'qz-west-old', union: 'qz-west', kind: 'area', label: '旧版海报', withdrawn: true },
];
