/**
 * Demo menu: 31 services in the five published groups (docs/demo-data.md). The groups, the number and the services named in
 * the reports are theirs; the other titles, all hours and sizes, and every expert are made up.
 */
import type { Body } from '@niangjia/shared/contract/index';
import type { Skill } from '@niangjia/shared/rules/experts';
import type { Department, MenuGroup, Venue } from '@niangjia/shared/rules/orders';

/** group | title | words | what to prepare | minutes | people | venue | skill | km within which units share | + also rest days */
const MENU = `
mind | 身心双检 | 心理测评和基础体检一次做完，现场给建议。 | 桌椅 | 180 | 20-80 | either | counselling | 15
mind | 一对一心理咨询 | 每人半小时，内容保密。 | 小房间 | 180 | 1-6 | either | counselling | 10
mind | 团体减压课 | 心理老师带着做，认识压力和情绪。 | 会议室 | 120 | 15-60 | onSite | groupCounselling | 15
mind | 夜班睡眠与情绪 | 倒班职工怎样睡好、怎样缓过来。 | 会议室 | 90 | 10-80 | onSite | groupCounselling | 15 | +
mind | 亲子沟通课 | 和孩子好好说话，给双职工家庭。 | 会议室 | 120 | 10-60 | either | groupCounselling | 0 | +
mind | 突发事件后的陪伴 | 事故、离世之后，陪同事走一段。 | 小房间 | 120 | 1-20 | onSite | crisis | 0 | +
health | 医生到身边 | 内科、骨科医生义诊，量血压、看片子。 | 桌椅 | 180 | 20-100 | onSite | clinic | 15
health | 中医推拿与艾灸 | 颈肩腰腿，每人二十分钟。 | 桌椅 | 180 | 10-30 | onSite | chineseMedicine | 10
health | 急救取证培训 | 心肺复苏、除颤仪、海姆立克，考过发证。 | 能铺开垫子的场地。 | 240 | 15-40 | either | firstAid | 20
health | 高温作业防中暑 | 先兆、降温、补水，班组怎样排班。 | 会议室 | 60 | 10-100 | onSite | occupationalDisease | 20
health | 职业病防护 | 粉尘、噪声、化学品，看得懂检测报告。 | 会议室 | 120 | 15-80 | onSite | occupationalDisease | 0
health | 慢病与饮食 | 高血压、高血糖的人食堂里怎么吃。 | 会议室 | 90 | 15-80 | onSite | nutrition | 15
health | 骑手腰颈保养 | 跑单间隙五分钟能做的几个动作。 | 一块能站开的空地。 | 60 | 10-60 | either | chineseMedicine | 10 | +
skill | 送技入企 | 技师到车间，看着设备一起解决。 | 设备 | 240 | 3-30 | onSite | machining | 0
skill | 焊接技能提升 | 劳模师傅示范，现场纠正手法。 | 焊机、焊条和防护用品。 | 240 | 5-20 | onSite | welding | 0
skill | 电工安全与排故 | 常见故障怎样判断，怎样不触电。 | 会议室 | 180 | 10-40 | either | electrics | 20
skill | 液压气动诊断 | 听声音、看压力表，找到漏点。 | 设备 | 180 | 3-20 | onSite | hydraulics | 0
skill | 班组长管理课 | 派活、讲安全、带新人。 | 会议室 | 180 | 15-60 | either | lean | 20
skill | 劳模工匠进班组 | 讲自己的路，答大家的题。 | 会议室 | 90 | 20-200 | onSite | model | 0
skill | 短视频与直播带货 | 手机拍、剪、播，给想转行的职工。 | 会议室 | 180 | 10-40 | either | software | 20 | +
law | 法律体检 | 律师看合同和制度，写出风险清单。 | 劳动合同样本和规章制度。 | 180 | 2-20 | onSite | contract | 0
law | 劳动合同怎么签 | 试用期、加班费、解除，一条一条讲。 | 会议室 | 90 | 15-150 | onSite | labourLaw | 20
law | 工伤与社保 | 受伤之后先做什么，怎样认定，怎样算。 | 会议室 | 90 | 15-150 | onSite | injury | 20
law | 女职工权益 | 孕期、产期、哺乳期，不被调岗。 | 会议室 | 90 | 10-100 | onSite | womensRights | 20
law | 骑手交通与保险 | 撞了怎么办，平台的保险怎么报。 | 一块能坐下的地方。 | 60 | 10-100 | either | labourLaw | 10 | +
union | 工资集体协商指导 | 要约、谈判、签合同，指导员全程陪。 | 会议室 | 180 | 5-60 | onSite | collective | 0
union | 厂务公开民主管理 | 职代会怎样开，哪些事要上会。 | 会议室 | 150 | 10-200 | onSite | democracy | 0
union | 互助保障讲解 | 保什么、多少钱、怎样理赔。 | 会议室 | 60 | 15-300 | onSite | mutualAid | 20
union | 新任工会主席第一课 | 建会、换届、经费、活动，从头讲起。 | 会议室 | 180 | 5-60 | room | unionWork | 40
union | 工会经费与经审 | 能花什么、怎样记、怎样审。 | 会议室 | 150 | 5-80 | either | unionFinance | 40
union | 劳动争议调解员培训 | 怎样听、怎样劝、怎样写调解书。 | 会议室 | 240 | 5-60 | room | mediation | 40
`;

