/** One size of the roster's bench: every stage by the clock, then the same rows written bare. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { loadConfig } from '@niangjia/server/core/config';
import type { Kit } from '@niangjia/server/core/kit';
import { query, update } from '@niangjia/server/core/sql';
import { columnsOf, type Roster, RosterTable } from '@niangjia/server/modules/rosters/entity';
import { workRosters } from '@niangjia/server/modules/rosters/work';
import { confirmRoster, plantRoster } from '../roster-plant';
import { writeBare } from './roster-bare';
import { emptyDatabase, union } from './roster-database';

export interface Figures {
  rows: number;
  seconds: Record<'seal' | 'read' | 'check' | 'enter' | 'bare' | 'load', number>;
  /** Highest resident memory until the last member had entered, MB; and before the first byte was read. */
  peakMb: number;
  startMb: number;
  entered: number;
}

const loadRoster = async (kit: Kit, id: string): Promise<Roster> =>
  (await query<Roster>(kit.db.reader, 'SELECT * FROM roster WHERE id = ?', [id]))[0] as Roster;

export async function measure(rows: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-bench-'));
  const own = await emptyDatabase(folder, 'roster');
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: own.url, rateLimit: 0, logLevel: 'error' };
  const { app, kit } = await buildApp({ config, db: own.db });
  const seconds: Figures['seconds'] = { seal: 0, read: 0, check: 0, enter: 0, bare: 0, load: 0 };
  const timed = async <T>(stage: keyof typeof seconds, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const done = await work();
    seconds[stage] = (performance.now() - start) / 1000;
    return done;
  };
  const startMb = Math.round(process.memoryUsage().rss / 1e6);
  const id = await timed('seal', () => plantRoster(kit, union, rows));
  await timed('read', () => workRosters(kit));
  const read = await loadRoster(kit, id);
  if (columnsOf(read).some(({ field }) => field === null)) throw new Error('the columns were not found');
  await kit.db.tx((db) => update(db, RosterTable, { id }, { state: 'checking' }));
  await timed('check', () => workRosters(kit));
  await confirmRoster(kit, union, id);
  await timed('enter', () => workRosters(kit));
  const { state, entered } = await loadRoster(kit, id);
  if (state !== 'done') throw new Error(`the roster is ${state}`);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1000);
  const bare = await writeBare(own, folder);
  await app.close();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
  return { rows, seconds: { ...seconds, ...bare }, peakMb, startMb, entered };
}
