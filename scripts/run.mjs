// Runs tools: every one has a deadline, dies with us, and leaves its last lines behind when it fails.
// Plain Node without dependencies, because it works before anything is installed.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What is shown to people and stops the command: a sentence, what to do, and the tool's last lines. */
export class Stop extends Error {
  constructor(sentence, { todo = '', output = '' } = {}) {
    super(sentence);
    this.todo = todo;
    this.output = output;
  }
}

const closing = new Set();
let closed = false;

/** Registers work for the end of this process, however it comes: normal, failure or signal. Must be synchronous. */
export function atEnd(work) {
  closing.add(work);
  return () => closing.delete(work);
}

function closeAll() {
  if (closed) return;
  closed = true;
  for (const work of closing) {
    try {
      work();
    } catch {
      // The next one must be closed too.
    }
  }
}

process.on('exit', closeAll);

/**
 * Calls `act(signal)` when this process should end. Under npm that is also when npm is gone: a signal to npm ends npm and
 * the shell between, and nothing tells us.
 */
export function onEnd(act) {
  let told = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      told = true;
      act(signal);
    });
  }
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    if (!told) act('SIGTERM');
  }, 500);
  timer.unref();
}

/** The exit code that a shell gives to a signal. */
export const codeOf = (signal) => 128 + (os.constants.signals[signal] ?? 15);

/** Ends this process when it is told to, after the registered work. */
export function endOnSignals() {
  onEnd((signal) => {
    closeAll();
    process.exit(codeOf(signal));
  });
}

/** Kills a process together with its children; it must have been started with `detached`. */
export function killGroup(child, signal = 'SIGKILL') {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

const KEPT = 4_000_000;

/**
 * Runs a program to its end. Never throws for a failing program: look at `ok`.
 * @param {{cwd?: string, env?: object, deadlineMs?: number, show?: boolean, onText?: (text: string) => void, onStart?: (child: any) => void}} [more]
 * @returns {Promise<{ok: boolean, code: number | null, late: boolean, output: string, seconds: number}>}
 */
export function run(file, args, { cwd = ROOT, env, deadlineMs = 300_000, show = false, onText, onStart } = {}) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const forget = atEnd(() => killGroup(child));
    let output = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child);
    }, deadlineMs);
    const take = (chunk) => {
      const text = chunk.toString();
      output += text;
      if (output.length > KEPT) output = output.slice(-KEPT / 2);
      if (show) process.stdout.write(text);
      onText?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    let settled = false;
    const done = (code, why = '') => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      forget();
      const seconds = (Date.now() - began) / 1000;
      if (late) output += `\n超过 ${Math.round(deadlineMs / 1000)} 秒没有结束，已停止。`;
      resolve({ ok: code === 0 && !late, code, late, output: output + why, seconds });
    };
    child.on('error', (error) => done(null, `${file}: ${error.message}`));
    // A grandchild may keep the pipes open: what matters is that the program itself has ended.
    child.on('exit', (code, signal) => setTimeout(() => done(code, signal ? `\n${signal}` : ''), 200).unref());
    child.on('close', (code) => done(code));
    onStart?.(child);
  });
}

/** The program of an installed package, found from a workspace as that workspace would find it. */
export function tool(workspace, pkg, bin) {
  const require = createRequire(path.join(ROOT, workspace, 'package.json'));
  for (const base of require.resolve.paths(pkg) ?? []) {
    const file = path.join(base, pkg, bin);
    try {
      return require.resolve(file);
    } catch {
      // Not in this node_modules folder: look in the next one up.
    }
  }
  throw new Stop(`没有找到 ${pkg}。`, { todo: '运行 npm install，然后再试一次。' });
}

/** The last lines of a tool's output, without colours and empty lines. */
export function lastLines(output, count = 40) {
  const plain = output.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r(?!\n)/g, '\n');
  const lines = plain.split('\n').filter((line) => line.trim());
  return lines.slice(-count).join('\n');
}

/** `12 秒`, `1 分 5 秒`, `0.4 秒`. */
export function took(seconds) {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} 秒`;
  if (seconds < 60) return `${Math.round(seconds)} 秒`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
}

/**
 * One progress line: `[1/4] 安装依赖 …  12 秒`. While it lasts a terminal shows the seconds, a log gets a note now and then.
 */
export function step(label) {
  const began = Date.now();
  const tty = process.stdout.isTTY;
  const head = `${label} …`;
  let note = '';
  let noted = '';
  process.stdout.write(head);
  const timer = setInterval(
    () => {
      const text = `${note ? ` ${note}` : ''}  ${took(Math.round((Date.now() - began) / 1000))}`;
      if (tty) process.stdout.write(`\r\x1b[2K${head}${text}`);
      else if (note !== noted) process.stdout.write(` ${note} …`);
      noted = note;
    },
    tty ? 1000 : 15_000,
  );
  timer.unref();
  const end = (word) => {
    clearInterval(timer);
    const time = took((Date.now() - began) / 1000);
    process.stdout.write(tty ? `\r\x1b[2K${head}  ${word}${time}\n` : `  ${word}${time}\n`);
  };
  return { note: (text) => (note = text), done: (word = '') => end(word), failed: () => end('没有成功，') };
}

/** Prints a Stop (or a bug of these scripts) and ends with code 1. */
export function failWith(error) {
  process.exitCode = 1;
  if (!(error instanceof Stop)) {
    console.error(error);
    return;
  }
  if (error.output) console.error(`\n${lastLines(error.output)}`);
  console.error(`\n${error.message}${error.todo ? `\n${error.todo}` : ''}`);
}
