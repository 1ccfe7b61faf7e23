/** Closing one's account: asked after a proof, done by two officers, followed by a receipt (PIPL 47, 50; E9). */
import { addWorkingDays, dayOf } from '@niangjia/shared/rules/days';
import { noticePages } from '@niangjia/shared/rules/notices';
import { CLOSING_WORKING_DAYS } from '@niangjia/shared/rules/own-data';
import { type Ask, personOf } from '../../core/ask';
import { sha256, ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, nextValue, query, update } from '../../core/sql';
import { dropAct } from '../joint/sign';
import { notify } from '../notices/notify';
import { type Closing, ClosingTable } from './entity';
import { isHeld } from './holds';
import { useProof } from './proof';

/** The token of a receipt: derived from its id under the index key, so that no copy of the database holds it. */
const tokenOf = (ask: Pick<Ask, 'kit'>, id: string): string => ask.kit.secrets.sign(`closing|${id}`).slice(0, 32);

async function describe(ask: Ask, closing: Closing) {
  const open = closing.openPerson !== null;
  return {
    id: closing.id,
    number: closing.number,
    state: open && (await isHeld(ask, closing.personId)) ? ('held' as const) : closing.state,
    askedAt: closing.askedAt,
    dueOn: closing.dueOn,
    token: tokenOf(ask, closing.id),
  };
}

const openClosing = async (ask: Ask, personId: string): Promise<Closing | undefined> =>
  (await query<Closing>(ask.db, 'SELECT * FROM closing WHERE openPerson = ?', [personId]))[0];

/** The newest closing of a person that was not taken back; null when there is none. */
export async function closingOf(ask: Ask, personId: string) {
  const [closing] = await query<Closing>(
    ask.db,
    `SELECT * FROM closing WHERE personId = ? AND state <> 'recalled' ORDER BY id DESC LIMIT 1`,
    [personId],
  );
  return closing ? describe(ask, closing) : null;
}

/** The union that is asked: of the membership, else of the newest application or membership, else the root. */
async function unionOf(ask: Ask, personId: string): Promise<string> {
  const [found] = await query<{ unionId: string }>(
    ask.db,
    `SELECT unionId FROM (
       SELECT unionId, 1 AS nth, id FROM membership WHERE activePerson = ?
       UNION ALL SELECT unionId, 2 AS nth, id FROM application WHERE personId = ?
       UNION ALL SELECT unionId, 3 AS nth, id FROM membership WHERE personId = ?
     ) found ORDER BY nth, id DESC LIMIT 1`,
    [personId, personId, personId],
  );
  if (found) return found.unionId;
  const [root] = await query<{ id: string }>(
    ask.db,
    'SELECT id FROM trade_union WHERE parentId IS NULL ORDER BY id LIMIT 1',
  );
  return root?.id ?? '';
}

/** What is under way at a union is finished or taken back first. Refusals TRANSFER_OPEN, REQUEST_OPEN. */
async function mustHaveNothingOpen(ask: Ask, personId: string): Promise<void> {
  if ((await query(ask.db, 'SELECT id FROM transfer WHERE openPerson = ?', [personId])).length > 0)
    throw new Refusal('TRANSFER_OPEN');
  const requests = await query(
    ask.db,
    `SELECT id FROM person_request WHERE personId = ? AND state IN ('asked', 'agreed')`,
    [personId],
  );
  if (requests.length > 0) throw new Refusal('REQUEST_OPEN');
}

/**
 * Files the closing with its receipt; asked again, the same one is answered.
 * Refusals WRONG_CODE, CODE_EXPIRED, PHONE_MISSING, TRANSFER_OPEN, REQUEST_OPEN.
 */
export async function askClosing(ask: Ask, proof: string) {
  const { personId } = personOf(ask);
  await mustHaveNothingOpen(ask, personId);
  await useProof(ask, proof);
  const known = await openClosing(ask, personId);
  if (known) return describe(ask, known);
  const id = ulid();
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `closing:${today}`);
  const closing: Closing = {
    id,
    number: `ZX${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
    personId,
    unionId: await unionOf(ask, personId),
    tokenHash: sha256(tokenOf(ask, id)),
    state: 'asked',
    askedAt: ask.now.toISOString(),
    dueOn: addWorkingDays(today, CLOSING_WORKING_DAYS, ask.kit.isWorkingDay),
    jointId: null,
    doneOn: null,
    openPerson: personId,
  };
  if (!(await insertOnce(ask.db, ClosingTable, closing))) {
    const other = await openClosing(ask, personId);
    if (other) return describe(ask, other);
    throw new Refusal('BUSY');
  }
  await notify(ask, personId, {
    kind: 'data',
    title: '已收到您的注销申请',
    words: `回执号 ${closing.number}。由两名工作人员核对后办理，最晚 ${closing.dueOn}。办结以前可以在“我的数据”里撤回。`,
    page: noticePages.data,
  });
  ask.about(`closing:${id}`);
  return describe(ask, closing);
}

/** Taken back while it is not done; what waits for a second person falls with it. Refusal NOT_FOUND. */
export async function recallClosing(ask: Ask) {
  const { personId } = personOf(ask);
  const closing = await openClosing(ask, personId);
  if (!closing) throw new Refusal('NOT_FOUND');
  const { id, state, jointId } = closing;
  if ((await update(ask.db, ClosingTable, { id, state }, { state: 'recalled', openPerson: null })) === 0)
    throw new Refusal('NOT_FOUND');
  if (jointId !== null) await dropAct(ask, jointId);
  ask.about(`closing:${id}`);
  return describe(ask, { ...closing, state: 'recalled', openPerson: null });
}

/** For whoever holds the token: the number, whether it is done, and the day. Refusal NOT_FOUND. */
export async function showReceipt(ask: Ask, token: string) {
  const [closing] = await query<Closing>(ask.db, 'SELECT * FROM closing WHERE tokenHash = ?', [sha256(token)]);
  if (!closing || closing.state === 'recalled') throw new Refusal('NOT_FOUND');
  return {
    number: closing.number,
    state: closing.state === 'done' ? ('done' as const) : ('waiting' as const),
    on: closing.doneOn,
  };
}
