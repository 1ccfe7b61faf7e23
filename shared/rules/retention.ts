/**
 * For how long each class of data is kept (PIPL 19; security.md E11). A class has a clock event and a period; when the
 * period is over its rows are deleted, emptied of what is personal, or the person is erased. A hold stops the clock of
 * one person. [P]: the laws name no period; ours is a proposal, with its reason.
 */
export interface RetentionClass {
  /** What it is, in words for the person; null: nothing that a person knows of. */
  what: string | null;
  period: { years: number } | { days: number };
  /** The event that starts the clock. */
  clock: string;
  end: 'deleted' | 'emptied' | 'erased';
  why: string;
}

export const retention = {
  idempotency: {
    what: null,
    period: { days: 2 },
    clock: '收到请求',
    end: 'deleted',
    why: 'a repeated request is known for at least 24 hours (security.md C8)',
  },
  session: { what: null, period: { days: 1 }, clock: '登录到期', end: 'deleted', why: 'nothing asks for it any more' },
  smsCode: { what: null, period: { days: 2 }, clock: '验证码到期', end: 'deleted', why: 'its limits count by the day' },
  attempt: {
    what: null,
    period: { days: 31 },
    clock: '最后一次尝试',
    end: 'deleted',
    why: 'a known network is remembered for 30 days',
  },
  message: {
    what: null,
    period: { days: 90 },
    clock: '放入待发',
    end: 'deleted',
    why: 'ids alone; enough to look into what was not sent',
  },
  smsCount: {
    what: null,
    period: { days: 2 },
    clock: '发出短信',
    end: 'deleted',
    why: 'how many a number got is counted by the day',
  },
  orderContact: {
    what: '点单时留下的单位联系人姓名和手机号',
    period: { days: 90 },
    clock: '点单办结之日',
    end: 'emptied',
    why: '[P] nobody has to be called about it any more; the order itself stays',
  },
  problemContact: {
    what: '技术难题里留下的单位联系人姓名和手机号',
    period: { days: 97 },
    clock: '难题办结之日',
    end: 'emptied',
    why: '[P] as for an order, after the seven days in which the experts may still read it',
  },
  expertPhone: {
    what: '退出专家的手机号',
    period: { years: 1 },
    clock: '专家退出之日',
    end: 'emptied',
    why: '[P] enough to ask about what was done; what the expert did stays',
  },
  exportLink: {
    what: '导出本人数据的下载记录',
    period: { days: 30 },
    clock: '链接到期',
    end: 'deleted',
    why: 'enough to ask who fetched it',
  },
  notice: {
    what: '消息',
    period: { years: 1 },
    clock: '发出之日',
    end: 'deleted',
    why: '[P] the cases themselves keep what was decided',
  },
  look: {
    what: '谁查看过您的完整信息',
    period: { years: 3 },
    clock: '查看之日',
    end: 'deleted',
    why: 'security.md E14: at least three years',
  },
  application: {
    what: '未通过或撤回的入会申请',
    period: { years: 3 },
    clock: '办结之日',
    end: 'emptied',
    why: '[P] the term of the civil law for a claim (民法典 188)',
  },
  request: {
    what: '已办结的转会和请求中您写的内容',
    period: { years: 3 },
    clock: '办结之日',
    end: 'emptied',
    why: '[P] the term of the civil law for a claim (民法典 188)',
  },
  jointAct: {
    what: '双人办理事项中的说明（已遮盖）',
    period: { years: 3 },
    clock: '办结之日',
    end: 'emptied',
    why: '[P] as for requests; who signed stays',
  },
  membership: {
    what: '会籍结束后的姓名、身份证号、手机号等个人信息',
    period: { years: 5 },
    clock: '会籍结束之日',
    end: 'erased',
    why: '[P] until then a former member may come back or prove the membership; not while the account is in use',
  },
  visitor: {
    what: '只登录过、没有申请入会的账号',
    period: { years: 2 },
    clock: '首次登录之日',
    end: 'erased',
    why: '[P] nobody comes back to it; not while it is in use',
  },
} as const satisfies Record<string, RetentionClass>;
export type RetentionName = keyof typeof retention;

/** The day before which a class is over, seen from a Shanghai day: kept for one year on 2027-03-01, `2026-03-01`. */
export function overBefore(period: RetentionClass['period'], today: string): string {
  if ('years' in period) return `${Number(today.slice(0, 4)) - period.years}${today.slice(4)}`;
  return new Date(Date.parse(`${today}T00:00:00Z`) - period.days * 86_400_000).toISOString().slice(0, 10);
}

const say = (period: RetentionClass['period']): string =>
  'years' in period ? `${period.years} 年` : `${period.days} 天`;
const ends: Record<RetentionClass['end'], string> = {
  deleted: '到期删除',
  emptied: '到期清除个人信息',
  erased: '到期清除个人信息并销毁密钥',
};

/** The same in plain words, for the person. */
export const keptInWords = (): { what: string; howLong: string }[] => [
  { what: '会员资料和会籍变动', howLong: '会籍存续期间' },
  ...Object.values<RetentionClass>(retention).flatMap(({ what, period, clock, end }) =>
    what === null ? [] : [{ what, howLong: `${clock}起 ${say(period)}，${ends[end]}` }],
  ),
  { what: '同意与撤回的记录', howLong: '长期保存，只含编号和时间，作为取得同意的证明' },
  { what: '操作记录', howLong: '长期保存，只含编号，不含姓名和号码' },
];
