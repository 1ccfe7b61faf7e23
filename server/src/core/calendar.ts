import { isWorkday } from 'chinese-days';

/**
 * Whether a Shanghai day is a working day by the State Council's calendar, make-up days included. Years after the
 * package's release fall back to Monday to Friday.
 */
export const isWorkingDay = (day: string): boolean => isWorkday(day);
