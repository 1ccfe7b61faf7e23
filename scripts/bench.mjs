// `npm run bench`, `npm run bench -- <name>`: bundles tests/bench/<name>.ts and runs it as plain Node, as the server runs.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { install } from './install.mjs';
import { openMariadb } from './mariadb.mjs';
import { failWith, onEnd, ROOT, Stop, step } from './run.mjs';

const DEADLINE_MS = 900_000;

/** Everything of node_modules stays outside, our own packages go inside. */
const outside = {
  name: 'outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name.startsWith('@niangjia/') ? undefined : { path: name, external: true },
    );
  },
};

async function bundle(name) {
  const folder = path.join(ROOT, 'tests/bench');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((one) => one.endsWith('.ts')) : [];
  if (!names.includes(`${name}.ts`)) {
    throw new Stop(`没有 tests/bench/${name}.ts。`, {
      todo: `可选：${names.map((one) => one.slice(0, -3)).join('、') || '（还没有）'}。`,
    });
  }
  const line = step(`打包 tests/bench/${name}.ts`);
  const outfile = path.join(ROOT, 'node_modules/.cache/niangjia/bench', `${name}.cjs`);
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(folder, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    plugins: [outside],
    alias: { '@niangjia/server': path.join(ROOT, 'server/src'), '@niangjia/shared': path.join(ROOT, 'shared') },
    logLevel: 'error',
  });
  line.done();
  return outfile;
}

/** A database of full size is MariaDB's: the one that DATABASE_URL names (planted once, it may be measured again), else a private one. */
async function databaseOf(name) {
  if (name !== 'scale' || process.env.DATABASE_URL) return {};
  const { url } = await openMariadb();
  return { DATABASE_URL: Object.assign(new URL(url), { pathname: '/niangjia_scale' }).href };
}

async function main([name = 'ground', ...rest]) {
  await install();
  const file = await bundle(name);
  const database = await databaseOf(name);
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...rest], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...database, NODE_ENV: process.env.NODE_ENV ?? 'production' },
  });
  const timer = setTimeout(() => {
    console.error(`超过 ${DEADLINE_MS / 60_000} 分钟没有结束，已停止。`);
    child.kill('SIGKILL');
  }, DEADLINE_MS);
  onEnd((signal) => child.kill(signal));
  child.on('error', failWith);
  child.on('exit', (code) => {
    clearTimeout(timer);
    process.exitCode = code ?? 1;
  });
}

main(process.argv.slice(2)).catch(failWith);
