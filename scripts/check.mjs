// `npm run check`: types of the five workspaces, lint and format, unused files, exports and dependencies.
// `npm run check -- --fix` lets Biome repair what it safely can first.
import { pathToFileURL } from 'node:url';
import { endOnSignals, failWith, lastLines, run, took, tool } from './run.mjs';

const WORKSPACES = ['shared', 'server', 'miniapp', 'console', 'tests'];
const DEADLINE_MS = 180_000;

const node = (file, args) => run(process.execPath, [file, ...args], { deadlineMs: DEADLINE_MS });

async function types() {
  const ends = [];
  const waiting = [...WORKSPACES];
  const worker = async () => {
    for (let workspace = waiting.shift(); workspace; workspace = waiting.shift()) {
      ends.push({
        workspace,
        ...(await node(tool('.', 'typescript', 'bin/tsc'), ['-p', workspace, '--pretty', 'false'])),
      });
    }
  };
  await Promise.all([worker(), worker()]);
  const bad = ends.filter((end) => !end.ok);
  return {
    ok: !bad.length,
    output: bad.map((end) => `${end.workspace}:\n${end.output || `tsc: ${end.code}`}`).join('\n'),
  };
}

const biome = (args) => node(tool('.', '@biomejs/biome', 'bin/biome'), [...args, '--colors=off']);

/** What `npm run check` does; `npm test` counts each as one. */
export const checks = [
  { name: '类型', act: types, todo: '' },
  {
    name: '写法',
    act: () => biome(['lint', '--error-on-warnings', '--max-diagnostics=100']),
    todo: '能自动改的：npm run check -- --fix',
  },
  {
    name: '格式',
    // The names of the files are enough: nobody formats by hand.
    act: () => biome(['check', '--linter-enabled=false', '--reporter=summary']),
    todo: '自动改好：npm run check -- --fix',
  },
  {
    name: '没有用到的代码',
    act: () => node(tool('.', 'knip', 'bin/knip.js'), ['--no-progress', '--no-config-hints']),
    todo: '删掉没有用到的文件、导出和依赖；确实要留的写进 knip.ts，并说明原因。',
  },
];

/** Runs one check. */
export async function check({ name, act, todo }) {
  const began = Date.now();
  const { ok, output } = await act();
  return { name, ok, todo, output, seconds: (Date.now() - began) / 1000 };
}

/** The lines that say how one check ended. */
export function told({ name, ok, output, seconds, todo }) {
  if (ok) return `  ✓ ${name}  ${took(seconds)}`;
  return `  ✗ ${name}  ${took(seconds)}\n${lastLines(output, 400)}${todo ? `\n  ${todo}` : ''}`;
}

async function main(args) {
  const { install } = await import('./install.mjs');
  await install();
  if (args.includes('--fix')) {
    const { ok } = await biome(['check', '--write', '--max-diagnostics=none']);
    console.log(ok ? '已自动修改。' : '能自动改的已经改了。');
  }
  const waiting = checks.map((one) => check(one));
  let failed = 0;
  for (const one of waiting) {
    const end = await one;
    console.log(told(end));
    if (!end.ok) failed += 1;
  }
  if (failed) process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  endOnSignals();
  main(process.argv.slice(2)).catch(failWith);
}
