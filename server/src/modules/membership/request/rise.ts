/** A request goes to the union above the one that let its term run out. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { requestKinds } from '@niangjia/shared/rules/members';
import type { Ask } from '../../../core/ask';
import type { Kit } from '../../../core/kit';
import { query, update } from '../../../core/sql';
import { notify } from '../../notices/notify';
import type { Union } from '../../unions/entity';
import type { Held } from '../rise-cases';
import { pageOfRequest } from './decide';
import { PersonRequestTable } from './entity';
import { requestDueOn } from './open';
import { loadRequest } from './show';

const PIECE = 200;

/** Requests that nobody has answered within their term, below the root; by their ids. */
export async function* overdueRequests(kit: Kit): AsyncGenerator<Held> {
  for (let after = ''; ; ) {
    const rows = await query<Held>(
      kit.db.reader,
      `SELECT r.id, r.heldBy FROM person_request r JOIN trade_union h ON h.id = r.heldBy
       WHERE r.state = 'asked' AND r.id > ? AND r.dueOn < ? AND h.parentId IS NOT NULL
       ORDER BY r.id LIMIT ${PIECE}`,
      [after, dayOf(kit.now())],
    );
    yield* rows;
    after = rows.at(-1)?.id ?? '';
    if (rows.length < PIECE) return;
  }
}

/** False when it was decided, taken back or sent up at this very moment. Who asked is told. */
export async function takeUpRequest(ask: Ask, id: string, heldBy: string, upper: Union): Promise<boolean> {
  const { personId, number, kind } = await loadRequest(ask, id);
  const dueOn = requestDueOn(ask, kind);
  const change = { heldBy: upper.id, dueOn, risenAt: ask.now.toISOString() };
  if ((await update(ask.db, PersonRequestTable, { id, state: 'asked', heldBy }, change)) === 0) return false;
  await notify(ask, personId, {
    kind: 'progress',
    title: `请求转${upper.name}办理`,
    words: `您的请求“${requestKinds[kind].label}”（${number}）已转到${upper.name}办理，最晚${sayDay(dueOn)}答复。您不需要做什么。`,
    page: pageOfRequest(id),
  });
  return true;
}