const prepares: Record<string, string> = {
  会议室: '能坐下的会议室，一台投影。',
  桌椅: '一间通风的房间，六张桌子，十二把椅子。',
  设备: '一台停下来的设备，一位熟悉工艺的师傅。',
  小房间: '一间安静的小房间，两把椅子。',
};
const departmentOf: Record<MenuGroup, Department> = {
  mind: 'protection',
  health: 'protection',
  skill: 'production',
  law: 'legal',
  union: 'publicity',
};

export const demoMenu = MENU.trim()
  .split('\n')
  .map((line) => {
    const [group, title, words, prepare, minutes, people, venue, skill, poolKm, rest] = line.split(' | ') as string[];
    const [minPeople, maxPeople] = (people ?? '').split('-').map(Number);
    return {
      ...{ group: group as MenuGroup, department: departmentOf[group as MenuGroup], title, words },
      ...{ prepare: prepares[prepare ?? ''] ?? prepare, minutes: Number(minutes), minPeople, maxPeople },
      ...{ venue: venue as Venue, skill: skill as Skill, poolKm: Number(poolKm), restDays: rest === '+' },
    } as Omit<Body<'POST /menu-items'>, 'unionId' | 'fromOrderIds'>;
  });

/** Seats of the demo's counties and of the city, micro-degrees. */
const QINGZHOU = { placeName: '青州', latitude: 36_684_528, longitude: 118_479_622 };
const ANQIU = { placeName: '安丘', latitude: 36_478_493, longitude: 119_218_978 };
const WEIFANG = { placeName: '潍坊', latitude: 36_706_890, longitude: 119_161_760 };

