/** How an applicant sees the own application. */
import { dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { maskIdNumber } from '@niangjia/shared/rules/masks';
import { appealSentence } from '@niangjia/shared/rules/membership';
import { type Ask, personOf } from '../../core/ask';
import { query } from '../../core/sql';
import { loadPerson, phoneMaskedOf } from '../people/person';
import type { Union } from '../unions/entity';
import { askPhoneOf, loadUnion } from '../unions/service';
import { type Application, idNumberPlace } from './entity';
import { stepsOf } from './steps';

/** Where to turn after a refusal: the union above, under a phone number of its own or of one above it. */
async function appealOf(ask: Ask, union: Union): Promise<string> {
  const upper = union.parentId === null ? union : await loadUnion(ask, union.parentId);
  return appealSentence(upper.name, await askPhoneOf(ask, upper));
}

/** Name of the officer who filed it for the worker, or null. */
export async function filerOf(ask: Ask, { filedBy }: Pick<Application, 'filedBy'>): Promise<string | null> {
  if (filedBy === null) return null;
  const [account] = await query<{ name: string }>(ask.db, 'SELECT name FROM staff_account WHERE id = ?', [filedBy]);
  return account?.name ?? null;
}

export async function describeMine(ask: Ask, application: Application) {
  const union = await loadUnion(ask, application.unionId);
  const person = await loadPerson(ask, application.personId);
  const idNumber = await ask.kit.secrets.open(ask.db, idNumberPlace(application), application.idNumberSealed);
  const held = application.heldBy === union.id ? union : await loadUnion(ask, application.heldBy);
  const askPhone = await askPhoneOf(ask, held);
  return {
    id: application.id,
    number: application.number,
    state: application.state,
    unionId: union.id,
    unionName: union.name,
    name: application.name,
    idNumberMasked: maskIdNumber(idNumber),
    phoneMasked: await phoneMaskedOf(ask, person),
    occupation: application.occupation,
    submittedAt: application.submittedAt,
    dueOn: application.dueOn,
    workingDaysLeft: workingDaysBetween(dayOf(ask.now), application.dueOn, ask.kit.isWorkingDay),
    decides: held.name,
    risen: application.risenAt !== null,
    filedBy: await filerOf(ask, application),
    askPhone,
    appeal: application.state === 'refused' ? await appealOf(ask, union) : null,
    steps: await stepsOf(ask, application.id),
  };
}

/** One's own applications, newest first. */
export async function listMine(ask: Ask) {
  const rows = await query<Application>(
    ask.db,
    'SELECT * FROM application WHERE personId = ? ORDER BY id DESC LIMIT 20',
    [personOf(ask).personId],
  );
  const items = [];
  for (const row of rows) items.push(await describeMine(ask, row));
  return { items };
}
