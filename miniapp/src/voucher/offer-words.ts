/** A campaign in the words of the person who may take part: where it stands, and what can be done now. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import type { Phase } from '@niangjia/shared/rules/vouchers';
import type { Tone } from '../ui/chip';

export type Offer = Reply<'GET /offers'>['items'][number];
export type OfferKind = Offer['kinds'][number];
export type Voucher = Offer['vouchers'][number];

/** `2 天 4 小时`, `3 小时 05 分`, `12 分 08 秒`, `8 秒`. */
export function sayLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (n: number) => String(n).padStart(2, '0');
  if (days > 0) return `${days} 天 ${hours} 小时`;
  if (hours > 0) return `${hours} 小时 ${two(minutes)} 分`;
  return minutes > 0 ? `${minutes} 分 ${two(seconds % 60)} 秒` : `${seconds} 秒`;
}

/** The hour alone when it is today. `now` in milliseconds. */
const sayMoment = (at: string, now: number): string =>
  dayOf(at) === dayOf(new Date(now)) ? (sayTime(at).split(' ')[1] ?? '') : sayTime(at);

/** The phase goes on by the clock; only the server knows of a pause. */
export function phaseNow({ phase, claimFrom, claimUntil }: Offer, now: number): Phase {
  if (phase === 'paused' || phase === 'over') return phase;
  if (now >= Date.parse(claimUntil)) return 'over';
  return now < Date.parse(claimFrom) ? 'soon' : 'open';
}

/** `10:00 开抢，还有 12 分 08 秒` */
export const sayStart = ({ way, claimFrom }: Offer, now: number): string =>
  `${sayMoment(claimFrom, now)} ${way === 'lottery' ? '开始报名' : '开抢'}，还有 ${sayLeft(Date.parse(claimFrom) - now)}`;

const live = ({ vouchers }: Offer, kindId?: string): Voucher[] =>
  vouchers.filter((one) => one.state !== 'returned' && (!kindId || one.kindId === kindId));

const waitsFor = ({ entries }: Offer, kindId: string) =>
  entries.some((one) => one.state === 'waiting' && one.kindId === kindId);

/** Whether this person may have one of this kind more, whatever is left. */
export const mayHave = (offer: Offer, { id, perPerson }: OfferKind): boolean =>
  live(offer, id).length < perPerson &&
  (offer.perPerson === 0 || live(offer).length < offer.perPerson) &&
  !waitsFor(offer, id);

/** Whether the day's share has been taken; tomorrow there is more. */
const hasTodays = (offer: Offer, now: number): boolean =>
  offer.perPersonDay > 0 &&
  live(offer).filter(({ givenAt }) => dayOf(givenAt) === dayOf(new Date(now))).length >= offer.perPersonDay;

/** What a tap on this kind does now; null: nothing can be done. */
export function actOn(offer: Offer, kind: OfferKind, now: number): string | null {
  if (offer.barrier || offer.way === 'grant' || phaseNow(offer, now) !== 'open' || !mayHave(offer, kind)) return null;
  if (hasTodays(offer, now)) return null;
  if (offer.way === 'lottery') return '报名抽签';
  if (kind.left > 0 || waveHasCome(kind, now)) return live(offer, kind.id).length > 0 ? '再领一张' : '领取';
  return offer.line && kind.nextWaveAt === null ? '排候补' : null;
}

const waveHasCome = ({ nextWaveAt }: OfferKind, now: number): boolean =>
  nextWaveAt !== null && Date.parse(nextWaveAt) <= now;

/** How many are there to be taken. */
export function sayStock(offer: Offer, kind: OfferKind, now: number): string {
  const { left, total, entries, nextWaveAt } = kind;
  if (offer.way === 'grant') return `共 ${total} 张`;
  if (offer.way === 'lottery') return `共 ${total} 张，已有 ${entries} 人报名`;
  if (phaseNow(offer, now) === 'soon') return `共 ${total} 张`;
  if (phaseNow(offer, now) === 'over') return `剩 ${left} 张，共 ${total} 张`;
  if (left > 0) return `还剩 ${left} 张，共 ${total} 张`;
  if (waveHasCome(kind, now)) return '下一批开始了';
  return nextWaveAt ? `这一批已领完，下一批 ${sayMoment(nextWaveAt, now)} 开始` : `已领完，共 ${total} 张`;
}

export interface Standing {
  tone: Tone;
  word: string;
  /** The answer in a line. */
  title: string;
  /** What comes next, who does it, or what would change it. */
  next: string;
}

const drawn: Record<'won' | 'lost', Standing> = {
  won: { tone: 'done', word: '已抽中', title: '您抽中了', next: '券已放进“我的福利券”。' },
  lost: { tone: 'quiet', word: '未抽中', title: '这次没有抽中', next: '抽签的全部数据已公开，谁都可以照着重算。' },
};

