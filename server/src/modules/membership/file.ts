/**
 * An officer files for a worker without a smartphone (C-16): the paper is photographed, the officer stands on the
 * record, the worker is told, and somebody else decides (security.md d.3 row 1).
 */
import { type Purpose, purposes } from '@niangjia/shared/rules/consents';
import { sayDay } from '@niangjia/shared/rules/days';
import { maskName } from '@niangjia/shared/rules/masks';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { mustBeMine } from '../files/service';
import { signerOf } from '../joint/propose';
import { notify } from '../notices/notify';
import { loadPerson } from '../people/person';
import { hasWithdrawn, listTexts, recordConsents } from '../unions/consents';
import { loadUnion } from '../unions/service';
import type { Answers } from './answers';
import { actingFor, isOwn, loadCase } from './case';
import type { Application } from './entity';
import { mendApplication, openApplication } from './open';
import { addStep } from './steps';
import { mustFitKnown, workerOf } from './worker';

/** Nobody files for himself. Returns the natural person who files. Refusals NO_IDENTITY, OWN_CASE. */
function mustFileForAnother(ask: Ask, idNumber: string): string {
  const filer = signerOf(ask);
  if (filer === ask.kit.secrets.index('id-number', idNumber)) throw new Refusal('OWN_CASE');
  return filer;
}

/** The general sentences speak to the worker; here an officer reads. */
async function mustNotStand(ask: Ask, idNumberIndex: string): Promise<void> {
  const [member] = await query(ask.db, 'SELECT id FROM membership WHERE activeIdNumber = ?', [idNumberIndex]);
  if (member)
    throw new Refusal('ALREADY_MEMBER', {
      fields: [{ at: 'idNumber', sentence: '这位职工已经是工会会员，不需要再次申请。' }],
    });
}

/** Paper in an officer's hand does not undo what the person has taken back: only the person does. CONSENT_MISSING. */
async function mustNotHaveWithdrawn(ask: Ask, personId: string): Promise<void> {
  for (const purpose of Object.keys(purposes) as Purpose[])
    if (await hasWithdrawn(ask, personId, purpose))
      throw new Refusal('CONSENT_MISSING', {
        fields: [{ at: 'agreed', sentence: '这位职工已撤回同意，不能代办。请由本人在手机上重新同意后申请。' }],
      });
}

async function receiptOf(ask: Ask, application: Application, unionName: string) {
  const { phoneIndex } = await loadPerson(ask, application.personId);
  return {
    id: application.id,
    number: application.number,
    nameMasked: maskName(application.name),
    unionName,
    dueOn: application.dueOn,
    toldBySms: phoneIndex !== null,
  };
}

async function tellWorker(ask: Ask, application: Application, unionName: string, verb: '提交' | '补正'): Promise<void> {
  const [officer] = await query<{ name: string }>(ask.db, 'SELECT name FROM staff_account WHERE id = ?', [
    staffOf(ask).accountId,
  ]);
  await notify(ask, application.personId, {
    kind: 'filed',
    title: `工会代您${verb}了入会申请`,
    words:
      `${officer?.name ?? '工会干部'}按您的书面申请代您${verb}了加入${unionName}的申请（${application.number}），` +
      `最晚${sayDay(application.dueOn)}答复。不是您本人的意思，可以在手机上撤回，或联系${unionName}。`,
    page: `${noticePages.application}?id=${application.id}`,
  });
}

/**
 * Files for a worker; both consents are recorded as given on paper to an officer.
 * Refusals NOT_FOUND, UNION_CLOSED, NO_IDENTITY, OWN_CASE, ALREADY_MEMBER, APPLICATION_OPEN, ID_IN_USE, PHONE_IN_USE,
 * CONSENT_MISSING; BAD_INPUT when the ID number is known under another name.
 */
export async function fileApplication(
  ask: Ask,
  body: Answers & { unionId: string; phone: string | null; paperFileId: string | null },
) {
  const union = await loadUnion(ask, body.unionId);
  mustReach(ask, 'members.file', union.path, `union:${union.id}`);
  if (body.paperFileId !== null) await mustBeMine(ask, body.paperFileId);
  const filer = mustFileForAnother(ask, body.idNumber);
  const idNumberIndex = ask.kit.secrets.index('id-number', body.idNumber);
  await mustNotStand(ask, idNumberIndex);
  const personId = await workerOf(ask, body);
  await mustNotHaveWithdrawn(ask, personId);
  const filedBy = staffOf(ask).accountId;
  const source = { codeToken: null, filedBy, filer, paperFileId: body.paperFileId };
  const application = await openApplication(ask, union, personId, body, source);
  await recordConsents(ask, personId, 'officer', Object.keys(purposes) as Purpose[], (await listTexts(ask)).items);
  await addStep(ask, application.id, 'file', actingFor(ask, union.path), null);
  await tellWorker(ask, application, union.name, '提交');
  return receiptOf(ask, application, union.name);
}

/**
 * Sends in anew what was filed for a worker and came back. Who mends it does not decide it either.
 * Refusals NOT_FOUND, MOVE_NOT_ALLOWED (also for what the worker has filed himself), OWN_CASE, NO_IDENTITY, ID_IN_USE,
 * PHONE_IN_USE, UNION_CLOSED; BAD_INPUT when it would rename or renumber somebody who is known.
 */
export async function refileApplication(ask: Ask, id: string, answers: Answers) {
  const found = await loadCase(ask, id, 'members.file');
  if (found.filer === null) throw new Refusal('MOVE_NOT_ALLOWED');
  if (isOwn(ask, found)) throw new Refusal('OWN_CASE');
  mustFileForAnother(ask, answers.idNumber);
  mustFitKnown(ask, await loadPerson(ask, found.personId), answers);
  const mended = await mendApplication(ask, found, answers);
  await addStep(ask, id, 'resubmit', actingFor(ask, found.unionPath), null);
  await tellWorker(ask, mended, found.unionName, '补正');
  return receiptOf(ask, mended, found.unionName);
}
