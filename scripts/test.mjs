// `npm test`: everything, ends with `N passed, N failed`. `npm test -- unit api membership -t twice` runs a part.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, checkWeapp, stale, targets } from './build.mjs';
import { check, checks, told } from './check.mjs';
import { install } from './install.mjs';
import { endOnSignals, killGroup, lastLines, ROOT, run, Stop, took, tool } from './run.mjs';
import { inTurn } from './turn.mjs';

const parts = createRequire(import.meta.url)('./parts.cjs');
const STATES = path.join(ROOT, 'node_modules/.cache/niangjia');
const JEST_MS = 900_000;
// Longer than any one test or hook may take; ended tests count as signs of life.
const STILL_MS = 240_000;
const GRACE_MS = 20_000;

/** What can be asked for by name, in the order of running. `needs`: the builds that its tests open. */
const RUNS = [
  { ask: 'unit', part: 'unit', title: '单元测试' },
  { ask: 'api:sqlite', part: 'api', title: '接口，SQLite', env: { TEST_DB: 'sqlite' } },
  { ask: 'api:mysql', part: 'api', title: '接口，MySQL/MariaDB', env: { TEST_DB: 'mysql' } },
  { ask: 'weapp', part: 'weapp', title: '小程序，构建结果上', env: { TEST_DB: 'sqlite' }, needs: ['weapp'] },
  { ask: 'browser', part: 'browser', title: '浏览器', env: { TEST_DB: 'sqlite' }, needs: ['h5', 'console'] },
];
const WORDS = ['check', 'build', 'unit', 'api', 'api:sqlite', 'api:mysql', 'weapp', 'browser'];

const total = { passed: 0, failed: 0 };
const count = (ok) => {
  total[ok ? 'passed' : 'failed'] += 1;
};

function tellStop(error) {
  if (!(error instanceof Stop)) return console.log(error);
  if (error.output) console.log(lastLines(error.output, 200));
  console.log(`  ${error.message}${error.todo ? `\n  ${error.todo}` : ''}`);
}

function testFiles() {
  const found = [];
  const walk = (at) => {
    for (const one of fs.readdirSync(path.join(ROOT, at), { withFileTypes: true })) {
      if (['node_modules', 'dist', 'data', '.cache', '.git'].includes(one.name)) continue;
      const inside = path.posix.join(at, one.name);
      if (one.isDirectory()) walk(inside);
      else if (/\.test\.[cm]?[jt]sx?$/.test(one.name)) found.push(inside);
    }
  };
  walk('');
  return found;
}

const DATABASE = /\bTEST_DB\b|\bTEST_DATABASE_URL\b/;

/** Whether a test file, or a file of the tests that it imports, asks which database it runs on. */
function asksForDatabase(file, seen = new Set()) {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  if (DATABASE.test(text)) return true;
  const near = [...text.matchAll(/(?:from|import|require)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)]
    .map(([, to]) => `${path.posix.join(path.posix.dirname(file), to)}.ts`)
    .filter((to) => to.startsWith('tests/') && fs.existsSync(path.join(ROOT, to)));
  return near.some((to) => asksForDatabase(to, seen));
}

function parse(args) {
  const asked = new Set();
  const patterns = [];
  const jest = [];
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '-t') jest.push('-t', waiting.shift() ?? '');
    else if (arg.startsWith('-'))
      throw new Stop(`不认识 ${arg}。`, { todo: `可以写：${WORDS.join('、')}、文件名的一部分、-t 测试名。` });
    else if (WORDS.includes(arg)) asked.add(arg);
    else patterns.push(arg);
  }
  const everything = !asked.size && !patterns.length && !jest.length;
  const files = testFiles();
  const mine = (part) => files.filter((file) => new RegExp(parts[part].files).test(file));
  const matched = (part) => mine(part).filter((file) => !patterns.length || patterns.some((one) => file.includes(one)));
  const named = RUNS.filter(({ ask }) => asked.has(ask) || asked.has(ask.split(':')[0]));
  const pool = named.length ? named : RUNS;
  const runs = everything
    ? RUNS
    : patterns.length || jest.length
      ? pool.filter(({ part }) => matched(part).length)
      : named;
  const orphans = files.filter((file) => !Object.keys(parts).some((part) => new RegExp(parts[part].files).test(file)));
  const needed = new Set(runs.flatMap(({ needs = [] }) => needs));
  const planned = runs
    .map((one) => {
      const all = matched(one.part);
      // The others would show the same again: they never read which database it is, or never get as far.
      const again = (file) => asksForDatabase(file) && !new RegExp(parts.api.once).test(file);
      const chosen = one.ask === 'api:mysql' ? all.filter(again) : all;
      const whole = chosen.length === mine(one.part).length;
      return { ...one, files: whole ? [] : chosen, count: chosen.length, same: all.length - chosen.length };
    })
    // One of those by name: the step before has run it.
    .filter((one) => one.count || !one.same);
  return {
    runs: planned,
    nothing: !everything && !planned.length && !asked.has('check') && !asked.has('build'),
    checking: everything || asked.has('check'),
    building:
      everything || asked.has('build') ? Object.keys(targets) : Object.keys(targets).filter((name) => needed.has(name)),
    checkingWeapp: everything || asked.has('build'),
    orphans: everything ? orphans : [],
    jest,
  };
}

