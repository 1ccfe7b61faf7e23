// Builds what is stale: `npm run build`, `npm run build -- h5 server`, `npm run build -- --force`.
// A target's stamp is a hash over the paths and contents of everything that it is made from.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endOnSignals, failWith, lastLines, ROOT, run, Stop, step, took, tool } from './run.mjs';
import { inTurn } from './turn.mjs';

const SHARED = ['shared', 'tsconfig.base.json', 'package.json', 'package-lock.json'];
const LEFT_OUT = new Set(['node_modules', 'dist', 'data', '.cache', '.swc', 'coverage']);

/** Environment that a build writes into its output. */
const BUILD_ENV = /^(TARO_APP_|VITE_|API_BASE$)/;

/** What each target is called, made from, and leaves behind. */
export const targets = {
  server: { name: '服务端', from: 'server', out: 'server/dist', proof: 'main.cjs', make: makeServer },
  h5: { name: '手机端 H5', from: 'miniapp', out: 'miniapp/dist/h5', proof: 'index.html', make: () => makeTaro('h5') },
  weapp: {
    name: '微信小程序',
    from: 'miniapp',
    out: 'miniapp/dist/weapp',
    proof: 'app.json',
    make: () => makeTaro('weapp'),
  },
  console: { name: '管理台', from: 'console', out: 'console/dist', proof: 'index.html', make: makeConsole },
};

function* filesUnder(at) {
  const full = path.join(ROOT, at);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    if (!/\.test\.tsx?$/.test(at)) yield at;
    return;
  }
  for (const name of fs.readdirSync(full).sort()) {
    if (!LEFT_OUT.has(name)) yield* filesUnder(path.join(at, name));
  }
}

function hashOf(target) {
  const hash = createHash('sha256').update(target);
  for (const at of [targets[target].from, ...SHARED, 'scripts/build.mjs'].flatMap((from) => [...filesUnder(from)])) {
    const bytes = fs.readFileSync(path.join(ROOT, at));
    hash.update(`\n${at} ${bytes.length}\n`).update(bytes);
  }
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (BUILD_ENV.test(name)) hash.update(`\n${name}=${value}`);
  }
  return hash.digest('hex');
}

// Beside the output, not inside: the folder is emptied by the tools, served to browsers and sent to WeChat.
const stampFile = (target) => path.join(ROOT, targets[target].from, 'dist', `.${target}.stamp`);

/** What stands in the target's folder is no longer the build of its sources. */
export const unstamp = (target) => fs.rmSync(stampFile(target), { force: true });

function fresh(target, hash) {
  const { out, proof } = targets[target];
  if (!fs.existsSync(path.join(ROOT, out, proof))) return false;
  try {
    return fs.readFileSync(stampFile(target), 'utf8') === hash;
  } catch {
    return false;
  }
}

/** Options of the server's bundle: our own packages inside, everything of node_modules outside. */
export function serverBundle() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'server/package.json'), 'utf8'));
  const cli = path.join(ROOT, 'server/src/cli');
  const commands = fs.existsSync(cli) ? fs.readdirSync(cli).filter((name) => /(?<!\.test)\.ts$/.test(name)) : [];
  const entries = [
    ['main', 'server/src/main.ts'],
    ...commands.map((name) => [name.slice(0, -3), `server/src/cli/${name}`]),
  ];
  return {
    absWorkingDir: ROOT,
    entryPoints: entries.map(([out, at]) => ({ out, in: at })),
    outdir: 'server/dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@niangjia/')),
    logLevel: 'silent',
  };
}

async function makeServer() {
  const { build, formatMessages, stop } = await import('esbuild');
  try {
    await build(serverBundle());
    return { ok: true, output: '' };
  } catch (error) {
    if (!error.errors) return { ok: false, output: String(error.stack) };
    return { ok: false, output: (await formatMessages(error.errors, { kind: 'error' })).join('\n') };
  } finally {
    // Its service would stay beside the server.
    stop();
  }
}

// Taro draws its progress line by line and tells how Webpack looked for a file in fifty lines: what matters stands between.
const TARO_NOISE =
  /^[●◯] Webpack|即将开始启动编译|^\s+(using description|no extension|as directory|root path|resolve |looking for|Parsed request|Field '|\.\w+$|.*(doesn't exist|is not a directory)$)/;

function taroErrors(output) {
  const plain = lastLines(output, 100_000);
  const from = Math.max(0, plain.indexOf('✖ Errors'));
  return plain
    .slice(from)
    .split('\n')
    .filter((line) => !TARO_NOISE.test(line))
    .join('\n');
}

