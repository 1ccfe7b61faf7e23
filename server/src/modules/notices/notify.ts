/** Tells a person: always in the inbox, and after the commit by the ways that the person chose. */
import type { NoticeKind } from '@niangjia/shared/rules/notices';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert } from '../../core/sql';
import { NoticeTable } from './entity';

export interface Telling {
  kind: NoticeKind;
  /** At most 60 characters. */
  title: string;
  /** At most 400; names of unions, numbers and reasons, never an ID number or a phone number. */
  words: string;
  /** Page of the phone, one of `noticePages`: `transfer/index?id=…`. */
  page?: string;
}

/** What an old phone number is sealed under in the outbox. */
export const OLD_PHONE = 'old-phone';

/**
 * The last word to a phone number that is about to leave its person, whatever the person chose to be told: afterwards
 * no way leads there. Call it before the number is taken away. `words` as in a `Telling`. Also for numbers that are
 * nobody's here: of these at most `SMS_A_DAY` a number and day are sent, unless it is `urgent`, about the number itself.
 */
export const tellOldPhone = (
  ask: Ask,
  phone: string,
  { number, title, words, urgent }: Record<'number' | 'title' | 'words', string> & { urgent?: true },
) =>
  ask.tell('old-phone', {
    ...{ sealed: ask.kit.secrets.sealPlain(OLD_PHONE, phone), number, title, words },
    ...(urgent && { urgent: 'yes' }),
  });

export async function notify(ask: Ask, personId: string, { kind, title, words, page }: Telling): Promise<void> {
  const id = ulid();
  await insert(ask.db, NoticeTable, {
    id,
    personId,
    kind,
    title: title.slice(0, 60),
    words: words.slice(0, 400),
    page: page ?? null,
    at: ask.now.toISOString(),
    readAt: null,
    told: null,
  });
  await ask.tell('notice', { noticeId: id });
}