/** Checks and builds on two lanes, one for each core: the phone's builds are the longest. Returns what was not built. */
async function checkAndBuild({ checking, building, checkingWeapp }) {
  const broken = new Set();
  const buildOne = async (target) => {
    const { name } = targets[target];
    try {
      const { built, seconds } = await build(target);
      console.log(`  ✓ 构建${name}  ${built ? took(seconds) : '没有变化'}`);
      count(true);
    } catch (error) {
      console.log(`  ✗ 构建${name}`);
      tellStop(error);
      broken.add(target);
      count(false);
    }
  };
  const lookAtWeapp = async () => {
    const result = await checkWeapp();
    if (!result) return;
    console.log(`  ${result.ok ? '✓' : '✗'} 检查小程序的构建结果  ${took(result.seconds)}`);
    console.log(lastLines(result.output, result.ok ? 5 : 200).replace(/^/gm, '    '));
    count(result.ok);
  };
  const phone = building.filter((target) => targets[target].from === 'miniapp');
  const others = building.filter((target) => targets[target].from !== 'miniapp');
  const laneA = async () => {
    for (const target of phone) await buildOne(target);
    if (checkingWeapp && !broken.has('weapp')) await lookAtWeapp();
  };
  const laneB = async () => {
    for (const one of checking ? checks : []) {
      const end = await check(one);
      console.log(told(end));
      count(end.ok);
    }
    for (const target of others) await buildOne(target);
  };
  const both = () => Promise.all([laneA(), laneB()]);
  await (stale(building).length ? inTurn(both) : both());
  return broken;
}