/** One Taro build of the phone, as a production build unless told otherwise. */
export async function makeTaro(type, mode = 'production') {
  const result = await run(process.execPath, [tool('miniapp', '@tarojs/cli', 'bin/taro'), 'build', '--type', type], {
    cwd: path.join(ROOT, 'miniapp'),
    env: { NODE_ENV: mode, TARO_ENV: type, BROWSERSLIST_IGNORE_OLD_DATA: '1' },
    deadlineMs: 300_000,
  });
  return { ...result, output: taroErrors(result.output) };
}

/** One Vite build of the console. */
export function makeConsole() {
  return run(process.execPath, [tool('console', 'vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: path.join(ROOT, 'console'),
    env: { NODE_ENV: 'production' },
    deadlineMs: 180_000,
  });
}

/** Builds one target if it is stale. `{ built, seconds }`, or a Stop with the tool's last lines. */
export async function build(target, { force = false } = {}) {
  const { name, from, out, proof, make } = targets[target];
  if (!force && fresh(target, hashOf(target))) return { built: false, seconds: 0 };
  const began = Date.now();
  const hash = hashOf(target);
  unstamp(target);
  fs.rmSync(path.join(ROOT, out, proof), { force: true });
  const { ok, output } = await make();
  // Taro ends with 0 after some failures: the proof is the file.
  if (!ok || !fs.existsSync(path.join(ROOT, out, proof))) {
    throw new Stop(`${name}没有构建成功。`, { output, todo: `按上面的提示改 ${from}/ 或 shared/，然后再试一次。` });
  }
  fs.mkdirSync(path.dirname(stampFile(target)), { recursive: true });
  fs.writeFileSync(stampFile(target), hash);
  return { built: true, seconds: (Date.now() - began) / 1000 };
}

/** Which of these targets would be built now. */
export const stale = (names) => names.filter((target) => !fresh(target, hashOf(target)));

/**
 * Builds what is stale of these targets. The two builds of the phone share a cache folder and follow one another;
 * the others run beside them on the second core.
 * @returns {Promise<number>} how many were built
 */
export async function buildAll(names, { force = false, label = '构建' } = {}) {
  if (!force && !stale(names).length) return 0;
  return inTurn(async () => {
    const wanted = force ? names : stale(names);
    if (!wanted.length) return 0;
    const line = step(`${label}${wanted.map((target) => targets[target].name).join('、')}`);
    const times = [];
    const lane = async (list) => {
      for (const target of list) {
        const { seconds } = await build(target, { force: true });
        times.push(`${targets[target].name} ${took(seconds)}`);
        line.note(`已完成 ${times.join('、')}`);
      }
    };
    const phone = wanted.filter((target) => targets[target].from === 'miniapp');
    const others = wanted.filter((target) => targets[target].from !== 'miniapp');
    const ends = await Promise.allSettled([lane(phone), lane(others)]);
    const bad = ends.find((end) => end.status === 'rejected');
    if (bad) {
      line.failed();
      throw bad.reason;
    }
    line.done(times.length > 1 ? `${times.join('、')}，共 ` : '');
    return wanted.length;
  });
}

/** The check of the built mini-program: syntax, tab bar, package size. */
export function checkWeapp() {
  const file = path.join(ROOT, 'scripts/check-weapp.mjs');
  if (!fs.existsSync(file)) return undefined;
  return run(process.execPath, [file], { deadlineMs: 120_000 });
}

async function main(args) {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const unknown = names.find((name) => !targets[name]);
  if (unknown) throw new Stop(`没有叫 ${unknown} 的构建目标。`, { todo: `可选：${Object.keys(targets).join('、')}。` });
  const wanted = names.length ? names : Object.keys(targets);
  const { install } = await import('./install.mjs');
  await install();
  const built = await buildAll(wanted, { force: args.includes('--force') });
  if (!built) console.log('没有变化，不用重新构建。');
  if (!wanted.includes('weapp')) return;
  const line = step('检查小程序的构建结果');
  const result = await checkWeapp();
  if (!result) return line.done('还没有 scripts/check-weapp.mjs，没有检查，');
  if (!result.ok) {
    line.failed();
    throw new Stop('小程序的构建结果不合格。', {
      output: result.output,
      todo: '按上面的提示改 miniapp/，然后再试一次。',
    });
  }
  line.done();
  process.stdout.write(result.output);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  endOnSignals();
  main(process.argv.slice(2)).catch(failWith);
}
