// One at a time: two commands in the same checkout must not install or build over one another.
import fs from 'node:fs';
import path from 'node:path';
import { atEnd, ROOT, Stop } from './run.mjs';

// Not in node_modules: npm ci begins by deleting that.
const FILE = path.join(ROOT, '.cache/turn');
const WAIT_MS = 600_000;

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

function take() {
  fs.mkdirSync(path.dirname(FILE), { recursive: true });
  try {
    fs.writeFileSync(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  let holder = 0;
  try {
    holder = Number(fs.readFileSync(FILE, 'utf8'));
    // A holder writes its number at once; an old empty file is a crash between the two.
    if (!holder && Date.now() - fs.statSync(FILE).mtimeMs < 2000) return false;
  } catch {
    return false;
  }
  if (holder && alive(holder)) return false;
  fs.rmSync(FILE, { force: true });
  return take();
}

/** Runs the work when no other command of this checkout is installing or building. */
export async function inTurn(work) {
  const until = Date.now() + WAIT_MS;
  let told = false;
  while (!take()) {
    if (Date.now() > until) {
      throw new Stop('另一个命令一直在安装或构建。', { todo: `等它结束；如果它已经不在了，删除 ${FILE} 再试一次。` });
    }
    if (!told) console.log('另一个命令正在安装或构建，等它结束 …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const give = () => fs.rmSync(FILE, { force: true });
  const forget = atEnd(give);
  try {
    return await work();
  } finally {
    forget();
    give();
  }
}
