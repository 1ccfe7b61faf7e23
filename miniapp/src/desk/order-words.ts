/** An order's one answer: the state, the date, what comes next and who does it. Of the steps, the line. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { minutesOf, sayMinutes } from '@niangjia/shared/rules/experts';
import type { Tone } from '../ui/chip';
import type { Stop } from '../ui/way';

export type Order = Reply<'GET /orders/:id'>;

/** `11月30日 周一 09:30–11:00`. */
export const saySpan = ({ startAt, endAt }: { startAt: string; endAt: string }): string =>
  `${sayDay(dayOf(startAt))} ${sayMinutes(minutesOf(startAt))}–${sayMinutes(minutesOf(endAt))}`;

const agreed = (yes: boolean, who: string) => `${who}${yes ? '已同意' : '还没有答复'}`;

interface Answer {
  title: string;
  lines: string[];
}

/** What is said for each state; the first line that counts is the title. */
export function answerOf(order: Order): Answer {
  const { state, visit, holder, position, lineLength, likelyOn, pool } = order;
  const clock = order.dueOn ? `最晚 ${sayDay(order.dueOn)}` : '';
  switch (state) {
    case 'submitted':
      return { title: `等${holder}受理`, lines: [clock] };
    case 'returned':
      return { title: '请补充后重新提交', lines: [clock, '排队的位次不变。'] };
    case 'accepted':
      return {
        title: position === null ? '正在排队' : `排第 ${position} 位，共 ${lineLength ?? position} 家`,
        lines: [
          likelyOn ? `大约 ${sayDay(likelyOn)} 轮到，以安排为准。` : '还算不出大约的日子。',
          `由${holder}安排专家和时间。从没办过的单位排在前面。`,
          pool?.state === 'proposed' && pool.own === 'waiting'
            ? `有人提议拼单，请在 ${sayTime(pool.answerBy)} 前答复。`
            : '',
        ],
      };
    case 'assigned':
      return {
        title: visit ? saySpan(visit) : '已安排时间，待确认',
        lines: visit
          ? [
              `${agreed(visit.unitAgreed, '本单位')}，${agreed(visit.expertAgreed, '专家')}。`,
              visit.answerBy ? `请在 ${sayTime(visit.answerBy)} 前答复，过时给下一家。` : '',
            ]
          : [],
      };
    case 'scheduled':
      return {
        title: visit ? saySpan(visit) : '已排定',
        lines: visit?.record
          ? [`专家已记录，${visit.signedIn} 人签到。请确认是不是办好了。`, clock]
          : visit && visit.endAt <= new Date().toISOString()
            ? [`等专家填写记录，${visit.signedIn} 人签到。记录好了，请您确认。`]
            : ['专家和本单位都已同意。现场请职工扫专家出示的签到码。'],
      };
    case 'delivered':
      return { title: '已办好，请评价', lines: [clock] };
    case 'rated':
      return { title: '已评价，谢谢', lines: [] };
    case 'off-menu':
      return { title: '已记入需求', lines: [`由${holder}看着。加进菜单后，这张单子直接排队。`] };
    case 'merged':
      return { title: '已合并到另一张单子', lines: [] };
    default:
      return { title: '已取消', lines: [] };
  }
}

const toneOf = (what: string): Tone =>
  /退回|没有|取消/.test(what) ? 'needs' : /提交|安排|转给|提议/.test(what) ? 'told' : 'done';

/** What happened, and who has the next step until when. */
export const stopsOf = ({ steps, holder, dueOn }: Order): Stop[] => [
  ...steps.map(
    ({ at, who, what, words }): Stop => ({
      ...{ tone: toneOf(what), icon: toneOf(what) === 'needs' ? 'refused' : 'done' },
      ...{ title: what, at, by: who, words },
    }),
  ),
  ...(holder
    ? [
        {
          tone: 'waiting',
          icon: 'waiting',
          title: `等${holder}办理`,
          words: dueOn ? `最晚 ${sayDay(dueOn)}` : null,
        } as const,
      ]
    : []),
];

export const declineReasons = ['那天有生产任务，来不了。', '希望换一个时间。', '人员到不齐，请往后排。'] as const;
export const cancelReasons = ['单位有变动，暂时不办了。', '已经通过别的办法办了。', '重复点单。'] as const;
