// Installs what is missing. Runs before anything is installed: Node built-ins only.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { lastLines, ROOT, run, Stop, step } from './run.mjs';
import { inTurn } from './turn.mjs';

const LOCK = path.join(ROOT, 'package-lock.json');
const MODULES = path.join(ROOT, 'node_modules');
const STAMP = path.join(MODULES, '.niangjia-install');
const DEADLINE_MS = 600_000;

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const sum = (text) => createHash('sha256').update(text).digest('hex');

/** Somebody ran npm themselves: npm's own note of what it put there tells whether that was this lock file. */
function installedByHand(lock) {
  const note = read(path.join(MODULES, '.package-lock.json'));
  if (!note || !lock) return false;
  const there = JSON.parse(note).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([at, { version, link, extraneous, optional, devOptional, peer }]) =>
      !at.includes('node_modules/') ||
      link ||
      extraneous ||
      there[at]?.version === version ||
      ((optional || devOptional || peer) && !there[at]),
  );
}

function upToDate() {
  if (!fs.existsSync(MODULES)) return false;
  const lock = read(LOCK);
  const now = lock ? sum(lock) : 'no lock file';
  if (read(STAMP) === now) return true;
  if (!installedByHand(lock)) return false;
  fs.writeFileSync(STAMP, now);
  return true;
}

/** npm beside the running Node, the one that called us if it did. */
function npm() {
  const called = process.env.npm_execpath;
  return called && /npm-cli\.js$/.test(called) ? [process.execPath, called] : ['npm'];
}

function atLeast(version, [major, minor]) {
  const [a, b] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}

/** Stops when Node is too old, installs when something is missing, does nothing otherwise (a few milliseconds). */
export async function install(label = '安装依赖') {
  if (!atLeast(process.versions.node, [20, 19])) {
    throw new Stop(`这里的 Node 是 ${process.versions.node}，需要 20.19 或更新。`, {
      todo: '从 nodejs.org 或系统的软件源安装 Node 20，然后再试一次。',
    });
  }
  if (upToDate()) return false;
  return inTurn(async () => {
    if (upToDate()) return false;
    const lock = read(LOCK);
    const total = lock ? Object.keys(JSON.parse(lock).packages).length : 0;
    const line = step(label);
    let fetched = 0;
    const [file, ...first] = npm();
    const args = [...first, lock ? 'ci' : 'install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=http'];
    const result = await run(file, args, {
      deadlineMs: DEADLINE_MS,
      onText: (text) => {
        fetched += text.split('http fetch GET 200').length - 1;
        line.note(total ? `已取得 ${Math.min(fetched, total)}/${total} 个包` : `已取得 ${fetched} 个包`);
      },
    });
    if (!result.ok) {
      line.failed();
      const output = lastLines(result.output)
        .split('\n')
        .filter((text) => !/http (fetch|cache)/.test(text));
      throw new Stop('依赖没有装好。', {
        output: output.join('\n'),
        todo: '检查网络和 npm 的源（npm config get registry），然后再试一次；磁盘至少要有 1.5 GB 空间。',
      });
    }
    const after = read(LOCK);
    fs.writeFileSync(STAMP, after ? sum(after) : 'no lock file');
    line.done();
    return true;
  });
}
