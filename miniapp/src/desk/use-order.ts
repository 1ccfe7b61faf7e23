/** An order while it is filled in: keeping, judging, sending. */
import { Refused } from '@niangjia/shared/client';
import { dayOf } from '@niangjia/shared/rules/days';
import { useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import {
  afterOrder,
  isBegun,
  type OrderDraft,
  type Place,
  type Problems,
  problemsIn,
  problemsOf,
  wishesOf,
} from './order-draft';
import type { OrderForm } from './order-load';
import { dropOrderDraft, keepLastOrder, keepOrderDraft, readLastOrder, readOrderDraft } from './order-store';

export function useOrder({ about, item, unions, returned }: OrderForm) {
  const [draft, setDraft] = useState<OrderDraft>(() => {
    const kept = readOrderDraft(about) ?? returned?.draft ?? readLastOrder();
    const only = unions.length === 1 ? (unions[0]?.id ?? '') : '';
    return { ...kept, unionId: unions.some(({ id }) => id === kept.unionId) ? kept.unionId : only };
  });
  const [restored] = useState(() => {
    const kept = readOrderDraft(about);
    return kept !== undefined && isBegun(kept);
  });
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<{ words: string; isOpen?: boolean }>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);

  const put = (patch: Partial<OrderDraft>, ...mended: Place[]) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keepOrderDraft(about, next);
    setProblems((old) => Object.fromEntries(Object.entries(old).filter(([at]) => !mended.includes(at as Place))));
    setFailure(undefined);
    setKey(newKey());
  };
  const send = () => {
    if (returned)
      return staffApi('POST /orders/:id/resubmit', {
        params: { id: returned.id },
        body: wishesOf(draft),
        idempotencyKey: key,
      });
    const wish = item ? null : { title: draft.title.trim(), group: draft.group ?? ('union' as const) };
    const body = { ...wishesOf(draft), unionId: draft.unionId, itemId: item?.id ?? null, wish };
    return staffApi('POST /orders', { body, idempotencyKey: key });
  };
  /** The order, or nothing when something is to be mended. */
  const submit = async () => {
    const isWish = item === null && !returned;
    const found = problemsOf(draft, item, dayOf(new Date()));
    if (!isWish) {
      found.title = undefined;
      found.group = undefined;
    }
    const missing = Object.values(found).filter(Boolean).length;
    setProblems(found);
    setFailure(undefined);
    if (missing) return void setFailure({ words: `还有 ${missing} 处要改，请看红字。` });
    setBusy(true);
    try {
      const order = await send();
      dropOrderDraft(about);
      keepLastOrder(afterOrder(draft));
      return order;
    } catch (error) {
      const at = error instanceof Refused ? problemsIn(error.body) : {};
      setProblems(at);
      setFailure({
        words: Object.keys(at).length ? '没有提交成，请看红字。' : sentenceOf(error),
        isOpen: error instanceof Refused && error.code === 'ORDER_OPEN',
      });
    } finally {
      setBusy(false);
    }
  };
  return { draft, put, problems, failure, busy, submit, restored };
}