interface DemoExpert {
  name: string;
  title: string;
  skills: Skill[];
  at: typeof QINGZHOU;
}
export const demoExperts: DemoExpert[] = [
  { name: '周明远（示例）', title: '国家二级心理咨询师', skills: ['counselling', 'crisis'], at: QINGZHOU },
  { name: '韩雪（示例）', title: '心理健康教育讲师', skills: ['counselling', 'groupCounselling'], at: ANQIU },
  { name: '段立新（示例）', title: '主任医师', skills: ['clinic', 'nutrition', 'occupationalDisease'], at: WEIFANG },
  { name: '范长青（示例）', title: '中医师', skills: ['chineseMedicine', 'clinic'], at: QINGZHOU },
  { name: '方敏（示例）', title: '急救培训师', skills: ['firstAid'], at: WEIFANG },
  { name: '宋大鹏（示例）', title: '高级技师，市劳动模范', skills: ['machining', 'welding', 'model'], at: WEIFANG },
  { name: '邵卫国（示例）', title: '高级技师', skills: ['electrics', 'hydraulics', 'automation'], at: ANQIU },
  { name: '白洁（示例）', title: '精益管理讲师', skills: ['lean', 'quality', 'software'], at: WEIFANG },
  { name: '史国强（示例）', title: '执业律师', skills: ['labourLaw', 'contract', 'injury'], at: QINGZHOU },
  { name: '黎芳（示例）', title: '执业律师', skills: ['labourLaw', 'womensRights', 'injury', 'mediation'], at: ANQIU },
  { name: '龚志刚（示例）', title: '集体协商指导员', skills: ['collective', 'democracy', 'unionWork'], at: WEIFANG },
  { name: '贺小青（示例）', title: '互助保障专员', skills: ['mutualAid', 'unionFinance', 'unionWork'], at: WEIFANG },
];

export const demoRooms = [
  { name: '三楼培训室', seats: 80, address: '潍坊市示例路 9 号', at: WEIFANG },
  { name: '职工书屋', seats: 40, address: '青州市示例路 21 号', at: QINGZHOU },
  { name: '多功能厅', seats: 200, address: '安丘市示例路 5 号', at: ANQIU },
];

/** The first expert's phone: 19900000751 and so on, in the order above. */
export const FIRST_EXPERT = 751;

/** Where units are. */
export const demoSites = {
  'qz-rider': { ...QINGZHOU, placeName: '北部片区骑手驿站', address: '青州市示例路 33 号', latitude: 36_702_000 },
  'qz-north': { ...QINGZHOU, placeName: '北部片区社工工作室', address: '青州市示例路 31 号', latitude: 36_698_000 },
  'aq-works': { ...ANQIU, placeName: '机械公司礼堂', address: '安丘市示例路 12 号', latitude: 36_486_000 },
  'aq-foods': { ...ANQIU, placeName: '食品公司餐厅', address: '安丘市示例路 40 号', latitude: 36_470_000 },
};

export interface DemoOrder {
  by: string;
  unit: keyof typeof demoSites;
  title: string;
  group: MenuGroup;
  department: Department;
  people: number;
  sharing: boolean;
  /** Days from today to the wished day. */
  after: number;
  /** `scheduled`: the visit is on the wished day; `delivered`: it was. */
  then: 'submitted' | 'accepted' | 'off-menu' | 'scheduled' | 'delivered';
  /** Which of the experts comes. */
  expert?: number;
}
/** The oldest first, a day apart. 乒乓球教练 and 八段锦 are wishes named in the report. */
export const demoOrders: DemoOrder[] = (
  [
    ['qz-north', 'qz-rider', '劳动合同怎么签', 'law', 32, false, -6, 'delivered', 8],
    ['anqiu', 'aq-works', '身心双检', 'mind', 80, false, 9, 'accepted'],
    ['qz-north', 'qz-rider', '骑手腰颈保养', 'health', 30, true, 6, 'scheduled', 3],
    ['anqiu', 'aq-foods', '身心双检', 'mind', 24, true, 9, 'accepted'],
    ['anqiu', 'aq-foods', '互助保障讲解', 'union', 40, true, 12, 'accepted'],
    ['anqiu', 'aq-works', '互助保障讲解', 'union', 60, true, 12, 'accepted'],
    ['anqiu', 'aq-foods', '乒乓球教练', 'health', 16, true, 14, 'off-menu'],
    ['qz-north', 'qz-north', '八段锦', 'health', 20, true, 14, 'submitted'],
    ['qz-north', 'qz-rider', '骑手交通与保险', 'law', 30, false, 8, 'submitted'],
  ] as const
).map(([by, unit, title, group, people, sharing, after, then, expert]) => ({
  ...{ by, unit, title, group, department: departmentOf[group], people, sharing, after, then },
  ...(expert !== undefined && { expert }),
}));
