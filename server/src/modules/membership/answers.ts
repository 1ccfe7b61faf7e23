/** What an applicant says about himself, and whether a union may take it down. */
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf } from '@niangjia/shared/rules/identity';
import { isOldEnough, type Occupation } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { type Application, idNumberPlace } from './entity';

export interface Answers {
  name: string;
  idNumber: string;
  occupation: Occupation;
}

export function mustBeOldEnough(ask: Ask, idNumber: string): void {
  if (!isOldEnough(bornOnOf(idNumber), dayOf(ask.now)))
    throw badField('idNumber', '未满 16 周岁，还不能加入工会。请核对第 7 到 14 位。');
}

export const idInUse = () =>
  new Refusal('ID_IN_USE', {
    denied: 'id-number',
    fields: [
      {
        at: 'idNumber',
        sentence:
          '这个身份证号已有会籍或正在办理的申请，请核对。如果这是您本人以前办的会籍，可以请求并入；如非本人办理，请联系工会。',
      },
    ],
  });

/** C-12: names the union that holds it, and the way on. */
const alreadyMember = (unionName: string) =>
  new Refusal('ALREADY_MEMBER', {
    fields: [{ at: 'unionId', sentence: `您的会籍在${unionName}。换了单位可以申请转会，不用重新入会。` }],
  });

/**
 * MEM-5, MEM-8: nobody who is a member, or has an application open, may apply again; an ID number is one person's.
 * A membership under this phone with another ID number means that the phone is somebody else's.
 * `except`: the application that is being mended.
 */
export async function mustBeFree(
  ask: Ask,
  personId: string,
  idNumberIndex: string,
  except: string | null,
): Promise<void> {
  const members = await query<{ personId: string; activeIdNumber: string; unionName: string }>(
    ask.db,
    `SELECT m.personId, m.activeIdNumber, u.name AS unionName FROM membership m JOIN trade_union u ON u.id = m.unionId
     WHERE m.activeIdNumber = ? OR m.activePerson = ?`,
    [idNumberIndex, personId],
  );
  for (const member of members) {
    if (member.activeIdNumber === idNumberIndex && member.personId === personId) throw alreadyMember(member.unionName);
    if (member.activeIdNumber === idNumberIndex) throw idInUse();
    throw new Refusal('PHONE_IN_USE', {
      fields: [
        {
          at: 'phone',
          sentence: '这个手机号是另一位会员的。请换您本人的手机号；如果这就是您的号码，可以申请释放手机号。',
        },
      ],
    });
  }
  const open = await query<{ id: string; openPerson: string; openIdNumber: string }>(
    ask.db,
    'SELECT id, openPerson, openIdNumber FROM application WHERE openPerson = ? OR openIdNumber = ?',
    [personId, idNumberIndex],
  );
  for (const application of open) {
    if (application.id === except) continue;
    if (application.openPerson === personId) throw new Refusal('APPLICATION_OPEN');
    throw idInUse();
  }
}

export async function sealIdNumber(ask: Ask, application: Pick<Application, 'id' | 'personId'>, idNumber: string) {
  return {
    idNumberIndex: ask.kit.secrets.index('id-number', idNumber),
    idNumberSealed: await ask.kit.secrets.seal(ask.db, idNumberPlace(application), idNumber, ask.now),
  };
}