function standingOfEntry(offer: Offer): Standing | undefined {
  const waiting = offer.entries.find(({ state }) => state === 'waiting');
  if (waiting?.kind === 'line')
    return {
      tone: 'waiting',
      word: '候补中',
      title: waiting.place === null ? '正在候补' : `候补排在第 ${waiting.place} 位`,
      next: '有人退回就按顺序补给您，补到后发消息告诉您。',
    };
  if (waiting) {
    const next = `${sayTime(offer.claimUntil)} 截止报名，之后由${offer.unionName}抽签，结果发消息告诉您。`;
    return { tone: 'waiting', word: '已报名', title: `您的抽签号是 ${waiting.number}`, next };
  }
  if (offer.way !== 'lottery' || offer.drawnAt === null) return undefined;
  if (offer.entries.some(({ state }) => state === 'won')) return drawn.won;
  return offer.entries.some(({ state }) => state === 'lost') ? drawn.lost : undefined;
}

/** Where it stands for this person. `now`: the server's time in milliseconds. */
export function standingOf(offer: Offer, now: number): Standing {
  const had = live(offer).length;
  const entry = standingOfEntry(offer);
  if (entry) return entry;
  const acts = offer.kinds.map((kind) => actOn(offer, kind, now)).filter((act) => act !== null);
  if (had > 0 && acts.length === 0) return standingOfHad(offer, had, now);
  if (offer.barrier) return { tone: 'quiet', word: '还不能领', title: '您现在还不能领', next: offer.barrier.sentence };
  return byPhase(offer, now, acts);
}

function standingOfHad(offer: Offer, had: number, now: number): Standing {
  const usable = live(offer).some(({ state }) => state === 'issued');
  if (!usable)
    return { tone: 'quiet', word: '已用过', title: `您领的 ${had} 张已用过或过期`, next: '在“我的福利券”里可以查看。' };
  const more =
    hasTodays(offer, now) && phaseNow(offer, now) === 'open' && offer.kinds.some((kind) => mayHave(offer, kind));
  const next = more ? '今天的已领，明天可以再领。' : '在“我的福利券”里，用的时候出示动态码。';
  return { tone: 'done', word: '已领到', title: `您已领到 ${had} 张`, next };
}

function byPhase(offer: Offer, now: number, acts: string[]): Standing {
  const { way, unionName, claimUntil } = offer;
  const phase = phaseNow(offer, now);
  if (phase === 'over')
    return {
      tone: 'quiet',
      word: '已结束',
      title: way === 'lottery' && !offer.drawnAt ? '报名已截止，等抽签' : '领取已结束',
      next: '有新的活动会在“福利”里出现。',
    };
  if (phase === 'paused')
    return { tone: 'quiet', word: '暂停领取', title: '暂停领取', next: `由${unionName}恢复后可以再来。` };
  if (way === 'grant')
    return {
      tone: 'told',
      word: '工会发放',
      title: '由工会按名单发放，不用领',
      next: '发到“我的福利券”。没收到的请问本工会。',
    };
  if (phase === 'soon')
    return { tone: 'waiting', word: '未开始', title: sayStart(offer, now), next: `领取到 ${sayTime(claimUntil)} 止。` };
  if (acts.length === 0) return soldOut(offer, now);
  if (acts.every((act) => act === '排候补'))
    return { tone: 'waiting', word: '可排候补', title: '已领完，可以排候补', next: '有人退回就按顺序补给您。' };
  const end = `${way === 'lottery' ? '报名' : '领取'}到 ${sayTime(claimUntil)} 止。`;
  return {
    tone: 'done',
    word: way === 'lottery' ? '可以报名' : '可以领',
    title: `您现在可以${way === 'lottery' ? '报名' : '领'}`,
    next: end,
  };
}

function soldOut({ kinds }: Offer, now: number): Standing {
  const wave = kinds
    .map(({ nextWaveAt }) => nextWaveAt)
    .filter((at) => at !== null)
    .sort()[0];
  return wave
    ? {
        tone: 'waiting',
        word: '等下一批',
        title: `下一批 ${sayMoment(wave, now)} 开始，还有 ${sayLeft(Date.parse(wave) - now)}`,
        next: '这一批已领完。',
      }
    : { tone: 'quiet', word: '已领完', title: '已领完', next: '有人退回时会再放出来，可以过会儿再来看。' };
}

/** What I can take now first, then what opens later, then the rest. */
export function inOrder(offers: readonly Offer[], now: number): Offer[] {
  const rank = (offer: Offer): number => {
    if (offer.kinds.some((kind) => actOn(offer, kind, now) !== null)) return 0;
    return offer.barrier === null && countsDown(offer, now) ? 1 : 2;
  };
  return [...offers].sort((a, b) => rank(a) - rank(b));
}

/** Whether something on this page counts down. */
export const countsDown = (offer: Offer, now: number): boolean =>
  phaseNow(offer, now) === 'soon' ||
  (phaseNow(offer, now) === 'open' && offer.kinds.some(({ nextWaveAt }) => nextWaveAt !== null));

/** What would change it, where the phone has a page for it. */
const ways: Record<string, { word: string; url: string }> = {
  join: { word: '去入会', url: '/join/search' },
  verify: { word: '绑定手机号', url: '/own-data/phone' },
  retained: { word: '申请恢复会籍', url: '/request/ask?kind=return' },
  area: { word: '看转会', url: '/transfer/index' },
  occupations: { word: '看我的数据', url: '/own-data/index' },
};
export const wayPast = ({ barrier }: Offer): { word: string; url: string } | undefined =>
  barrier ? ways[barrier.code] : undefined;
