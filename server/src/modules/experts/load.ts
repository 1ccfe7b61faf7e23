/** Finding an expert: by id, within reach, or as the person who asks; and telling one. */
import type { Permission } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import { type Ask, mustReach, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { notify, type Telling, tellOldPhone } from '../notices/notify';
import { type Expert, expertPhonePlace } from './entity';

export async function expertById(db: EntityManager, id: string): Promise<Expert | undefined> {
  const [expert] = await query<Expert>(db, 'SELECT * FROM expert WHERE id = ?', [id]);
  return expert;
}

export type FoundExpert = Expert & { unionName: string; unionPath: string };

/** An expert within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadExpert(ask: Ask, id: string, permission: Permission): Promise<FoundExpert> {
  const [expert] = await query<FoundExpert>(
    ask.db,
    'SELECT e.*, u.name AS unionName, u.path AS unionPath FROM expert e JOIN trade_union u ON u.id = e.unionId WHERE e.id = ?',
    [id],
  );
  if (!expert) throw new Refusal('NOT_FOUND', { denied: `expert:${id}` });
  mustReach(ask, permission, expert.unionPath, `expert:${id}`);
  ask.about(`expert:${id}`);
  return expert;
}

/** An expert held until the transaction ends, so that it neither ends nor gets visits meanwhile. As `loadExpert`. */
export async function holdExpert(ask: Ask, id: string, permission: Permission): Promise<FoundExpert> {
  await ask.db.query('UPDATE expert SET endReason = endReason WHERE id = ?', [id]);
  const expert = await loadExpert(ask, id, permission);
  if (expert.endedAt !== null) throw new Refusal('EXPERT_ENDED');
  return expert;
}

/** The asking person as an expert, or undefined: whoever is signed in with the registered number. */
export async function findOwnExpert(ask: Ask): Promise<FoundExpert | undefined> {
  const [expert] = await query<FoundExpert>(
    ask.db,
    `SELECT e.*, u.name AS unionName, u.path AS unionPath FROM person p JOIN expert e ON e.openPhone = p.phoneIndex
     JOIN trade_union u ON u.id = e.unionId WHERE p.id = ?`,
    [personOf(ask).personId],
  );
  return expert;
}

/** Throws NOT_AN_EXPERT. */
export async function ownExpert(ask: Ask): Promise<FoundExpert> {
  const expert = await findOwnExpert(ask);
  if (!expert) throw new Refusal('NOT_AN_EXPERT');
  return expert;
}

/** Tells an expert in the inbox of the person with that number, else by SMS. `number`: of the visit or the problem. */
export async function tellExpert(
  ask: Ask,
  expertId: string,
  { title, words, page, number }: Omit<Telling, 'kind'> & { number: string },
): Promise<void> {
  const expert = await expertById(ask.db, expertId);
  if (!expert) return;
  const [person] = await query<{ id: string }>(
    ask.db,
    'SELECT id FROM person WHERE phoneIndex = ? ORDER BY id LIMIT 1',
    [expert.phoneIndex],
  );
  if (person) return notify(ask, person.id, { kind: 'visit', title, words, page });
  if (expert.phoneSealed === '') return;
  const phone = await ask.kit.secrets.open(ask.db, expertPhonePlace(expert.id), expert.phoneSealed);
  await tellOldPhone(ask, phone, { number, title, words });
}
