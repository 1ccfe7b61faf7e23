/** A visit into the phone's own calendar: in WeChat at once, in a browser as the .ics file of the server. */
import Taro from '@tarojs/taro';
import { Offline } from '../api';
import type { Session } from '../session';

interface Entry {
  /** Where the file comes from, below `/api`, and who may have it. */
  path: string;
  session: Session;
  title: string;
  startAt: string;
  endAt: string;
  placeName: string;
  address: string;
}

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

async function intoPhone({ title, startAt, endAt, placeName, address }: Entry): Promise<string | undefined> {
  const entry = {
    title,
    startTime: seconds(startAt),
    endTime: String(seconds(endAt)),
    location: `${placeName} ${address}`.trim(),
    alarm: 'true' as const,
    alarmOffset: 3600,
  };
  // Whoever says no to WeChat's question has decided: no error.
  return Taro.addPhoneCalendar(entry as never).then(
    () => '日历里已记下，提前一小时提醒。',
    () => undefined,
  );
}

async function intoFile({ path, session, title }: Entry): Promise<string> {
  const headers = { Authorization: `Bearer ${session.tokens()?.access ?? ''}` };
  const response = await fetch(`/api${path}`, { headers }).catch(() => {
    throw new Offline();
  });
  if (!response.ok) throw new Error(`the calendar file answered ${response.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${title}.ics`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return '日历文件已存下，打开它就记进手机日历。';
}

/** What was done, in words; nothing when the person said no. */
export const addToCalendar = (entry: Entry): Promise<string | undefined> =>
  process.env.TARO_ENV === 'weapp' ? intoPhone(entry) : intoFile(entry);
