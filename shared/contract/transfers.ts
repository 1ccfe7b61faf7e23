/** Transfers between unions: asked in one tap, agreed by both. And requests about one's own record. */
import * as z from 'zod';
import { changeReasons, requestKinds, requestStates, transferSides, transferStates } from '../rules/members';
import {
  cursor,
  day,
  type Entry,
  givenId,
  id,
  idNumber,
  instant,
  oneOf,
  personName,
  phone,
  reason,
  smsCode,
  words,
} from './parts';

const side = z.object({
  unionId: id,
  unionName: z.string(),
  /** Who decides now: the union itself, or the one above once it rose. */
  decides: z.string(),
  askPhone: z.string(),
  agreedAt: instant.nullable(),
  dueOn: day,
  risen: z.boolean(),
});

const transfer = z.object({
  id,
  number: z.string(),
  state: oneOf(transferStates),
  reason: oneOf(changeReasons),
  from: side,
  to: side,
  askedAt: instant,
  workingDaysLeft: z.int(),
  refusal: z.object({ side: oneOf(transferSides), reason: z.string(), at: instant }).nullable(),
  /** What goes along, in plain words: joined on, days of membership. */
  joinedOn: day,
});

const transferRow = transfer.extend({
  nameMasked: z.string(),
  memberNumber: z.string(),
  urgency: z.enum(['overdue', 'due', 'calm']),
  /** The sides on which the asking officer may decide now. */
  may: z.array(oneOf(transferSides)),
});

const request = z.object({
  id,
  number: z.string(),
  kind: oneOf(requestKinds),
  state: oneOf(requestStates),
  unionName: z.string(),
  /** Who decides now. */
  decides: z.string(),
  askPhone: z.string(),
  askedAt: instant,
  dueOn: day,
  workingDaysLeft: z.int(),
  words: z.string().nullable(),
  refusal: z.string().nullable(),
  risen: z.boolean(),
});

const requestRow = request.extend({
  nameMasked: z.string(),
  phoneMasked: z.string().nullable(),
  urgency: z.enum(['overdue', 'due', 'calm']),
  jointId: id.nullable(),
  /** What the record says and what it shall say, masked. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  may: z.array(z.enum(['agree', 'refuse'])),
});

const filter = { state: z.enum(['open', 'closed']).optional(), after: cursor.optional() };
const decided = ['NOT_FOUND', 'MOVE_NOT_ALLOWED', 'OWN_CASE'] as const;

export const transfers = {
  'POST /transfers': {
    who: 'person',
    what: '申请转会',
    body: z.strictObject({ toUnionId: givenId, reason: oneOf(changeReasons) }),
    reply: transfer,
    refusals: ['NOT_A_MEMBER', 'NOT_FOUND', 'UNION_CLOSED', 'TRANSFER_OPEN', 'ALREADY_THERE'],
    once: true,
    perMinute: 10,
  },
  'GET /transfers/mine': {
    who: 'person',
    what: '查看本人的转会',
    reply: z.object({ items: z.array(transfer) }),
    refusals: [],
  },
  'POST /transfers/:id/recall': {
    who: 'person',
    what: '撤回转会申请',
    reply: transfer,
    refusals: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  },
  'GET /transfers': {
    who: 'members.read',
    what: '查看转会队列',
    query: z.strictObject(filter),
    reply: z.object({ items: z.array(transferRow), next: z.string().nullable(), waitingForMe: z.int() }),
    refusals: [],
  },
  'GET /transfers/:id': { who: 'members.read', what: '查看一份转会申请', reply: transferRow, refusals: ['NOT_FOUND'] },
  'POST /transfers/:id/agree': {
    who: 'members.change',
    what: '同意转会',
    body: z.strictObject({ side: oneOf(transferSides) }),
    reply: transferRow,
    refusals: [...decided, 'UNION_CLOSED', 'NO_IDENTITY', 'SAME_PERSON'],
    once: true,
  },
  'POST /transfers/:id/refuse': {
    who: 'members.change',
    what: '不同意转会',
    body: z.strictObject({ side: oneOf(transferSides), reason }),
    reply: transferRow,
    refusals: decided,
    once: true,
  },

  /** The phone number is held by another record: proved by its SMS code, then a union looks into it (C-12, A8). */
  'POST /requests/phone': {
    who: 'person',
    what: '请求释放被占用的手机号',
    body: z.strictObject({ phone, code: smsCode, words: words(300, 5) }),
    reply: request,
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'REQUEST_OPEN', 'PHONE_FREE'],
    once: true,
    perMinute: 10,
  },
  /** The own ID number stands in another record (an older phone or WeChat): name and number must both fit. */
  'POST /requests/merge': {
    who: 'person',
    what: '请求并入本人已有的会籍',
    body: z.strictObject({ name: personName, idNumber, words: words(300, 5) }),
    /** Names the union that holds the membership. */
    reply: request,
    refusals: ['PHONE_MISSING', 'NO_SUCH_RECORD', 'REQUEST_OPEN', 'ALREADY_MEMBER'],
    once: true,
    perMinute: 5,
  },
  'POST /requests/identity': {
    who: 'person',
    what: '请求更正姓名或身份证号',
    body: z.strictObject({ name: personName.nullable(), idNumber: idNumber.nullable(), words: words(300, 5) }),
    reply: request,
    refusals: ['NOT_A_MEMBER', 'REQUEST_OPEN', 'ID_IN_USE'],
    once: true,
    perMinute: 5,
  },
  'POST /requests/membership': {
    who: 'person',
    what: '请求退会、保留或恢复会籍',
    body: z.strictObject({
      kind: z.enum(['leave', 'retain', 'return']),
      reason: oneOf(changeReasons),
      words: words(300).nullable(),
    }),
    reply: request,
    refusals: ['NOT_A_MEMBER', 'REQUEST_OPEN', 'MOVE_NOT_ALLOWED', 'TRANSFER_OPEN'],
    once: true,
    perMinute: 10,
  },
  'GET /requests/mine': {
    who: 'person',
    what: '查看本人的请求',
    reply: z.object({ items: z.array(request) }),
    refusals: [],
  },
  'POST /requests/:id/recall': {
    who: 'person',
    what: '撤回请求',
    reply: request,
    refusals: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  },
  'GET /requests': {
    who: 'members.read',
    what: '查看会员请求队列',
    query: z.strictObject(filter),
    reply: z.object({ items: z.array(requestRow), next: z.string().nullable(), waitingForMe: z.int() }),
    refusals: [],
  },
  'GET /requests/:id': { who: 'members.read', what: '查看一项会员请求', reply: requestRow, refusals: ['NOT_FOUND'] },
  /** Done at once where one officer suffices; else it opens a joint act for the second. */
  'POST /requests/:id/agree': {
    who: 'members.change',
    what: '同意会员请求',
    body: z.strictObject({ words: words(300).nullable() }),
    reply: requestRow,
    refusals: [...decided, 'STEP_UP_FIRST', 'NO_IDENTITY', 'SAME_PERSON', 'ID_IN_USE'],
    once: true,
  },
  'POST /requests/:id/refuse': {
    who: 'members.change',
    what: '不同意会员请求',
    body: z.strictObject({ reason }),
    reply: requestRow,
    refusals: decided,
    once: true,
  },
} as const satisfies Record<string, Entry>;
