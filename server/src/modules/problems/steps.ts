/** The thread of a problem: appended by each act, read by all sides, and the files that were sent with it. */
import type { AttachmentKind, ProblemStep } from '@niangjia/shared/rules/problems';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { attachmentAddressOf, mustBeOwnAttachment } from '../files/attachments';
import { mustBeMine, paperAddressOf } from '../files/service';
import { postFor } from '../joint/propose';
import { type ProblemFile, ProblemFileTable, ProblemStepTable } from './entity';
import type { FoundProblem } from './load';

export interface Sent {
  photoIds: readonly string[];
  attachmentIds: readonly string[];
}
export const nothingSent: Sent = { photoIds: [], attachmentIds: [] };

/** The caller's own files, each once. Throws NOT_FOUND for another's. */
async function attach(ask: Ask, problemId: string, stepId: string, sent: Sent): Promise<void> {
  const row = { problemId, stepId };
  for (const fileId of new Set(sent.photoIds)) {
    await mustBeMine(ask, fileId);
    await insert(ask.db, ProblemFileTable, { id: ulid(), ...row, kind: 'photo', fileId });
  }
  for (const fileId of new Set(sent.attachmentIds)) {
    const kind: AttachmentKind = await mustBeOwnAttachment(ask, fileId);
    await insert(ask.db, ProblemFileTable, { id: ulid(), ...row, kind, fileId });
  }
}

/** What an officer of this side did. */
export async function addStep(
  ask: Ask,
  problem: Pick<FoundProblem, 'id' | 'unionPath'>,
  side: 'unit' | 'staff',
  what: ProblemStep,
  words: string | null,
  sent = nothingSent,
): Promise<void> {
  if (ask.by.kind !== 'staff') throw new Refusal('SIGN_IN_FIRST');
  const by = { accountId: ask.by.accountId, unionId: postFor(ask, problem.unionPath) ?? null, expertId: null };
  const id = ulid();
  const row = { id, problemId: problem.id, what, at: ask.now.toISOString(), ...by, side, words: words || null };
  await insert(ask.db, ProblemStepTable, row);
  await attach(ask, problem.id, id, sent);
}

/** What an expert did. */
export async function addExpertStep(
  ask: Ask,
  problemId: string,
  expertId: string,
  what: ProblemStep,
  words: string | null,
  sent = nothingSent,
): Promise<void> {
  const id = ulid();
  const by = { accountId: null, unionId: null, expertId, side: 'expert' as const };
  await insert(ask.db, ProblemStepTable, {
    id,
    problemId,
    what,
    at: ask.now.toISOString(),
    ...by,
    words: words || null,
  });
  await attach(ask, problemId, id, sent);
}

type SentFile = ProblemFile & {
  photoType: string | null;
  photoBytes: number | null;
  name: string | null;
  bytes: number | null;
};

/** Files of a problem with their addresses; what was erased since is gone. The caller may read the problem. */
async function filesOf(ask: Ask, problemId: string) {
  const rows = await query<SentFile>(
    ask.db,
    `SELECT f.*, s.type AS photoType, s.bytes AS photoBytes, a.name, a.bytes FROM problem_file f
     LEFT JOIN stored_file s ON s.id = f.fileId LEFT JOIN attachment a ON a.id = f.fileId
     WHERE f.problemId = ? ORDER BY f.id`,
    [problemId],
  );
  return rows.flatMap(({ stepId, kind, fileId, photoType, photoBytes, name, bytes }) => {
    if (photoType === null && name === null) return [];
    const photo = kind === 'photo';
    const address = photo ? paperAddressOf(ask, fileId) : attachmentAddressOf(ask, fileId);
    return [{ stepId, id: fileId, kind, name: name ?? '照片', bytes: Number(photo ? photoBytes : bytes), address }];
  });
}

interface StepRow {
  id: string;
  what: ProblemStep;
  at: string;
  side: 'unit' | 'staff' | 'expert';
  words: string | null;
  officerName: string | null;
  unionName: string | null;
  expertName: string | null;
}

/** What the unit and the experts do not learn: who is asked to judge the money, and what they said. */
const JUDGING: readonly ProblemStep[] = ['review', 'opinion'];

/** The thread, oldest first; with `judging`, also what only managers read. */
export async function stepsOf(ask: Ask, problemId: string, judging: boolean) {
  const rows = await query<StepRow>(
    ask.db,
    `SELECT s.id, s.what, s.at, s.side, s.words, a.name AS officerName, u.name AS unionName, e.name AS expertName
     FROM problem_step s LEFT JOIN staff_account a ON a.id = s.accountId LEFT JOIN trade_union u ON u.id = s.unionId
     LEFT JOIN expert e ON e.id = s.expertId WHERE s.problemId = ? ORDER BY s.id`,
    [problemId],
  );
  const files = await filesOf(ask, problemId);
  return rows
    .filter(({ what }) => judging || !JUDGING.includes(what))
    .map(({ id, what, at, side, words, officerName, unionName, expertName }) => ({
      id,
      what,
      at,
      side,
      words,
      by: expertName === null ? `${unionName ?? ''} ${officerName ?? ''}`.trim() : `专家 ${expertName}`,
      files: files.filter((file) => file.stepId === id).map(({ stepId: _, ...file }) => file),
    }));
}
