/** Tells the applicant about a decision: a subscription message in WeChat, else an SMS. */

import { sayFullTime } from '@niangjia/shared/rules/days';
import { stepWords } from '@niangjia/shared/rules/membership';
import type { Deliver } from '../../core/outbox';
import { query } from '../../core/sql';
import type { Person } from '../people/entity';
import { phoneOf } from '../people/person';

type Decided = Pick<Person, 'id' | 'openid' | 'phoneSealed'> & { number: string; unionName: string };

export const tellDecision: Deliver = async (kit, { applicationId = '', verb = '' }) => {
  const [row] = await query<Decided>(
    kit.db.reader,
    `SELECT p.id, p.openid, p.phoneSealed, a.number, u.name AS unionName
     FROM application a JOIN person p ON p.id = a.personId JOIN trade_union u ON u.id = a.unionId WHERE a.id = ?`,
    [applicationId],
  );
  if (!row) return;
  const result = stepWords[verb as keyof typeof stepWords];
  if (row.openid) {
    const told = await kit.wechat.sendSubscribeMessage({
      openid: row.openid,
      templateId: kit.config.wechat.templateId,
      page: 'home/index',
      data: {
        thing1: row.unionName,
        phrase2: result.slice(0, 5),
        character_string3: row.number,
        time4: sayFullTime(kit.now().toISOString()),
      },
    });
    if (told === 'sent') return;
  }
  const phone = await phoneOf({ db: kit.db.reader, kit }, row);
  if (phone) await kit.sms.send({ phone, template: 'application-decided', params: { number: row.number, result } });
};
