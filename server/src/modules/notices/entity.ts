/** The inbox, and what each person chose to be told elsewhere. */
import type { NoticeKind, NoticeWay } from '@niangjia/shared/rules/notices';
import { flag, instant, key, optional, primary, table, text } from '../../core/columns';

export interface Notice {
  id: string;
  personId: string;
  kind: NoticeKind;
  title: string;
  /** Names of unions, numbers, days and reasons; never an ID number or a phone number. */
  words: string;
  page: string | null;
  at: string;
  readAt: string | null;
  /** How it was told besides: the way, or `none`; null: not yet. */
  told: NoticeWay | 'none' | null;
}
export const NoticeTable = table<Notice>(
  'notice',
  {
    id: primary(key),
    personId: key,
    kind: text(12),
    title: text(60),
    words: text(400),
    page: optional(text(120)),
    at: instant,
    readAt: optional(instant),
    told: optional(text(10)),
  },
  { ix_notice_person: ['personId', 'id'], ix_notice_unread: ['personId', 'readAt'], ix_notice_at: ['at'] },
);

export interface NoticeChoice {
  id: string;
  personId: string;
  kind: NoticeKind;
  way: NoticeWay;
  isOn: boolean;
  at: string;
}
export const NoticeChoiceTable = table<NoticeChoice>(
  'notice_choice',
  { id: primary(key), personId: key, kind: text(12), way: text(10), isOn: flag, at: instant },
  { uq_notice_choice: ['personId', 'kind', 'way'] },
);

export const noticeTables = [NoticeTable, NoticeChoiceTable];
