/** Videos and documents of problems: who may send one, and what becomes of one that nobody used. */
import type { FastifyRequest } from 'fastify';
import { type Caller, holds } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { forgetTurns, removeAttachment, takeAttachment } from '../files/attachments';
import type { Attachment } from '../files/entity';

const DAY_MS = 86_400_000;

/** Officers who file or manage, and experts. Fifty megabytes are not for everybody. */
async function mayAttach(kit: Kit, by: Caller): Promise<boolean> {
  if (by.kind === 'staff') return holds(by.posts, 'orders.place') || holds(by.posts, 'problems.manage');
  if (by.kind !== 'person') return false;
  const experts = await query(
    kit.db.reader,
    'SELECT e.id FROM person p JOIN expert e ON e.openPhone = p.phoneIndex WHERE p.id = ?',
    [by.personId],
  );
  return experts.length > 0;
}

/** Looks who asks before the first byte. Refusals NOT_ALLOWED, then those of the upload. */
export async function takeProblemFile(kit: Kit, by: Caller, fileName: string, request: FastifyRequest) {
  if (!(await mayAttach(kit, by))) throw new Refusal('NOT_ALLOWED', { denied: 'attachment' });
  return takeAttachment(kit, by, fileName, request);
}

/** Those that no problem has after a day. Returns how many went. */
export async function sweepAttachments(kit: Kit): Promise<number> {
  const before = new Date(kit.now().getTime() - DAY_MS).toISOString();
  const loose = await query<Attachment>(
    kit.db.reader,
    `SELECT a.id, a.bytes FROM attachment a LEFT JOIN problem_file f ON f.fileId = a.id
     WHERE a.createdAt < ? AND f.id IS NULL LIMIT 200`,
    [before],
  );
  for (const one of loose) await removeAttachment(kit, one);
  await forgetTurns(kit);
  return loose.length;
}
