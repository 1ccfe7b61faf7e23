/** A transfer as steps that people read; without its page, so that it can be tried by itself. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { changeReasons, type TransferState, transferSides } from '@niangjia/shared/rules/members';
import type { Tone } from '../ui/chip';
import type { Stop } from '../ui/way';

export type Transfer = Reply<'GET /transfers/mine'>['items'][number];

export const transferTones: Record<TransferState, Tone> = {
  asked: 'waiting',
  done: 'done',
  refused: 'needs',
  recalled: 'quiet',
};

/** Sides that have not answered yet, in the order in which they stand. */
export const waitingSides = ({ state, from, to }: Transfer) =>
  state === 'asked' ? [from, to].filter((side) => side.agreedAt === null) : [];

/** What comes next and who does it. */
export function sayTransfer(transfer: Transfer): string {
  const { state, from, to } = transfer;
  if (state === 'done') return `已转到${to.unionName}`;
  if (state === 'refused') return '这次没有转成';
  if (state === 'recalled') return '转会申请已撤回';
  const [one, other] = waitingSides(transfer);
  if (one && other) return '已提交，等两边工会答复';
  return one === from ? '转入工会已同意，等转出工会答复' : '转出工会已同意，等转入工会答复';
}

/** `最晚 11月27日 周五 前由青州市总工会答复`, and that it is late when it is. */
export const sayAnswerBy = (side: Transfer['from'], today: string): string =>
  side.dueOn < today
    ? `${side.decides}已过 ${sayDay(side.dueOn)} 的期限，可以打电话催办`
    : `最晚 ${sayDay(side.dueOn)} 前由${side.decides}答复`;

function sideStop(transfer: Transfer, name: 'from' | 'to', today: string): Stop {
  const side = transfer[name];
  const title = `${transferSides[name]}：${side.unionName}`;
  if (side.agreedAt) return { tone: 'done', title: `${title}，已同意`, at: side.agreedAt, by: side.decides };
  if (transfer.refusal?.side === name)
    return {
      tone: 'needs',
      icon: 'refused',
      title: `${title}，不同意`,
      at: transfer.refusal.at,
      by: side.decides,
      words: transfer.refusal.reason,
    };
  if (transfer.state !== 'asked') return { tone: 'quiet', icon: 'quiet', title: `${title}，没有再办` };
  const risen = side.risen ? `已转上级${side.decides}办理。` : '';
  return { tone: 'waiting', icon: 'waiting', title, words: `${risen}${sayAnswerBy(side, today)}` };
}

/** Asked, both sides, and the end. */
export function stopsOf(transfer: Transfer, now: Date): Stop[] {
  const today = dayOf(now);
  const end: Record<TransferState, Stop[]> = {
    asked: [{ tone: 'quiet', icon: 'quiet', title: '两边都同意后，会籍当天转入' }],
    done: [{ tone: 'done', title: `会籍已转入${transfer.to.unionName}` }],
    refused: [{ tone: 'quiet', icon: 'quiet', title: `会籍仍在${transfer.from.unionName}` }],
    recalled: [{ tone: 'quiet', icon: 'quiet', title: `本人撤回，会籍仍在${transfer.from.unionName}` }],
  };
  return [
    { tone: 'told', title: '提交转会申请', at: transfer.askedAt, by: '本人', words: changeReasons[transfer.reason] },
    sideStop(transfer, 'from', today),
    sideStop(transfer, 'to', today),
    ...end[transfer.state],
  ];
}
