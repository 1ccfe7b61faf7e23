/** Requests about one's own record without their pages: what is asked, what is wrong with it, how it stands. */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { idNumberProblem, nameProblem, phoneProblem } from '@niangjia/shared/rules/identity';
import { type ChangeReason, type RequestKind, type RequestState, requestKinds } from '@niangjia/shared/rules/members';
import type { RefusalBody } from '@niangjia/shared/rules/refusals';
import type { Tone } from '../ui/chip';
import type { Stop } from '../ui/way';

export type Asked = Reply<'GET /requests/mine'>['items'][number];

export const requestTones: Record<RequestState, Tone> = {
  asked: 'waiting',
  agreed: 'waiting',
  done: 'done',
  refused: 'needs',
  recalled: 'quiet',
};

export interface Draft {
  name: string;
  idNumber: string;
  phone: string;
  code: string;
  words: string;
  reason: ChangeReason | null;
}
export type Place = keyof Draft;
export type Problems = Partial<Record<Place, string>>;
export const emptyDraft: Draft = { name: '', idNumber: '', phone: '', code: '', words: '', reason: null };

interface Asking {
  /** What the person asks for, and what that brings. */
  lead: string;
  effects: readonly string[];
  places: readonly Place[];
  hint: string;
  act: string;
  /** A last question before it is sent: it takes something away. */
  sure?: string;
}

const second = '由一名工会干部核实，再由上级工会另一人复核后生效。';

export const asks: Record<RequestKind, Asking> = {
  phone: {
    lead: '您的手机号登记在别人名下',
    effects: ['用短信验证码证明号码现在是您的。', '工会找登记的那位会员核实。', second, '办好后号码释放，您就能绑定。'],
    places: ['phone', 'code', 'words'],
    hint: '例如：这个号码是我去年新办的，一直自己在用。',
    act: '申请释放手机号',
  },
  merge: {
    lead: '您的身份证号已在另一份会籍里',
    effects: [
      '多半是您以前用别的手机号或微信办过入会。',
      '姓名和身份证号都要和那份会籍相符。',
      second,
      '办好后，会员编号和入会日期接着用。',
    ],
    places: ['name', 'idNumber', 'words'],
    hint: '例如：2023 年在原单位入会，用的是旧手机号。',
    act: '申请并入',
  },
  name: {
    lead: '更正姓名',
    effects: [second, '办好后会员卡显示新的姓名，会员编号不变。'],
    places: ['name', 'words'],
    hint: '例如：改过名，身份证已经换新；或者入会时写错了一个字。',
    act: '申请更正姓名',
  },
  idNumber: {
    lead: '更正身份证号',
    effects: [second, '办好后用新的号码认您，会员编号不变。'],
    places: ['idNumber', 'words'],
    hint: '例如：入会时有一位写错了。',
    act: '申请更正身份证号',
  },
  leave: {
    lead: '退会',
    effects: [
      '会员卡停用，普惠、帮扶、互助等会员待遇停止。',
      '不能再参加工会的选举和表决。',
      '以后可以重新申请入会，但入会时间从那时算起。',
      '只是换单位、换城市的，办转会就行，不用退会。',
    ],
    places: ['reason', 'words'],
    hint: '可以不写。',
    act: '申请退会',
    sure: '工会同意后会籍就结束，不能撤销。答复以前可以随时撤回。',
  },
  retain: {
    lead: '保留会籍',
    effects: [
      '适合退休、失业、参军、上学等暂时离开岗位的会员。',
      '会籍和入会日期都保留，期间不用交会费。',
      '期间单位给在职会员的待遇停用，不参加选举和表决。',
      '重新上班后，在这里申请恢复。',
    ],
    places: ['reason', 'words'],
    hint: '可以不写。',
    act: '申请保留会籍',
  },
  return: {
    lead: '恢复会籍',
    effects: ['重新上班后办理。', '会员待遇、选举和表决的权利恢复，按规定交会费。', '入会日期不变。'],
    places: ['reason', 'words'],
    hint: '可以不写。',
    act: '申请恢复会籍',
  },
};

export const isKind = (text: string | undefined): text is RequestKind => text !== undefined && text in asks;

const freeWords = (kind: RequestKind) => ['leave', 'retain', 'return'].includes(kind);
const tooFewWords = (words: string) => (words.match(/[\p{L}\p{N}]/gu) ?? []).length < 5;

