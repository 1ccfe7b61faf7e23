/** Slots made from a few numbers: each day from the first to the last, each hour from the first to the last. */
import { addDays } from '@niangjia/shared/rules/days';

export interface SlotPlan {
  /** Days of Shanghai. */
  firstDay: string;
  lastDay: string;
  /** Hours of its clock, `08:00`. */
  from: string;
  until: string;
  /** Of one slot. */
  minutes: number;
  total: number;
  reserved: number;
}

export interface PlannedSlot {
  startAt: string;
  endAt: string;
  total: number;
  reserved: number;
}

const SHANGHAI_MS = 8 * 3600_000;
const instantOf = (day: string, hour: string): number => Date.parse(`${day}T${hour}:00.000Z`) - SHANGHAI_MS;
const sayInstant = (at: number): string => new Date(at).toISOString();

/** What does not fit whole before the last hour is left out; at most `most` slots. */
export function slotsOf({ firstDay, lastDay, from, until, minutes, total, reserved }: SlotPlan, most: number) {
  const slots: PlannedSlot[] = [];
  const length = minutes * 60_000;
  if (!(length > 0)) return slots;
  for (let day = firstDay; day <= lastDay && slots.length < most; day = addDays(day, 1)) {
    const end = instantOf(day, until);
    for (let at = instantOf(day, from); at + length <= end && slots.length < most; at += length)
      slots.push({ startAt: sayInstant(at), endAt: sayInstant(at + length), total, reserved });
  }
  return slots;
}

/** Those that are there already stay as they are. */
export function withSlots(before: readonly PlannedSlot[], more: readonly PlannedSlot[]): PlannedSlot[] {
  const known = new Set(before.map(({ startAt }) => startAt));
  return [...before, ...more.filter(({ startAt }) => !known.has(startAt))].sort((a, b) =>
    a.startAt < b.startAt ? -1 : 1,
  );
}
