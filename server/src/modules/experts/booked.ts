/** Takes time of experts and rooms. The unique key of `booked` decides who was first, never a read before the write. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import {
  BUFFER_MINUTES,
  cellsOf,
  DAY_FROM,
  DAY_UNTIL,
  minutesOf,
  travelMinutes,
  visitCells,
} from '@niangjia/shared/rules/experts';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { insertOnce, query } from '../../core/sql';
import { BookedTable, type Expert } from './entity';

/** `2026-11-23 019`: half hours sort as text. */
export const cellName = (day: string, cell: number): string => `${day} ${String(cell).padStart(3, '0')}`;
const rowOf = (resourceId: string, cell: string, holdId: string) => ({
  ...{ id: `${resourceId} ${cell}`, resourceId },
  ...{ cell, holdId },
});
/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** All of these cells or none; false when somebody has one of them. */
const take = (ask: Ask, resourceId: string, cells: string[], holdId: string): Promise<boolean> =>
  insertOnce(
    ask.db,
    BookedTable,
    cells.map((cell) => rowOf(resourceId, cell, holdId)),
  );

/** One of `cap` turns of a day or a week; false when all are taken. */
async function takeTurn(ask: Ask, resourceId: string, period: string, cap: number, holdId: string): Promise<boolean> {
  const taken = await query<{ cell: string }>(
    ask.db,
    'SELECT cell FROM booked WHERE resourceId = ? AND cell >= ? AND cell < ?',
    [resourceId, `${period} `, `${period} ~`],
  );
  const known = new Set(taken.map(({ cell }) => cell));
  for (let nth = 1; nth <= cap; nth += 1) {
    const cell = `${period} ${nth}`;
    if (!known.has(cell) && (await take(ask, resourceId, [cell], holdId))) return true;
  }
  return false;
}

/** `km`: from the expert's base, one way. */
export interface Span {
  startAt: string;
  minutes: number;
  km: number;
  holdId: string;
}

/**
 * Takes an expert's time for a visit: its minutes, the pause and the way on both sides, a turn of the day and of the week.
 * Refusals OUT_OF_HOURS, EXPERT_BUSY, EXPERT_FULL.
 */
export async function bookExpert(ask: Ask, expert: Expert, { startAt, minutes, km, holdId }: Span): Promise<void> {
  const day = dayOf(startAt);
  const start = minutesOf(startAt);
  const around = BUFFER_MINUTES + travelMinutes(km);
  if (start - around < DAY_FROM || start + minutes + around > DAY_UNTIL) throw new Refusal('OUT_OF_HOURS');
  const cells = visitCells(start, minutes, km).map((cell) => cellName(day, cell));
  if (!(await take(ask, expert.id, cells, holdId))) throw new Refusal('EXPERT_BUSY');
  if (!(await takeTurn(ask, expert.id, `${day} day`, expert.perDay, holdId))) throw new Refusal('EXPERT_FULL');
  if (!(await takeTurn(ask, expert.id, `${mondayOf(day)} week`, expert.perWeek, holdId)))
    throw new Refusal('EXPERT_FULL');
}

/**
 * What stands against a visit, by a look that takes nothing: for choosing among many. Only the taking decides; whoever
 * holds the expert's row (`UPDATE expert`) meets nothing new in between but a leave.
 */
export async function barrierOf(
  ask: Ask,
  expert: Expert,
  { startAt, minutes, km }: Omit<Span, 'holdId'>,
): Promise<'OUT_OF_HOURS' | 'EXPERT_BUSY' | 'EXPERT_FULL' | null> {
  const [day, start, around] = [dayOf(startAt), minutesOf(startAt), BUFFER_MINUTES + travelMinutes(km)];
  if (start - around < DAY_FROM || start + minutes + around > DAY_UNTIL) return 'OUT_OF_HOURS';
  const taken = await query<{ cell: string }>(
    ask.db,
    'SELECT cell FROM booked WHERE resourceId = ? AND ((cell >= ? AND cell < ?) OR (cell >= ? AND cell < ?))',
    [expert.id, `${day} `, `${day} ~`, `${mondayOf(day)} week `, `${mondayOf(day)} week ~`],
  );
  const known = new Set(taken.map(({ cell }) => cell));
  if (visitCells(start, minutes, km).some((cell) => known.has(cellName(day, cell)))) return 'EXPERT_BUSY';
  const isFull = (period: string, cap: number) =>
    Array.from({ length: cap }, (_, nth) => `${period} ${nth + 1}`).every((cell) => known.has(cell));
  return isFull(`${day} day`, expert.perDay) || isFull(`${mondayOf(day)} week`, expert.perWeek) ? 'EXPERT_FULL' : null;
}

/** Takes a room's time: the visit and the pause on both sides. Refusals OUT_OF_HOURS, ROOM_BUSY. */
export async function bookRoom(
  ask: Ask,
  roomId: string,
  { startAt, minutes, holdId }: Omit<Span, 'km'>,
): Promise<void> {
  const start = minutesOf(startAt);
  if (start - BUFFER_MINUTES < DAY_FROM || start + minutes + BUFFER_MINUTES > DAY_UNTIL)
    throw new Refusal('OUT_OF_HOURS');
  const cells = visitCells(start, minutes, 0).map((cell) => cellName(dayOf(startAt), cell));
  if (!(await take(ask, roomId, cells, holdId))) throw new Refusal('ROOM_BUSY');
}

/** Takes all of an expert's time on these days, both included; false when something of it is taken. */
export function bookLeave(ask: Ask, expertId: string, fromDay: string, untilDay: string, holdId: string) {
  const cells: string[] = [];
  for (let day = fromDay; day <= untilDay; day = addDays(day, 1))
    for (const cell of cellsOf(DAY_FROM, DAY_UNTIL)) cells.push(cellName(day, cell));
  return take(ask, expertId, cells, holdId);
}

/** Gives back all that a visit or a leave took. */
export async function freeHold(ask: Ask, holdId: string): Promise<void> {
  await ask.db.query('DELETE FROM booked WHERE holdId = ?', [holdId]);
}

/** Gives back what a leave took from a day on. */
export async function freeFrom(ask: Ask, holdId: string, day: string): Promise<void> {
  await ask.db.query('DELETE FROM booked WHERE holdId = ? AND cell >= ?', [holdId, day]);
}