/** What is wrong, field by field; empty when it can be sent. */
export function problemsOf(kind: RequestKind, draft: Draft, today: string): Problems {
  const judged: Record<Place, string | undefined> = {
    name: nameProblem(draft.name),
    idNumber: idNumberProblem(draft.idNumber, today),
    phone: phoneProblem(draft.phone),
    code: /^\d{6}$/.test(draft.code.trim()) ? undefined : '请填写短信里的 6 位数字。',
    words: freeWords(kind) || !tooFewWords(draft.words) ? undefined : '请至少写 5 个字，说清是怎么回事，工会好核实。',
    reason: draft.reason ? undefined : '请选一个原因。',
  };
  const wrong = asks[kind].places.flatMap((place) => (judged[place] ? [[place, judged[place]]] : []));
  return Object.fromEntries(wrong) as Problems;
}

const placesOfCodes: Partial<Record<RefusalBody['code'], Place>> = {
  WRONG_CODE: 'code',
  CODE_EXPIRED: 'code',
  PHONE_FREE: 'phone',
  ID_IN_USE: 'idNumber',
  NO_SUCH_RECORD: 'idNumber',
};
/** A refusal put at the field that it is about. */
export function problemsIn(kind: RequestKind, { code, sentence }: Pick<RefusalBody, 'code' | 'sentence'>): Problems {
  const place = placesOfCodes[code];
  return place && asks[kind].places.includes(place) ? { [place]: sentence } : {};
}

type Sending =
  | ['POST /requests/phone', Input<'POST /requests/phone'>['body']]
  | ['POST /requests/merge', Input<'POST /requests/merge'>['body']]
  | ['POST /requests/identity', Input<'POST /requests/identity'>['body']]
  | ['POST /requests/membership', Input<'POST /requests/membership'>['body']];

/** What is sent for a kind, and where. */
export function sendingOf(kind: RequestKind, draft: Draft): Sending {
  const { name, idNumber, phone, words } = draft;
  switch (kind) {
    case 'phone':
      return ['POST /requests/phone', { phone, code: draft.code.trim(), words }];
    case 'merge':
      return ['POST /requests/merge', { name, idNumber, words }];
    case 'name':
      return ['POST /requests/identity', { name, idNumber: null, words }];
    case 'idNumber':
      return ['POST /requests/identity', { name: null, idNumber, words }];
    default:
      return [
        'POST /requests/membership',
        { kind, reason: draft.reason ?? 'personal', words: words.trim() ? words : null },
      ];
  }
}

const ends: Record<RequestKind, string> = {
  phone: '手机号已释放，可以绑定了',
  merge: '已并入您的会籍',
  name: '姓名已更正',
  idNumber: '身份证号已更正',
  leave: '已退会',
  retain: '会籍已保留',
  return: '会籍已恢复',
};

/** What comes next and who does it. */
export function sayRequest({ state, kind, decides }: Asked): string {
  if (state === 'asked') return `已提交，等${decides}答复`;
  if (state === 'agreed') return '工会已同意，等第二人复核';
  if (state === 'done') return ends[kind];
  return state === 'refused' ? '这次没有同意' : '请求已撤回';
}

export const isRunning = ({ state }: Pick<Asked, 'state'>): boolean => state === 'asked' || state === 'agreed';

/** `最晚 11月27日 周五 前由青州市总工会答复`, and that it is late when it is. */
export const sayAnswerBy = ({ decides, dueOn }: Pick<Asked, 'decides' | 'dueOn'>, today: string): string =>
  dueOn < today ? `${decides}已过 ${sayDay(dueOn)} 的期限，可以打电话催办` : `最晚 ${sayDay(dueOn)} 前由${decides}答复`;

/** Asked, the officer, the second person where one is needed, and the end. */
export function stopsOf(request: Asked, now: Date): Stop[] {
  const { kind, state, decides, words, refusal, risen } = request;
  const two = requestKinds[kind].joint !== null;
  const rose = risen ? `已转上级${decides}办理。` : '';
  const by = rose + sayAnswerBy(request, dayOf(now));
  const open = (title: string): Stop => ({ tone: 'waiting', icon: 'waiting', title, words: by });
  const stops: Stop[] = [
    { tone: 'told', title: '提交请求', at: request.askedAt, by: '本人', words },
    ...(state === 'asked' ? [open('工会核实')] : []),
    ...(state === 'agreed' ? [{ tone: 'done', title: '工会核实，已同意' } as const, open('第二人复核')] : []),
    ...(state === 'asked' && two ? [{ tone: 'quiet', icon: 'quiet', title: '第二人复核后生效' } as const] : []),
  ];
  if (state === 'done') stops.push({ tone: 'done', title: ends[kind], by: decides });
  if (state === 'refused')
    stops.push({ tone: 'needs', icon: 'refused', title: '没有同意', by: decides, words: refusal });
  if (state === 'recalled') stops.push({ tone: 'quiet', icon: 'quiet', title: '本人撤回' });
  return stops;
}
