/** Carries a notice out of the house, by the ways that the person chose: WeChat first, else an SMS. */
import { dayOf, sayFullTime } from '@niangjia/shared/rules/days';
import { noticePages, noticePhrases } from '@niangjia/shared/rules/notices';
import type { Kit } from '../../core/kit';
import type { Deliver } from '../../core/outbox';
import { nextValue, query, update } from '../../core/sql';
import type { Person } from '../people/entity';
import { phoneOf } from '../people/person';
import { waysOf } from './choices';
import { type Notice, NoticeTable } from './entity';
import { OLD_PHONE } from './notify';

type Told = Notice & Pick<Person, 'openid' | 'phoneSealed'>;

/** An SMS of two parts holds some 130 characters: long reasons are shortened, the inbox has them in full. */
const SMS_WORDS = 120;
const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= SMS_WORDS ? text : `${characters.slice(0, SMS_WORDS - 1).join('')}…`;
};
/** A receipt number, if it speaks of one. */
const numberIn = ({ words, at }: Notice): string => /[A-Z]{2}\d{8}-\d{4,}/.exec(words)?.[0] ?? dayOf(at);

async function tellByWechat(kit: Kit, notice: Told, openid: string): Promise<boolean> {
  const told = await kit.wechat.sendSubscribeMessage({
    openid,
    templateId: kit.config.wechat.templateId,
    page: notice.page ?? noticePages.home,
    data: {
      thing1: notice.title,
      phrase2: noticePhrases[notice.kind],
      character_string3: numberIn(notice),
      time4: sayFullTime(notice.at),
    },
  });
  return told === 'sent';
}

async function tellBySms(kit: Kit, notice: Told): Promise<boolean> {
  const phone = await phoneOf({ db: kit.db.reader, kit }, { id: notice.personId, phoneSealed: notice.phoneSealed });
  if (phone === null) return false;
  const params = { number: numberIn(notice), result: notice.title, words: shortened(notice.words) };
  await kit.sms.send({ phone, template: 'notice', params });
  return true;
}

/** What was told already is not told again; what was erased meanwhile not at all. */
export const tellNotice: Deliver = async (kit, { noticeId = '' }) => {
  const [notice] = await query<Told>(
    kit.db.reader,
    'SELECT n.*, p.openid, p.phoneSealed FROM notice n JOIN person p ON p.id = n.personId WHERE n.id = ?',
    [noticeId],
  );
  if (!notice || notice.told !== null) return;
  const ways = await waysOf(kit.db.reader, notice.personId, notice.kind);
  let told: Notice['told'] = 'none';
  if (ways.includes('wechat') && notice.openid !== null && (await tellByWechat(kit, notice, notice.openid)))
    told = 'wechat';
  else if (ways.includes('sms') && (await tellBySms(kit, notice))) told = 'sms';
  await kit.db.tx((db) => update(db, NoticeTable, { id: noticeId }, { told }));
};

/** Of what is not about the number itself, a number gets so many a Shanghai day; the rest is dropped and raises an alarm. */
const SMS_A_DAY = 10;
async function isTooMany(kit: Kit, phone: string): Promise<boolean> {
  const name = `sms:${dayOf(kit.now())}:${kit.secrets.index('phone', phone).slice(0, 40)}`;
  if ((await kit.db.tx((db) => nextValue(db, name))) <= SMS_A_DAY) return false;
  kit.metrics.alarms.inc({ kind: 'sms-dropped' });
  return true;
}

/** By SMS, to a number that is its person's no more, or that nobody has proved. */
export const deliverToOldPhone: Deliver = async (kit, { sealed = '', number = '', title = '', words = '', urgent }) => {
  const phone = kit.secrets.openPlain(OLD_PHONE, sealed);
  if (!urgent && (await isTooMany(kit, phone))) return kit.log.warn({ number }, 'too many messages a day: not sent');
  await kit.sms.send({ phone, template: 'notice', params: { number, result: title, words: shortened(words) } });
};
