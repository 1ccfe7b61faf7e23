/** Experts: what they can do, when they can be had, and how far they go. */

/** Skill groups of the think-tank (systems.md 2.7 names 35 without listing them; this list is ours) and of the menu. */
export const skills = {
  counselling: '心理咨询',
  groupCounselling: '团体心理辅导',
  crisis: '心理危机干预',
  clinic: '全科义诊',
  chineseMedicine: '中医推拿',
  occupationalDisease: '职业病防治',
  firstAid: '急救培训',
  nutrition: '营养与慢病',
  labourLaw: '劳动法律',
  contract: '劳动合同',
  collective: '集体协商',
  democracy: '厂务公开民主管理',
  mediation: '劳动争议调解',
  womensRights: '女职工权益',
  injury: '工伤与社保',
  unionWork: '工会业务',
  unionFinance: '工会财务与经审',
  mutualAid: '互助保障',
  model: '劳模工匠宣讲',
  safety: '安全生产',
  fire: '消防安全',
  welding: '焊接',
  machining: '数控加工',
  electrics: '电工电气',
  instruments: '仪器仪表',
  hydraulics: '液压与气动',
  moulds: '模具',
  robots: '工业机器人',
  automation: '自动化控制',
  chemistry: '化工工艺',
  textiles: '纺织服装',
  food: '食品加工',
  materials: '金属材料与热处理',
  energy: '节能与环保',
  software: '软件与信息化',
  lean: '精益管理',
  quality: '质量管理',
  logistics: '物流与配送',
  sports: '文体活动',
} as const;
export type Skill = keyof typeof skills;

/**
 * Time is booked in cells of half an hour from 07:00 to 22:00 of a Shanghai day: a unique index on resource and cell
 * decides who was first. A visit takes the cells of its minutes, of the way there and back, and of the pause.
 */
export const CELL_MINUTES = 30;
export const DAY_FROM = 7 * 60;
export const DAY_UNTIL = 22 * 60;
/** Minutes before and behind a visit in which nothing else begins: to set up and to clear away. */
export const BUFFER_MINUTES = 15;
/** On the road: 40 km/h through towns and villages. */
const KM_PER_HOUR = 40;

/** Cells of half an hour that cover [from, until), minutes of the day; cut to the bookable part of the day. */
export function cellsOf(from: number, until: number): number[] {
  const first = Math.floor(Math.max(from, DAY_FROM) / CELL_MINUTES);
  const last = Math.ceil(Math.min(until, DAY_UNTIL) / CELL_MINUTES);
  return Array.from({ length: Math.max(0, last - first) }, (_, nth) => first + nth);
}

/** Minutes on the road for a distance, rounded up to a quarter of an hour; none below one kilometre. */
export const travelMinutes = (km: number): number => (km < 1 ? 0 : Math.ceil(((km / KM_PER_HOUR) * 60) / 15) * 15);

/** The cells that a visit takes of an expert: the visit, the pause and the way on both sides. Of a room: without the way. */
export const visitCells = (start: number, minutes: number, km: number): number[] =>
  cellsOf(start - BUFFER_MINUTES - travelMinutes(km), start + minutes + BUFFER_MINUTES + travelMinutes(km));

/** A point in micro-degrees of WGS-84, as it is kept. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Kilometres between two points (haversine, earth's mean radius 6,371 km), micro-degrees in. */
export function kmBetween(a: Point, b: Point): number {
  const radians = (micro: number) => (micro / 1e6) * (Math.PI / 180);
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Shanghai minutes of the day of an instant: 01:30Z is 570, 09:30. */
export const minutesOf = (instant: string): number => {
  const local = new Date(Date.parse(instant) + 8 * 3600_000).toISOString();
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
};
/** The instant of a minute of a Shanghai day. */
export const instantAt = (day: string, minutes: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 8 * 3600_000 + minutes * 60_000).toISOString();
/** 570 as people read it: `09:30`. */
export const sayMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
