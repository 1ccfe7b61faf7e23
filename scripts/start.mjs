// `npm start`: install what is missing, build what is stale, run the server. Later runs go straight to the server.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildAll } from './build.mjs';
import { install } from './install.mjs';
import { codeOf, failWith, onEnd, ROOT } from './run.mjs';

const SERVED = ['server', 'h5', 'console'];
const GRACE_MS = 20_000;

let server;
let asked = 0;

// Ctrl-C reaches the server by itself, it stands in the same group of the terminal; a plain kill does not.
function onSignal(signal) {
  if (!server) process.exit(codeOf(signal));
  asked += 1;
  if (asked > 1) return server.kill('SIGKILL');
  if (!(signal === 'SIGINT' && process.stdin.isTTY)) server.kill(signal);
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
}

onEnd(onSignal);

function serve() {
  server = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'server/dist/main.cjs')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  server.on('error', failWith);
  server.on('exit', (code, signal) => {
    process.exit(code ?? codeOf(signal));
  });
}

try {
  const installed = await install('[1/3] 安装依赖（第一次需要一两分钟）');
  const built = await buildAll(SERVED, { label: '[2/3] 构建' });
  if (installed || built) console.log('[3/3] 启动服务');
  serve();
} catch (error) {
  failWith(error);
}
