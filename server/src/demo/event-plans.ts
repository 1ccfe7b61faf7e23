/**
 * Demo events, one of each group of a workers' service centre. The check-up is of the size and kind that was published
 * of Lianyungang: 16 items, free for gig workers, the first 200, by the hour so that nobody queues.
 */
import type { EventGroup, EventKind } from '@niangjia/shared/rules/events';
import type { Occupation } from '@niangjia/shared/rules/membership';

export interface DemoEvent {
  union: string;
  by: string;
  group: EventGroup;
  kind: EventKind;
  title: string;
  words: string;
  bring: string;
  placeName: string;
  address: string;
  /** For these alone; empty: for every member of the area. */
  only: Occupation[];
  /** These come first, and `reserved` places of each slot are theirs until two days before. */
  priority: Occupation[];
  reserved: number;
  /** Days from today of its slots, the hours at which they begin (Shanghai), minutes and places of each. */
  days: number[];
  hours: number[];
  minutes: number;
  places: number;
}

const gig: Occupation[] = ['FOOD_RIDER', 'COURIER', 'RIDE_HAILING', 'TRUCK'];
const centre = { placeName: '青州市职工服务中心', address: '青州市示例路 18 号' };
const plain = { only: [], priority: [], reserved: 0 };

export const demoEvents: DemoEvent[] = [
  {
    ...{ union: 'qingzhou', by: 'qz-aid', group: 'general', kind: 'checkUp', title: '新就业形态劳动者免费体检' },
    words: '共 16 项，含血常规、肝肾功能、心电图、腹部彩超和胸片，全程免费。名额 200 个，按小时分场，到场不用排队。',
    bring: '空腹，带身份证。',
    ...{ placeName: '青州市人民医院体检中心', address: '青州市示例路 8 号 2 楼' },
    ...{ only: gig, priority: ['FOOD_RIDER', 'COURIER'], reserved: 10 },
    ...{ days: [6, 7], hours: [7, 8, 9, 10], minutes: 60, places: 25 },
  },
  {
    ...{ union: 'qingzhou', by: 'qz-aid', group: 'aid', kind: 'consultation', title: '困难帮扶政策咨询' },
    words: '讲清哪些情况可以申请帮扶、要带什么材料，当场帮您填表。',
    bring: '家庭收入和支出的材料，没有也可以先来问。',
    ...centre,
    ...{ ...plain, days: [2], hours: [9, 10, 14, 15], minutes: 60, places: 6 },
  },
  {
    ...{ union: 'weifang', by: 'weifang-aid', group: 'general', kind: 'consultation', title: '一对一心理咨询' },
    words: '国家二级心理咨询师，每人 50 分钟，谈话内容保密。',
    bring: '',
    ...{ placeName: '潍坊市职工心理驿站', address: '潍坊市示例路 66 号 3 楼' },
    ...{ ...plain, days: [3], hours: [9, 10, 14, 15], minutes: 50, places: 1 },
  },
  {
    ...{ union: 'weifang', by: 'weifang-law', group: 'legalAid', kind: 'consultation', title: '劳动争议法律咨询' },
    words: '律师当面解答欠薪、工伤、劳动合同的问题。',
    bring: '劳动合同、工资记录等和事情有关的材料。',
    ...{ placeName: '潍坊市职工法律服务站', address: '潍坊市示例路 66 号 1 楼' },
    ...{ ...plain, days: [4], hours: [9, 14], minutes: 150, places: 8 },
  },
  {
    ...{ union: 'weifang', by: 'weifang-class', group: 'employment', kind: 'talk', title: '电工证怎么考：公开课' },
    words: '讲考证流程、补贴怎么领、去哪里学，现场可以报名培训班。',
    bring: '',
    ...{ placeName: '潍坊市工匠学院', address: '潍坊市示例路 100 号' },
    ...{ only: [], priority: gig, reserved: 20, days: [8], hours: [19], minutes: 90, places: 60 },
  },
  {
    ...{
      union: 'weifang',
      by: 'weifang-aid',
      group: 'mutualAid',
      kind: 'talk',
      title: '职工互助保障怎么参加、怎么申领',
    },
    words: '讲参加办法、保障范围和申领材料，现场可以查询本人的保障。',
    bring: '身份证。',
    ...centre,
    ...{ ...plain, days: [5], hours: [15], minutes: 90, places: 40 },
  },
  {
    ...{ union: 'qz-north', by: 'qz-north', group: 'petition', kind: 'consultation', title: '工会主席接待日' },
    words: '北部片区工会主席当面听您说，能办的当场办，不能办的讲清去哪里办。',
    bring: '',
    ...{ placeName: '北部片区工会接待室', address: '青州市示例路 2 号' },
    ...{ ...plain, days: [9], hours: [9, 10], minutes: 60, places: 5 },
  },
];
