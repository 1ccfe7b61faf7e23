/** A visit as a file for the calendar of a phone or a mail program (RFC 5545). */
import { createEvent } from 'ics';
import type { Ask } from '../../core/ask';
import type { FileReply } from '../../core/route';
import { type FoundVisit, forExpert, loadOwnVisit, loadVisit } from './load';

const MILLION = 1_000_000;
const STATUS = { proposed: 'TENTATIVE', agreed: 'CONFIRMED', recorded: 'CONFIRMED', cancelled: 'CANCELLED' } as const;

function fileOf(visit: FoundVisit): FileReply {
  const { number, title, startAt, endAt, placeName, address, latitude, longitude, prepare, state } = visit;
  const method = state === 'cancelled' ? 'CANCEL' : 'PUBLISH';
  const { error, value } = createEvent({
    ...{ productId: '-//niangjia//visits//ZH', method, uid: number, status: STATUS[state] },
    // One later than the first: whoever has the file already sees that it was called off.
    sequence: state === 'cancelled' ? 1 : 0,
    ...{ start: Date.parse(startAt), startInputType: 'utc', startOutputType: 'utc' },
    ...{ end: Date.parse(endAt), endInputType: 'utc', endOutputType: 'utc' },
    ...{
      title,
      location: [placeName, address].filter(Boolean).join('，'),
      description: `请准备：${prepare}\n编号：${number}`,
    },
    ...(latitude !== null && longitude !== null && { geo: { lat: latitude / MILLION, lon: longitude / MILLION } }),
    ...(method === 'PUBLISH' && {
      alarms: [{ action: 'display' as const, description: title, trigger: { hours: 1, before: true } }],
    }),
  });
  if (value === null) throw error ?? new Error('no calendar file');
  return {
    bytes: Buffer.from(value, 'utf8'),
    type: `text/calendar; charset=utf-8; method=${method}`,
    name: `${number}.ics`,
  };
}

/** Refusal NOT_FOUND. */
export const giveCalendar = async (ask: Ask, id: string) => fileOf(await loadVisit(ask, id));
export const giveOwnCalendar = async (ask: Ask, id: string) => fileOf(forExpert(ask, await loadOwnVisit(ask, id)));
