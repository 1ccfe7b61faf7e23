/** What is typed, said back in plain words: one looks here before one saves. */
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { eventGroups, eventKinds } from '@niangjia/shared/rules/events';
import { Form } from 'antd';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt';
import type { Draft } from './draft';

/** The places of each day. */
function byDay(slots: Draft['slots']): [day: string, slots: number, places: number][] {
  const days = new Map<string, [number, number]>();
  for (const { startAt, total } of slots) {
    const [count, places] = days.get(dayOf(startAt)) ?? [0, 0];
    days.set(dayOf(startAt), [count + 1, places + (total ?? 0)]);
  }
  return [...days].map(([day, [count, places]]) => [day, count, places]);
}

export function Summary() {
  const form = Form.useFormInstance<Draft>();
  const draft: Draft | undefined = Form.useWatch([], { form, preserve: true });
  if (!draft) return null;
  const slots = (draft.slots ?? []).filter(Boolean);
  const total = slots.reduce((sum, one) => sum + (one.total ?? 0), 0);
  const kept = slots.reduce((sum, one) => sum + (one.reserved ?? 0), 0);
  return (
    <>
      <h2>{draft.title?.trim() || '还没有名称的活动'}</h2>
      <p>
        {eventGroups[draft.group ?? 'general']}，{eventKinds[draft.kind ?? 'checkUp']}
        {draft.placeName && `，在${draft.placeName}`}。
      </p>
      {draft.bookFrom && draft.bookUntil && (
        <p>
          {sayTime(draft.bookFrom)} 到 {sayTime(draft.bookUntil)} 可以预约，满了排候补。
        </p>
      )}
      <Receipt id="event-sum">
        {byDay(slots).map(([day, count, places]) => (
          <ReceiptLine key={day} label={sayDay(day)} note={`${count} 场`} value={`${places} 个`} />
        ))}
        <ReceiptTotal id="event-total" label="名额一共" value={`${total} 个`} />
        {kept > 0 && <ReceiptLine label="其中先留给优先的" value={`${kept} 个`} />}
      </Receipt>
    </>
  );
}
