// `npm run dev`: rebuilds on every change and restarts the server. One port, the server's: Taro's own watch mode for H5 and
// Vite's dev server would each open another, so phone and console are built into the folders that the server serves.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildAll, makeConsole, makeTaro, serverBundle, unstamp } from './build.mjs';
import { install } from './install.mjs';
import { failWith, lastLines, onEnd, ROOT, took } from './run.mjs';

const SETTLE_MS = 150;
const GRACE_MS = 8000;

let server;
let stopping = false;

const say = (text) => console.log(`[${new Date().toTimeString().slice(0, 8)}] ${text}`);

function startServer() {
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'server/dist/main.cjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'development' },
  });
  child.on('exit', (code) => {
    if (server === child) server = undefined;
    if (code && !stopping) say(`服务端退出了（${code}），改好以后会自动重启。`);
  });
  server = child;
}

/** The port must be free before the next one takes it. */
function stopServer() {
  const child = server;
  if (!child) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Runs the work after changes have settled, never twice at once, and once more when something changed meanwhile. */
function settled(work) {
  let timer;
  let busy = false;
  let again = false;
  const go = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      await work();
    } while (again && !stopping);
    busy = false;
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(go, SETTLE_MS);
  };
}

function watch(folders, act) {
  const trigger = settled(act);
  for (const folder of folders) {
    const at = path.join(ROOT, folder);
    if (!fs.existsSync(at)) continue;
    fs.watch(at, { recursive: true }, (_event, name) => {
      if (name && /(^|\/)(node_modules|dist|\.)|\.test\.tsx?$|~$/.test(name)) return;
      trigger();
    });
  }
}

const rebuild = (target, name, make) => async () => {
  unstamp(target);
  const { ok, output, seconds } = await make();
  if (stopping) return;
  say(ok ? `${name}已更新  ${took(seconds)}` : `${name}没有构建成功：\n${lastLines(output)}`);
};

async function main() {
  await install();
  await buildAll(['h5', 'console']);
  const { context, formatMessages } = await import('esbuild');
  const restart = {
    name: 'restart',
    setup(build) {
      build.onEnd(async ({ errors }) => {
        if (errors.length) return say((await formatMessages(errors, { kind: 'error' })).join('\n'));
        await stopServer();
        if (!stopping) startServer();
      });
    },
  };
  unstamp('server');
  const bundle = await context({ ...serverBundle(), plugins: [restart] });
  const end = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await stopServer();
    await bundle.dispose();
    process.exit(0);
  };
  onEnd(end);
  await bundle.watch();
  watch(
    ['miniapp/src', 'miniapp/config', 'shared'],
    rebuild('h5', '手机端 H5 ', () => makeTaro('h5', 'development')),
  );
  watch(['console/src', 'shared'], rebuild('console', '管理台', makeConsole));
  say('改动会自动构建；Ctrl-C 结束。');
}

main().catch(failWith);
