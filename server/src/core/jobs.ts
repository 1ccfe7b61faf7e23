/** Work that comes round by itself. A lease in the database lets one process of many do it. */
import { sayFault } from './fault';
import { ulid } from './ids';
import type { Kit } from './kit';
import { insertOnce } from './sql';
import { JobLeaseTable } from './tables';

export interface Job {
  name: string;
  everySeconds: number;
  /** Long work asks `keep` between its pieces: it renews the lease, and is false once the work is to stop. */
  run(kit: Kit, keep: () => Promise<boolean>): Promise<unknown>;
}

const owner = ulid();
/** Long work renews its lease no more often than this. */
const RENEW_MS = 10_000;

/** Takes or keeps the lease of a job until a little after its next turn. */
async function lease(kit: Kit, job: Job): Promise<boolean> {
  const now = kit.now();
  const until = new Date(now.getTime() + job.everySeconds * 1000 + 30_000).toISOString();
  return kit.db.tx(async (db) => {
    const result = await db
      .createQueryBuilder()
      .update(JobLeaseTable)
      .set({ owner, until })
      .where('name = :name AND (owner = :owner OR until < :now)', { name: job.name, owner, now: now.toISOString() })
      .execute();
    return (result.affected ?? 0) > 0 || insertOnce(db, JobLeaseTable, { name: job.name, owner, until });
  });
}

/** Starts the jobs; the function that comes back stops them and waits for the ones that run. */
export function startJobs(kit: Kit, jobs: Job[]): () => Promise<void> {
  let stopped = false;
  const running = new Set<Promise<void>>();
  const timers = jobs.map((job) => {
    let busy = false;
    const turn = async () => {
      if (busy || stopped) return;
      busy = true;
      let renewed = Date.now();
      const keep = async () => {
        if (stopped) return false;
        if (Date.now() - renewed < RENEW_MS) return true;
        renewed = Date.now();
        return lease(kit, job);
      };
      try {
        if (await lease(kit, job)) await job.run(kit, keep);
      } catch (error) {
        kit.log.error({ job: job.name, fault: sayFault(error) }, 'job failed');
        kit.metrics.alarms.inc({ kind: 'job-failed' });
      } finally {
        busy = false;
      }
    };
    return setInterval(() => {
      const work = turn().finally(() => running.delete(work));
      running.add(work);
    }, job.everySeconds * 1000).unref();
  });
  return async () => {
    stopped = true;
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running);
  };
}
