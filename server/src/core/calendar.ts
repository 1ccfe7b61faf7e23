import { isWorkday } from 'chinese-days';

const known = new Map<string, boolean>();

/**
 * Whether a Shanghai day is a working day by the State Council's calendar, make-up days included. Years after the
 * package's release fall back to Monday to Friday. Remembered: a queue asks for the same few days a hundred times.
 */
export function isWorkingDay(day: string): boolean {
  const answer = known.get(day) ?? isWorkday(day);
  if (known.size < 10_000) known.set(day, answer);
  return answer;
}
