/**
 * `npm run verify:audit`: walks the audit chain, read-only. Exit code 0 whole, 1 broken,
 * 2 could not look, 3 whole but without a checkpoint: a cut tail would not show.
 */
import { checkpointKey, readCheckpoints, verifyAudit } from '../core/checkpoint';
import { loadConfig } from '../core/config';
import { openDatabase } from '../core/db';

async function main(): Promise<number> {
  const config = loadConfig(process.env);
  const checkpoints = await readCheckpoints(config.checkpointFolder, checkpointKey(config.keys.index));
  const db = await openDatabase({ url: config.databaseUrl, tables: [], migrations: [] });
  const { rows, fault } = await verifyAudit(db.reader, checkpoints);
  await db.close();
  process.stdout.write(
    fault
      ? `审计链有问题：${fault}（此前 ${rows} 行完好）\n`
      : `审计链完好：${rows} 行，${checkpoints.length} 个检查点\n`,
  );
  if (fault) return 1;
  if (checkpoints.length > 0) return 0;
  process.stdout.write('没有检查点：看不出末尾是否被截断或重写。请把 CHECKPOINT_DIR 指到保存检查点的目录。\n');
  return 3;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`无法核验：${error.message}\n`);
    process.exit(2);
  },
);
