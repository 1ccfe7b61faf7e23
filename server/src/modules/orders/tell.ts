/** Tells the unit that ordered, by SMS to whoever it named as contact. */
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { tellOldPhone } from '../notices/notify';
import type { ServiceOrder } from './entity';

/** Where a contact's number is sealed: each order under a key of its own. */
export const contactPlace = (orderId: string) => ({
  ...{ subjectId: orderId, rowId: orderId },
  ...{ table: 'service_order', column: 'contactSealed' },
});

type Contact = Pick<ServiceOrder, 'id' | 'contactSealed'>;

/** The full number; null once its key was destroyed. */
export async function contactPhoneOf(
  { db, kit }: { db: EntityManager; kit: Kit },
  order: Contact,
): Promise<string | null> {
  const sealer = await kit.secrets.sealer(db, order.id);
  return sealer?.open(contactPlace(order.id), order.contactSealed) ?? null;
}

/** `title` at most 60 characters, `words` 120: an SMS. Neither names a person or a number. */
export async function tellUnit(
  ask: Ask,
  order: Contact & Pick<ServiceOrder, 'number'>,
  { title, words }: { title: string; words: string },
): Promise<void> {
  const phone = await contactPhoneOf(ask, order);
  if (phone !== null) await tellOldPhone(ask, phone, { number: order.number, title, words });
}
