/** A booking as a calendar file, with a reminder an hour before. */
import { sayCode } from '@niangjia/shared/rules/places';
import { createEvent } from 'ics';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import type { FileReply } from '../../core/route';
import { degrees } from './load';
import { loadOwn } from './mine';

/** Refusals NOT_FOUND, BOOKING_STATE. */
export async function bookingCalendar(ask: Ask, id: string): Promise<FileReply> {
  const row = await loadOwn(ask, id);
  if (row.state !== 'booked') throw new Refusal('BOOKING_STATE');
  const [lat, lon] = [degrees(row.latitude), degrees(row.longitude)];
  const { error, value } = createEvent({
    uid: `${id}@niangjia`,
    productId: 'niangjia',
    start: Date.parse(row.startAt),
    end: Date.parse(row.endAt),
    startOutputType: 'utc',
    endOutputType: 'utc',
    title: row.title,
    location: `${row.placeName} ${row.address}`,
    description: [
      row.unionName,
      ...(row.bring ? [`请准备：${row.bring}`] : []),
      `预约码 ${sayCode(row.code ?? '')}`,
    ].join('\n'),
    ...(lat !== null && lon !== null && { geo: { lat, lon } }),
    status: 'CONFIRMED',
    busyStatus: 'BUSY',
    alarms: [{ action: 'display', description: row.title, trigger: { hours: 1, before: true } }],
  });
  if (error || !value) throw new Error('a booking that is no calendar event');
  return { bytes: Buffer.from(value), type: 'text/calendar; charset=utf-8', name: `${row.eventNumber}.ics` };
}