/** Where a Jest run stands (jest-reporter.mjs), and since when. */
function readState(file) {
  try {
    return { ...JSON.parse(fs.readFileSync(file, 'utf8')), at: fs.statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/** Stops a Jest run that stands still: a test in an endless loop, or a process that does not end after its tests. */
function watchOver(child, file) {
  const began = Date.now();
  const timer = setInterval(() => {
    const state = readState(file);
    const still = Date.now() - (state?.at ?? began);
    if (still > (state?.done ? GRACE_MS : STILL_MS)) killGroup(child);
  }, 500);
  return () => clearInterval(timer);
}

/** One Jest run. Its process must also end by itself: an open handle is a failure, not a hang. */
async function jest({ ask, part, env, files, count: there }, args) {
  if (!there) {
    console.log('  ✗ 这一部分一个测试文件也没有');
    return { passed: 0, failed: 1 };
  }
  const file = path.join(STATES, `${ask.replace(':', '-')}-${process.pid}.json`);
  fs.mkdirSync(STATES, { recursive: true });
  fs.rmSync(file, { force: true });
  let rest = () => {};
  const result = await run(
    process.execPath,
    [
      tool('tests', 'jest', 'bin/jest.js'),
      '--config=tests/jest.config.cjs',
      `--reporters=${path.join(ROOT, 'scripts/jest-reporter.mjs')}`,
      ...(process.env.CI ? ['--ci'] : []),
      ...args,
      ...(files.length ? ['--runTestsByPath', ...files] : []),
    ],
    {
      env: {
        ...env,
        PART: part,
        TEST_STATE: file,
        // Not news in every run.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: '0' }),
      },
      deadlineMs: JEST_MS,
      show: true,
      onStart: (child) => {
        rest = watchOver(child, file);
      },
    },
  );
  rest();
  const state = readState(file);
  fs.rmSync(file, { force: true });
  if (!state?.done) {
    const why = result.code === null ? '停在半路，已停止' : `退出码 ${result.code}`;
    const unfinished = Object.entries(state?.running ?? {}).map(([at, name]) => `${at}${name ? `（${name}）` : ''}`);
    console.log(
      `  ✗ Jest 没有走完：${why}。${unfinished.length ? `没有走完的：\n    ${unfinished.join('\n    ')}` : ''}`,
    );
    return { passed: state?.passed ?? 0, failed: (state?.failed ?? 0) + Math.max(1, unfinished.length) };
  }
  const { passed, failed, never } = state;
  if (never && !args.includes('-t')) console.log(`  有 ${never} 个测试标了不运行`);
  const open = result.code === null;
  if (open) console.log('  ✗ 测试结束后进程没有自己退出：有没关闭的连接、服务或定时器');
  // Jest may also fail as a whole, in its global set-up for one.
  const whole = open || (!result.ok && !failed) ? 1 : 0;
  return { passed, failed: failed + whole };
}

async function runPart(one, args, broken) {
  const began = Date.now();
  const missing = (one.needs ?? []).filter((target) => broken.has(target));
  let ended = { passed: 0, failed: 1 };
  let database;
  try {
    if (missing.length) {
      throw new Stop(`没有运行：${missing.map((target) => targets[target].name).join('、')}没有构建成功。`);
    }
    const env = { ...one.env };
    if (one.ask === 'api:mysql') {
      const { openMariadb } = await import('./mariadb.mjs');
      database = await openMariadb();
      console.log(`  ${database.what}`);
      if (one.same) console.log(`  ${one.same} 个文件换了数据库也一样，只在上一步运行`);
      env.TEST_DATABASE_URL = database.url;
    }
    if (one.part === 'browser') {
      const { chromium } = await import('./system.mjs');
      env.CHROMIUM_PATH = chromium();
    }
    ended = await jest({ ...one, env }, args);
  } catch (error) {
    tellStop(error);
  } finally {
    database?.stop();
  }
  total.passed += ended.passed;
  total.failed += ended.failed;
  const words = ended.failed ? `${ended.passed} 通过，${ended.failed} 失败` : `${ended.passed} 通过`;
  console.log(`  ${one.title}：${words}，${took((Date.now() - began) / 1000)}`);
}

async function main(args) {
  const began = Date.now();
  await install('安装依赖（第一次需要一两分钟）');
  const plan = parse(args);
  const { systemPrograms } = await import('./system.mjs');
  await systemPrograms({
    api: plan.runs.some(({ part }) => part === 'api'),
    database: plan.runs.some(({ ask }) => ask === 'api:mysql') && !process.env.TEST_DATABASE_URL,
    browser: plan.runs.some(({ part }) => part === 'browser'),
  });
  if (plan.nothing)
    throw new Stop(`没有测试文件的名字里有 ${args.join(' ')}。`, {
      todo: `可以写：${WORDS.join('、')}、文件名的一部分、-t 测试名。`,
    });
  if (plan.orphans.length) {
    console.log(
      `  ✗ 这些测试文件不属于任何一部分，没有人运行（scripts/parts.cjs）：\n    ${plan.orphans.join('\n    ')}`,
    );
    count(false);
  }
  const first = plan.checking || plan.building.length;
  const steps = plan.runs.length + (first ? 1 : 0);
  let broken = new Set();
  if (first) {
    const start = Date.now();
    console.log(
      `[1/${steps}] ${[plan.checking && '检查', plan.building.length && '构建'].filter(Boolean).join('与')} …`,
    );
    broken = await checkAndBuild(plan);
    console.log(`  共 ${took((Date.now() - start) / 1000)}`);
  }
  for (const [at, one] of plan.runs.entries()) {
    console.log(`[${at + 1 + (first ? 1 : 0)}/${steps}] ${one.title} …`);
    await runPart(one, plan.jest, broken);
  }
  if (!total.passed && !total.failed) throw new Stop('一个测试也没有运行。', { todo: '看看 -t 后面的名字。' });
  console.log(`全部用时 ${took((Date.now() - began) / 1000)}`);
}

endOnSignals();
try {
  await main(process.argv.slice(2));
} catch (error) {
  tellStop(error);
  total.failed += 1;
}
if (total.failed) process.exitCode = 1;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
