/** What comes round by itself, and who delivers which message. */
import { checkpointKey, writeCheckpoint } from './core/checkpoint';
import type { Job } from './core/jobs';
import type { Kit } from './core/kit';
import { sendDue } from './core/outbox';
import { query } from './core/sql';
import { workDraws } from './modules/campaigns/draw-give';
import { tellDrawn } from './modules/campaigns/draw-tell';
import { tellCalledOff } from './modules/events/run';
import { tellChanges } from './modules/events/tell';
import { turnEvents } from './modules/events/turns';
import { sweepFiles } from './modules/files/service';
import { riseJob } from './modules/membership/rise';
import { riseCasesJob } from './modules/membership/rise-cases';
import { tellDecision } from './modules/membership/tell';
import { deliverToOldPhone, tellNotice } from './modules/notices/tell';
import { lapsePools } from './modules/orders/pool-answer';
import { retain } from './modules/own-data/retain';
import { removeFile, witnessErasure } from './modules/own-data/witness';
import { turnPlaces } from './modules/places/turns';
import { workPlans } from './modules/planning/work';
import { tellInvited } from './modules/posts/invite';
import { closePosts, disableIdle } from './modules/posts/turns';
import { sweepAttachments } from './modules/problems/attachments';
import { holdsFile, workRosters } from './modules/rosters/work';
import { settleUnion } from './modules/unions/tree-settle';
import { tellUnionEnded } from './modules/unions/tree-tell';
import { turnVisits } from './modules/visits/turns';
import { grantVouchers } from './modules/vouchers/grant';
import { turnVouchers } from './modules/vouchers/turns';

export const deliveries = {
  'application-decided': tellDecision,
  notice: tellNotice,
  'old-phone': deliverToOldPhone,
  'file-removed': removeFile,
  'person-erased': witnessErasure,
  'union-settle': settleUnion,
  'union-ended': tellUnionEnded,
  'staff-invited': tellInvited,
  'vouchers-granted': grantVouchers,
  drawn: tellDrawn,
  'event-called-off': tellCalledOff,
};

/** Leaves the audit's head with the witness: at the start, every half hour, and at the end. */
export const witness = (kit: Kit) =>
  writeCheckpoint(kit.db.reader, kit.config.checkpointFolder, checkpointKey(kit.config.keys.index), kit.now());

export const jobs: Job[] = [
  riseJob,
  riseCasesJob,
  {
    name: 'outbox',
    everySeconds: 2,
    run: async (kit) => {
      await sendDue(kit, deliveries);
      const [count] = await query<{ waiting: number | string }>(
        kit.db.reader,
        `SELECT COUNT(*) AS waiting FROM outbox WHERE state = 'waiting'`,
      );
      kit.metrics.outbox.set(Number(count?.waiting ?? 0));
    },
  },
  { name: 'rosters', everySeconds: 2, run: workRosters },
  { name: 'draws', everySeconds: 2, run: workDraws },
  { name: 'plans', everySeconds: 2, run: workPlans },
  { name: 'visits', everySeconds: 60, run: turnVisits },
  { name: 'vouchers', everySeconds: 300, run: turnVouchers },
  { name: 'places', everySeconds: 20, run: (kit, keep) => turnPlaces(kit, { event: tellChanges }, keep) },
  { name: 'events', everySeconds: 60, run: turnEvents },
  { name: 'pools', everySeconds: 60, run: lapsePools },
  {
    name: 'audit-checkpoint',
    everySeconds: 1800,
    run: witness,
  },
  {
    name: 'posts',
    everySeconds: 3600,
    run: async (kit) => {
      await closePosts(kit);
      await disableIdle(kit);
    },
  },
  {
    name: 'sweep',
    everySeconds: 3600,
    run: async (kit, keep) => {
      await retain(kit, keep);
      await sweepAttachments(kit);
      await sweepFiles(kit, holdsFile);
    },
  },
];
