/** A roster is submitted to a second person, taken back, and begins to enter once that person has signed. */
import type { Ask } from '../../core/ask';
import { staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose, signerOf } from '../joint/propose';
import { recallAct } from '../joint/sign';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { type Roster, type RosterRow, RosterTable } from './entity';
import { describeRoster, type FoundRoster, loadRoster } from './list';
import { destroyKey } from './stage';

const SAMPLES = 5;

/** What the second person is told, masked. */
async function factsOf(ask: Ask, roster: FoundRoster): Promise<{ label: string; value: string }[]> {
  const rows = await query<RosterRow>(
    ask.db,
    `SELECT line, nameMasked, idNumberMasked FROM roster_row WHERE rosterId = ? AND state = 'good'
     ORDER BY line LIMIT ${SAMPLES}`,
    [roster.id],
  );
  return [
    { label: '文件', value: roster.fileName },
    { label: '入册工会', value: roster.unionName },
    { label: '上传人', value: roster.uploaderName ?? '' },
    { label: '将入册', value: `${roster.good} 人` },
    { label: '已在册，不变', value: `${roster.same} 行` },
    { label: '有错，不入册', value: `${roster.bad} 行` },
    { label: '需另行办理，不入册', value: `${roster.stopped} 行` },
    ...rows.map(({ line, nameMasked, idNumberMasked }) => ({
      label: `第 ${line} 行`,
      value: `${nameMasked}　${idNumberMasked}`,
    })),
    {
      label: '提请人保证',
      value: '名册上每位职工都已亲自签名申请入会，并签名同意工会处理其个人信息，纸质材料由单位保存备查。',
    },
  ];
}

/**
 * Asks a second person to let the good rows in. Neither who uploaded the file nor who submits it may be that person.
 * Refusals NOT_FOUND, ROSTER_STATE, UNION_CLOSED, NOTHING_TO_ENTER, NO_IDENTITY.
 */
export async function submitRoster(ask: Ask, id: string) {
  const roster = await loadRoster(ask, id, 'rosters.import');
  if (roster.state !== 'checked') throw new Refusal('ROSTER_STATE');
  mustBeJoinable(await loadUnion(ask, roster.unionId));
  if (roster.good === 0) throw new Refusal('NOTHING_TO_ENTER');
  const signer = signerOf(ask);
  // An uploader whose person is unknown could confirm under another account.
  if (roster.signer === null) throw new Refusal('NO_IDENTITY');
  const act = await propose(ask, {
    kind: 'roster',
    union: { id: roster.unionId, path: roster.unionPath },
    subject: id,
    title: `导入会员名册：${roster.good} 人入册`,
    facts: await factsOf(ask, roster),
    reason: null,
    payload: { rosterId: id, good: roster.good },
    barred: signer === roster.signer ? [] : [roster.signer],
    page: `/rosters/${id}`,
  });
  const change = { state: 'confirming' as const, jointId: act.id, changedAt: ask.now.toISOString() };
  if ((await update(ask.db, RosterTable, { id, state: 'checked' }, change)) === 0) throw new Refusal('ROSTER_STATE');
  return describeProposed(ask, act);
}

/** Before it enters. One that waits for a second person is taken back with its act, by who submitted it. */
export async function recallRoster(ask: Ask, id: string) {
  const roster = await loadRoster(ask, id, 'rosters.import');
  if (['entering', 'done', 'unreadable', 'recalled'].includes(roster.state)) throw new Refusal('ROSTER_STATE');
  if (roster.jointId !== null) {
    const [act] = await query<{ proposedBy: string }>(ask.db, 'SELECT proposedBy FROM joint_act WHERE id = ?', [
      roster.jointId,
    ]);
    if (act?.proposedBy !== staffOf(ask).accountId) throw new Refusal('ROSTER_STATE');
    await recallAct(ask, roster.jointId);
    ask.about(`roster:${id}`, { act: roster.jointId });
  }
  const change = { state: 'recalled' as const, jointId: null, changedAt: ask.now.toISOString() };
  if ((await update(ask.db, RosterTable, { id, state: roster.state }, change)) === 0) throw new Refusal('ROSTER_STATE');
  await destroyKey(ask.db, id);
  return describeRoster(ask, id, 'rosters.import');
}

/** The second person has signed: the rows enter from now on, piece by piece. Refusals JOINT_STALE, UNION_CLOSED. */
export const rosterEffect: JointEffect = {
  async done(ask, act) {
    const { rosterId } = payloadOf<{ rosterId: string }>(act);
    mustBeJoinable(await loadUnion(ask, act.unionId));
    const change: Partial<Roster> = { state: 'entering', atLine: 0, progress: 0, changedAt: ask.now.toISOString() };
    if ((await update(ask.db, RosterTable, { id: rosterId, state: 'confirming', jointId: act.id }, change)) === 0)
      throw new Refusal('JOINT_STALE');
  },
  async undone(ask, act) {
    const { rosterId } = payloadOf<{ rosterId: string }>(act);
    const change: Partial<Roster> = { state: 'checked', jointId: null, changedAt: ask.now.toISOString() };
    await update(ask.db, RosterTable, { id: rosterId, state: 'confirming', jointId: act.id }, change);
  },
};
