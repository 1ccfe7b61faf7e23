/** One's own data without its pages: states in words, and where a link leads. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { type ChangeKind, changeKinds, changeSources } from '@niangjia/shared/rules/members';
import type { Tone } from '../ui/chip';
import type { Stop } from '../ui/way';

export type Own = Reply<'GET /me/data'>;
type Closing = NonNullable<Own['closing']>;
type Consent = Own['consents'][number];

export const consentLooks: Record<Consent['state'], { tone: Tone; word: string }> = {
  given: { tone: 'done', word: '已同意' },
  withdrawn: { tone: 'quiet', word: '已撤回' },
  none: { tone: 'quiet', word: '没有同意过' },
};

/** How a closing stands: the word of its state, what comes next and who does it. */
export const closingLooks: Record<Closing['state'], { tone: Tone; word: string; title: string }> = {
  asked: { tone: 'waiting', word: '已受理', title: '注销申请已受理，等工会办理' },
  confirming: { tone: 'waiting', word: '待复核', title: '工会已办理，等第二人复核' },
  held: { tone: 'needs', word: '暂缓', title: '依法留存期间，暂不能删除' },
  done: { tone: 'done', word: '已注销', title: '个人信息已删除' },
  recalled: { tone: 'quiet', word: '已撤回', title: '注销申请已撤回' },
};

export const isClosing = (closing: Closing | null): closing is Closing =>
  closing !== null && ['asked', 'confirming', 'held'].includes(closing.state);

export const mayRecallClosing = ({ state }: Closing): boolean => state === 'asked' || state === 'held';

const changeTones: Partial<Record<ChangeKind, Tone>> = { left: 'quiet', expelled: 'needs', retained: 'waiting' };

/** A membership's history, oldest first, as steps. */
export const changeStops = (changes: Own['changes']): Stop[] =>
  [...changes]
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ kind, on, unionName, otherUnionName, source, words }) => ({
      tone: changeTones[kind] ?? 'done',
      title: `${on.slice(0, 4)}年${sayDay(on)}　${changeKinds[kind]}`,
      by: `${unionName}${otherUnionName ? `（${kind === 'movedIn' ? '来自' : '去往'}${otherUnionName}）` : ''}，${changeSources[source]}`,
      words,
    }));

/** A link of the server as the phone opens it: in WeChat below the server's own address. */
export const openAddress = (address: string, base: string): string =>
  /^https?:/.test(address) ? address : `${base}${address}`;

/** What is wrong with a code that cannot be one. */
export const receiptProblem = (text: string): string | undefined =>
  text.trim().length >= 8 ? undefined : '请填写注销时给您的查询码。';
