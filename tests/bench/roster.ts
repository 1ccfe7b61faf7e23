/**
 * `npm run bench:roster`: a roster from its bytes to members, stage by stage, beside the same final rows written into
 * the same empty tables by nothing but multi-row inserts (on MariaDB also by LOAD DATA). Each size runs in a process
 * of its own, so that its peak of memory is its own. `npm run bench:roster -- 50000` runs one size.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { type Figures, measure } from './roster-run';

const SIZES = [50_000, 500_000];
/** Aims: entering costs at most three times the bare writing, and memory does not grow with the file. */
const AIM = { rosterToBare: 3, memory: 1.3 };

const round = (value: number): number => Math.round(value * 100) / 100;

function child(rows: number): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const file = process.argv[1] ?? '';
    const run = spawn(process.execPath, [file, 'one', String(rows)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    run.stdout.on('data', (chunk) => (text += chunk));
    run.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${rows} rows ended with ${code}`)),
    );
  });
}

async function main(): Promise<void> {
  const [, , first, rows] = process.argv;
  if (first === 'one') {
    process.stdout.write(JSON.stringify(await measure(Number(rows))));
    process.exit(0);
  }
  const sizes = first ? [Number(first)] : SIZES;
  const database = process.env.TEST_DATABASE_URL ? 'mysql' : 'sqlite';
  process.stdout.write(`\n${database}, ${cpus().length} 核，每种行数各用一个进程\n`);
  const figures: Figures[] = [];
  for (const size of sizes) {
    const one = await child(size);
    figures.push(one);
    const { seal, read, check, enter, bare, load } = one.seconds;
    process.stdout.write(
      `${size} 行：上传加密 ${round(seal)} s，读取 ${round(read)} s，检查 ${round(check)} s，入册 ${round(enter)} s，` +
        `裸写 ${round(bare)} s${load > 0 ? `，LOAD DATA ${round(load)} s` : ''}，内存峰值 ${one.peakMb} MB（开始 ${one.startMb} MB）\n`,
    );
  }
  const last = figures.at(-1) as Figures;
  const whole = ({ seconds: { seal, read, check, enter } }: Figures): number => seal + read + check + enter;
  const ratios = {
    enterToBare: round(last.seconds.enter / last.seconds.bare),
    rosterToBare: round((last.seconds.check + last.seconds.enter) / last.seconds.bare),
    wholeToBare: round(whole(last) / last.seconds.bare),
    ...(last.seconds.load > 0 && {
      rosterToLoad: round((last.seconds.check + last.seconds.enter) / last.seconds.load),
    }),
    memory: round(last.peakMb / (figures[0]?.peakMb ?? 1)),
  };
  const checks = {
    rosterToBare: ratios.rosterToBare <= AIM.rosterToBare,
    memory: ratios.memory < AIM.memory,
    entered: figures.every((one) => one.entered === one.rows),
  };
  process.stdout.write(`${JSON.stringify({ bench: 'roster', database, figures, ratios, checks })}\n`);
  process.exit(Object.values(checks).every(Boolean) ? 0 : 1);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
