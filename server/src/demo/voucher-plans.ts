/**
 * Demo campaigns. The May Day coupons are of the size that was published of Shandong's app (121,000 coupons), the
 * mid-autumn batch of Ningbo's numbers (film 5,000, swimming 2,000, recuperation 300, meals 1,000, check-ups 120 =
 * 8,420); the haircut is Urumqi's contract (8 yuan instead of 26, 1,000 a year). All names of shops are made up.
 */
import type { Body } from '@niangjia/shared/contract/index';
import { everybody } from '@niangjia/shared/rules/audience';

export const demoMerchants = [
  {
    mark: 'barber',
    union: 'qingzhou',
    name: '平价理发店（示例）',
    service: '理发',
    list: 2600,
    price: 800,
    quota: 1000,
  },
  { mark: 'market', union: 'shandong', name: '惠民超市（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'screen', union: 'qingzhou', name: '青州影城（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'hospital', union: 'qingzhou', name: '青州体检中心（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'rest', union: 'ningbo', name: '四明山疗休养中心（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'canteen', union: 'ningbo', name: '职工食堂（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'cinema', union: 'ningbo', name: '东方影城（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'pool', union: 'ningbo', name: '江北游泳馆（示例）', service: '', list: 0, price: 0, quota: 0 },
  { mark: 'clinic', union: 'ningbo', name: '职工体检中心（示例）', service: '', list: 0, price: 0, quota: 0 },
] as const;
type MerchantMark = (typeof demoMerchants)[number]['mark'];

/** Phone numbers of the demo's cashiers, in the order of the merchants: 19900000701 and on. */
export const FIRST_CASHIER = 701;

type Plan = Body<'POST /campaigns'>;
type Kind = Plan['kinds'][number];

const kind = (title: string, total: number, fen: [number, number, number], more: Partial<Kind> = {}): Kind => ({
  title,
  words: '',
  worth: 'off',
  minSpendFen: 0,
  offFen: fen[0] + fen[1] + fen[2],
  listFen: 0,
  subsidyFen: fen[0],
  merchantFen: fen[1],
  bankFen: fen[2],
  total,
  perPerson: 1,
  perDay: 0,
  waves: [],
  merchantIds: [],
  ...more,
});

export interface DemoCampaign {
  union: 'shandong' | 'ningbo' | 'qingzhou';
  /** Who makes it, and who signs for its budget. */
  by: readonly [string, string];
  /** Days ago that it was made; 0 when absent. */
  ago?: number;
  /** From when to when it can be claimed, in days from now; at 10:00 in Shanghai. */
  days: readonly [number, number];
  /** The merchant that takes each kind, in their order. */
  at: readonly MerchantMark[];
  plan: Omit<Plan, 'unionId' | 'claimFrom' | 'claimUntil' | 'useFrom' | 'useUntil'>;
}

const plain = {
  extendMonths: 0,
  perPerson: 0,
  perPersonDay: 0,
  line: false,
  favourNew: false,
  beacon: null,
  audience: everybody,
} as const;

/** One that is over, so that there are vouchers that were used, and a month to settle. */
export const demoPast: DemoCampaign = {
  union: 'qingzhou',
  by: ['qz-aid', 'finance'],
  ago: 45,
  at: ['market'],
  days: [-1, 10],
  plan: {
    ...plain,
    title: '国庆消费券',
    words: '',
    way: 'first',
    kinds: [kind('超市满减券', 200, [1500, 300, 200], { minSpendFen: 3000 })],
  },
};

export const demoCampaigns: DemoCampaign[] = [
  {
    union: 'shandong',
    by: ['welfare', 'finance'],
    days: [-2, 20],
    at: ['market'],
    plan: {
      ...plain,
      title: '职工消费券',
      words: '在参加活动的超市结账时出示动态码。每次消费用一张，不找零，不能转给别人。',
      way: 'first',
      line: true,
      kinds: [kind('超市满减券', 121_000, [3000, 600, 400], { minSpendFen: 5000 })],
    },
  },
  {
    union: 'qingzhou',
    by: ['qz-aid', 'finance'],
    days: [-2, 40],
    at: ['barber'],
    plan: {
      ...plain,
      title: '8 元理发',
      words: '凭券到店理发，每人每次 8 元。',
      way: 'first',
      kinds: [
        kind('理发券', 1000, [0, 1800, 0], {
          worth: 'price',
          listFen: 2600,
          perPerson: 4,
          words: '男女剪发，不含烫染',
        }),
      ],
      perPersonDay: 1,
    },
  },
  {
    union: 'qingzhou',
    by: ['qz-aid', 'finance'],
    days: [1, 8],
    at: ['screen'],
    plan: {
      ...plain,
      title: '早场电影券',
      words: '明天 10:00 开始，先到先得。',
      way: 'first',
      extendMonths: 3,
      kinds: [kind('电影券', 300, [2000, 500, 0])],
    },
  },
  {
    union: 'qingzhou',
    by: ['qz-aid', 'finance'],
    days: [-1, 5],
    at: ['hospital'],
    plan: {
      ...plain,
      title: '职工体检抽签',
      words: '报名截止后公开抽签，从没领过的会员优先。',
      way: 'lottery',
      line: true,
      favourNew: true,
      beacon: '截止次日福彩双色球开奖号码',
      kinds: [kind('体检套餐', 120, [60_000, 9000, 0])],
    },
  },
  {
    union: 'ningbo',
    by: ['ningbo', 'ningbo-finance'],
    days: [-3, 25],
    at: ['cinema', 'pool', 'rest', 'canteen', 'clinic'],
    plan: {
      ...plain,
      title: '中秋普惠',
      words: '每人在五种券里最多领两种。',
      way: 'first',
      perPerson: 2,
      extendMonths: 3,
      kinds: [
        kind('电影券', 5000, [2500, 500, 0]),
        kind('游泳券', 2000, [2000, 500, 0]),
        kind('疗休养补贴券', 300, [30_000, 0, 0], { minSpendFen: 100_000 }),
        kind('餐饮券', 1000, [2000, 1000, 0], { minSpendFen: 5000 }),
        kind('体检套餐', 120, [60_000, 9000, 0]),
      ],
    },
  },
];
