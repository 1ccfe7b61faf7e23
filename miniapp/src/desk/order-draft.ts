/** What a unit orders, without its page: what was typed, what is wrong with it, what is sent, what is kept. */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { nameProblem, phoneProblem } from '@niangjia/shared/rules/identity';
import type { DayPart, MenuGroup } from '@niangjia/shared/rules/orders';
import type { RefusalBody } from '@niangjia/shared/rules/refusals';

type Order = Reply<'GET /orders/:id'>;
export type Item = Reply<'GET /menu/:id'>;

export interface Wished {
  day: string;
  parts: DayPart[];
}
export interface OrderDraft {
  unionId: string;
  /** Only of a wish. */
  title: string;
  group: MenuGroup | null;
  people: string;
  placeName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  days: Wished[];
  notes: string;
  contactName: string;
  contactPhone: string;
  sharing: boolean;
}
export type Place =
  | 'unionId'
  | 'title'
  | 'group'
  | 'people'
  | 'placeName'
  | 'address'
  | 'days'
  | 'notes'
  | 'contactName'
  | 'contactPhone';
export type Problems = Partial<Record<Place, string>>;

/** Wished times of one order: each part of a day is one. */
const MOST_TIMES = 14;

export const emptyOrder: OrderDraft = {
  unionId: '',
  title: '',
  group: null,
  people: '',
  placeName: '',
  address: '',
  latitude: null,
  longitude: null,
  days: [],
  notes: '',
  contactName: '',
  contactPhone: '',
  sharing: false,
};

const times = (draft: OrderDraft) => draft.days.flatMap(({ day, parts }) => parts.map((part) => ({ day, part })));

/** A day is taken with morning and afternoon, or let go again. */
export const turnDay = (days: readonly Wished[], day: string): Wished[] =>
  days.some((one) => one.day === day)
    ? days.filter((one) => one.day !== day)
    : [...days, { day, parts: ['am', 'pm'] as DayPart[] }].sort((a, b) => (a.day < b.day ? -1 : 1));

export const turnPart = (days: readonly Wished[], day: string, part: DayPart): Wished[] =>
  days.map((one) =>
    one.day !== day
      ? one
      : { day, parts: one.parts.includes(part) ? one.parts.filter((other) => other !== part) : [...one.parts, part] },
  );

function peopleProblem({ people, sharing }: OrderDraft, item: Item | null): string | undefined {
  const count = Number(people);
  if (!/^\d{1,4}$/.test(people.trim()) || count < 1) return '请填参加的人数，写数字。';
  if (!item) return count > 5000 ? '最多 5000 人。' : undefined;
  if (count < item.minPeople && !(sharing && item.poolKm > 0))
    return item.poolKm > 0
      ? `这项服务 ${item.minPeople} 人起。人少的，可以勾选下面的“愿意拼”。`
      : `这项服务 ${item.minPeople} 人起。`;
  if (count > item.maxPeople) return `一次最多 ${item.maxPeople} 人。人多的，请办好这一次再点下一次。`;
  return undefined;
}

function daysProblem(draft: OrderDraft, today: string): string | undefined {
  const chosen = times(draft);
  if (draft.days.length === 0) return '请至少选一个希望的时间。';
  if (draft.days.some(({ parts }) => parts.length === 0)) return '选了的日子，请再选上午、下午或晚上。';
  if (draft.days.some(({ day }) => day <= today)) return '有的日子已经过去，请去掉后重新选。';
  return chosen.length > MOST_TIMES ? `最多选 ${MOST_TIMES} 个时间，现在是 ${chosen.length} 个。` : undefined;
}

const tooShort = (text: string, least: number, what: string) => (text.trim().length < least ? what : undefined);

/** What is wrong, field by field. `item`: null for a wish. */
export function problemsOf(draft: OrderDraft, item: Item | null, today: string): Problems {
  const judged: Record<Place, string | undefined> = {
    unionId: draft.unionId ? undefined : '请选择替哪家工会点。',
    title: item ? undefined : tooShort(draft.title, 2, '请写下想要的服务，至少 2 个字。'),
    group: item || draft.group ? undefined : '请选最接近的一类。',
    people: peopleProblem(draft, item),
    placeName: tooShort(draft.placeName, 2, '请填地点的名称，至少 2 个字。'),
    address: tooShort(draft.address, 5, '请填详细地址，至少 5 个字，让专家找得到。'),
    days: daysProblem(draft, today),
    notes: draft.notes.length > 300 ? '最多 300 个字。' : undefined,
    contactName: nameProblem(draft.contactName),
    contactPhone: phoneProblem(draft.contactPhone),
  };
  return Object.fromEntries(Object.entries(judged).filter(([, sentence]) => sentence)) as Problems;
}

const places: Partial<Record<RefusalBody['code'], Place>> = { TOO_FEW_PEOPLE: 'people', DAY_PAST: 'days' };
const known = Object.keys(emptyOrder);

/** A refusal put at the field that it is about. */
export function problemsIn({ code, sentence, fields }: RefusalBody): Problems {
  const place = places[code];
  if (place) return { [place]: sentence };
  return Object.fromEntries(
    (fields ?? []).flatMap(({ at, sentence: words }) => {
      const name = at.replace(/^wish\./, '').split('.')[0] ?? '';
      return known.includes(name) ? [[name, words]] : [];
    }),
  );
}

/** What is sent of the wishes; the same for a new order and a mended one. */
export const wishesOf = (draft: OrderDraft): Input<'POST /orders/:id/resubmit'>['body'] => ({
  people: Number(draft.people),
  placeName: draft.placeName.trim(),
  address: draft.address.trim(),
  latitude: draft.latitude,
  longitude: draft.longitude,
  days: times(draft),
  notes: draft.notes.trim(),
  contactName: draft.contactName.trim(),
  contactPhone: draft.contactPhone.trim(),
  sharing: draft.sharing,
});

/** An order that was returned, to be mended. The number was masked: it has to be typed again. */
export const draftOf = (order: Order): OrderDraft => ({
  ...emptyOrder,
  ...{ unionId: order.unionId, title: order.title, group: order.group, people: String(order.people) },
  ...{ placeName: order.placeName, address: order.address, latitude: order.latitude, longitude: order.longitude },
  days: [...new Set(order.days.map(({ day }) => day))].map((day) => ({
    day,
    parts: order.days.filter((one) => one.day === day).map(({ part }) => part),
  })),
  ...{ notes: order.notes, contactName: order.contactName, sharing: order.sharing },
});

export const isBegun = (draft: OrderDraft): boolean =>
  [draft.title, draft.people, draft.placeName, draft.notes].some((text) => text !== '') || draft.days.length > 0;

/** What a draft begins with: who received the last one is likely to receive this one too. */
export const afterOrder = (draft: OrderDraft): OrderDraft => ({
  ...emptyOrder,
  ...{ unionId: draft.unionId, contactName: draft.contactName, contactPhone: draft.contactPhone },
});
