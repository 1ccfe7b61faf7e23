/** How suggestions for one visit are ranked, and why, in the words that the planner reads. */

export interface Facts {
  /** Place among the unit's wishes, from 0; null: it did not wish for it. */
  wished: number | null;
  /** Place among the days that were looked at, from 0. */
  dayNth: number;
  /** From the expert's base. */
  km: number;
  weekLoad: number;
  perWeek: number;
  stars: number | null;
  /** Was at this unit before. */
  knows: boolean;
  /** Kilometres to another visit of this expert on the same day. */
  nearKm: number | null;
  /** Kilometres from the unit to the room; null: at the unit. */
  roomKm: number | null;
}

/** Beyond these kilometres a visit of the same day is no reason. */
const NEAR_KM = 10;
const FAR_KM = 40;
const rounded = (km: number): number => Math.round(km * 10) / 10;

/** Points and words for each reason, the weightiest words first. Ours, [P]. */
export function rank(facts: Facts): { score: number; reasons: string[] } {
  const { wished, dayNth, km, weekLoad, perWeek, stars, knows, nearKm, roomKm } = facts;
  const near = nearKm !== null && nearKm <= NEAR_KM;
  const parts: [points: number, words: string | null][] = [
    wished === null ? [-1.5 * dayNth, null] : [40 - wished, wished === 0 ? '单位最希望的时间' : '单位希望的时间'],
    [20 * Math.max(0, 1 - km / FAR_KM), km < 1 ? '就在专家附近' : `离专家 ${rounded(km)} 公里`],
    [
      15 * (1 - weekLoad / perWeek),
      weekLoad === 0 ? '这一周还没有安排' : `这一周已排 ${weekLoad} 次，最多 ${perWeek} 次`,
    ],
    stars === null ? [2, null] : [4 * (stars - 3), `单位评分 ${stars} 分`],
    knows ? [6, '以前去过这个单位'] : [0, null],
    near ? [6 * (1 - nearKm / NEAR_KM), `当天在 ${rounded(nearKm)} 公里外还有一次服务`] : [0, null],
    roomKm === null ? [0, null] : [-roomKm / 2, `场地离单位 ${rounded(roomKm)} 公里`],
  ];
  const said = parts.filter(([, words]) => words !== null).sort(([a], [b]) => b - a);
  return {
    score: Math.round(parts.reduce((sum, [points]) => sum + points, 0) * 10) / 10,
    reasons: said.map(([, words]) => words as string),
  };
}
