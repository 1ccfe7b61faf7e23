/** Who may take a voucher (VOU-1), and what would change it. */

import type { MembershipState } from './members';
import type { Occupation } from './membership';

/** Empty lists and nulls ask for nothing. The organiser's own subtree is always asked for. */
export interface Audience {
  /** Unions within the organiser's subtree: each with all below it. */
  unionIds: string[];
  /** GB/T 2260 prefixes of the union's seat, 4 or 6 digits. */
  districts: string[];
  occupations: Occupation[];
  /** Only who has never had a voucher of the organiser. */
  firstTime: boolean;
  /** Only who stands on the campaign's list (night shift, team). */
  listed: boolean;
  minAge: number | null;
  maxAge: number | null;
}

export const everybody: Audience = {
  unionIds: [],
  districts: [],
  occupations: [],
  firstTime: false,
  listed: false,
  minAge: null,
  maxAge: null,
};

/** What is known of one who asks. `age` is whole years today, null when there is no ID number. */
export interface Candidate {
  membership: { state: MembershipState; unionPath: string; districtCode: string; occupation: Occupation } | null;
  verified: boolean;
  age: number | null;
  hadBefore: boolean;
  listed: boolean;
}

/** Each reason why not, with what would change it; `join` leads to joining. */
export const barriers = {
  join: '先入会，成为会员就能领。',
  verify: '先用本人手机号登录一次，完成实名核验后就能领。',
  retained: '会籍保留期间不能领。恢复会籍后就能领。',
  area: '只发给主办工会所属范围内的会员。换到那里工作后可以办转会。',
  unions: '只发给指定工会的会员。',
  districts: '只发给指定地区的工会会员。',
  occupations: '只发给指定工种的会员。工种有变动可在“我的数据”里更正。',
  firstTime: '这次只发给还没有领过的会员。',
  listed: '只发给工会名单上的会员。有疑问请联系本工会。',
  age: '不在这次活动的年龄范围内。',
} as const;
export type Barrier = keyof typeof barriers;

/** The first barrier that stands before a candidate, or null. `paths`: paths of `audience.unionIds`. */
export function barrierOf(
  audience: Audience,
  { organiserPath, paths }: { organiserPath: string; paths: readonly string[] },
  candidate: Candidate,
): Barrier | null {
  const { membership, age } = candidate;
  if (!membership || membership.state === 'ended') return 'join';
  if (membership.state === 'retained') return 'retained';
  if (!candidate.verified) return 'verify';
  if (!membership.unionPath.startsWith(organiserPath)) return 'area';
  if (paths.length > 0 && !paths.some((path) => membership.unionPath.startsWith(path))) return 'unions';
  const { districts, occupations, minAge, maxAge } = audience;
  if (districts.length > 0 && !districts.some((code) => membership.districtCode.startsWith(code))) return 'districts';
  if (occupations.length > 0 && !occupations.includes(membership.occupation)) return 'occupations';
  if (audience.listed && !candidate.listed) return 'listed';
  if (audience.firstTime && candidate.hadBefore) return 'firstTime';
  if (minAge !== null && (age === null || age < minAge)) return 'age';
  if (maxAge !== null && (age === null || age > maxAge)) return 'age';
  return null;
}
