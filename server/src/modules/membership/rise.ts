/**
 * An application goes to the union above: when its term has run out (S3.2: nobody waits for ever), or when nobody is
 * left who decides. The union that was asked stays the one that is joined; only who decides changes.
 */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { reviewDueOn } from '@niangjia/shared/rules/membership';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, makeAsk } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Job } from '../../core/jobs';
import type { Kit } from '../../core/kit';
import { insert, query, update } from '../../core/sql';
import { notify } from '../notices/notify';
import type { Union } from '../unions/entity';
import { loadUnion } from '../unions/service';
import { type Application, type ApplicationStep, ApplicationStepTable, ApplicationTable } from './entity';

type Rising = Pick<Application, 'id' | 'number' | 'personId' | 'state' | 'heldBy' | 'dueOn'>;

const PIECE = 200;

/**
 * Takes applications to the union above. What was decided, taken back or sent up at this very moment stays as it is.
 * Each applicant is told. Returns how many rose.
 */
async function riseTo(ask: Ask, upper: Union, rows: readonly Rising[]): Promise<number> {
  const at = ask.now.toISOString();
  const until = reviewDueOn(dayOf(ask.now), ask.kit.isWorkingDay);
  const change = { heldBy: upper.id, heldPath: upper.path, risenAt: at, dueOn: until };
  const risen: Rising[] = [];
  for (const row of rows) {
    const { id, state, heldBy, dueOn } = row;
    if ((await update(ask.db, ApplicationTable, { id, state, heldBy, dueOn }, change)) > 0) risen.push(row);
  }
  if (risen.length === 0) return 0;
  const step = { verb: 'rise', at, accountId: null, unionId: upper.id, reason: null, signer: null } as const;
  await insert(
    ask.db,
    ApplicationStepTable,
    risen.map(({ id }): ApplicationStep => ({ id: ulid(), applicationId: id, ...step })),
  );
  for (const { id, number, personId } of risen)
    await notify(ask, personId, {
      kind: 'decision',
      title: '入会申请转上级工会办理',
      words: `您的入会申请（${number}）已转到${upper.name}办理，最晚${sayDay(until)}答复。您不需要做什么。`,
      page: `${noticePages.application}?id=${id}`,
    });
  return risen.length;
}

/**
 * All open applications that a union holds go to the union above, returned ones too. At the root they stay.
 * Returns how many rose. Used when the last post ends there.
 */
export async function riseApplications(ask: Ask, unionId: string): Promise<number> {
  const union = await loadUnion(ask, unionId);
  if (union.parentId === null) return 0;
  const rows = await query<Rising>(
    ask.db,
    `SELECT id, number, personId, state, heldBy, dueOn FROM application
     WHERE state IN ('submitted', 'returned') AND heldPath = ? AND heldBy = ? ORDER BY id`,
    [union.path, unionId],
  );
  return riseTo(ask, await loadUnion(ask, union.parentId), rows);
}

/**
 * The next piece of what is past its term, from the oldest on: held below the root, and of unions that have not been
 * set to keep what is overdue.
 */
const overdueAfter = (kit: Kit, today: string, after: Rising | undefined): Promise<Rising[]> =>
  query<Rising>(
    kit.db.reader,
    `SELECT a.id, a.number, a.personId, a.state, a.heldBy, a.dueOn
     FROM application a JOIN trade_union h ON h.id = a.heldBy LEFT JOIN union_review r ON r.unionId = a.unionId
     WHERE a.state = 'submitted' AND a.dueOn < ? AND a.dueOn >= ? AND (a.dueOn > ? OR a.id > ?)
       AND h.parentId IS NOT NULL AND (r.rises IS NULL OR r.rises = 1)
     ORDER BY a.dueOn, a.id LIMIT ${PIECE}`,
    [today, after?.dueOn ?? '', after?.dueOn ?? '', after?.id ?? ''],
  );

/** What one union holds of a piece, in a transaction of its own, with its row in the audit. */
const risePiece = (kit: Kit, from: string, rows: Rising[]): Promise<number> =>
  kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const { parentId } = await loadUnion(ask, from);
    if (parentId === null) return 0;
    const risen = await riseTo(ask, await loadUnion(ask, parentId), rows);
    if (risen > 0)
      await appendAudit(db, {
        at: ask.now.toISOString(),
        by: 'job',
        what: 'rise-applications',
        object: `union:${from}`,
        outcome: 'done',
        requestId: ulid(),
        detail: { to: parentId, applications: risen },
      });
    return risen;
  });

/** What is past its term goes to the union above. Returns how many rose. */
export async function riseOverdue(kit: Kit): Promise<number> {
  const today = dayOf(kit.now());
  let risen = 0;
  for (let after: Rising | undefined; ; ) {
    const piece = await overdueAfter(kit, today, after);
    for (const from of new Set(piece.map(({ heldBy }) => heldBy)))
      risen += await risePiece(
        kit,
        from,
        piece.filter(({ heldBy }) => heldBy === from),
      );
    after = piece.at(-1);
    if (piece.length < PIECE) return risen;
  }
}

export const riseJob: Job = { name: 'rise-applications', everySeconds: 600, run: riseOverdue };
