// What `npm test` shows of Jest: one line a file, every failure in full, and the counts into a file for the total.
import fs from 'node:fs';
import path from 'node:path';

const took = (ms) => `${Math.round(ms / 100) / 10} 秒`;

export default class Reporter {
  #root;
  #named;
  #counts;

  constructor(config) {
    this.#root = config.rootDir;
    this.#named = Boolean(config.testNamePattern);
    this.#counts = process.env.TEST_COUNTS;
  }

  onTestResult(_test, result) {
    const at = path.relative(this.#root, result.testFilePath);
    const { numPassingTests: passed, numFailingTests: failed, perfStats } = result;
    const bad = failed || result.testExecError;
    const counts = failed ? `${passed} 通过，${failed} 失败` : `${passed} 项`;
    console.log(`  ${bad ? '✗' : '✓'} ${at}  ${counts}  ${took(perfStats.end - perfStats.start)}`);
    for (const one of result.testResults) {
      if (!this.#named && (one.status === 'pending' || one.status === 'todo'))
        console.log(`    没有运行：${one.fullName}`);
    }
    for (const { type, message } of result.console ?? []) console.log(indent(`[${type}] ${message}`));
    if (bad && result.failureMessage) console.log(`\n${grouped(result.failureMessage)}`);
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken } = results;
    const never = results.numPendingTests + results.numTodoTests;
    if (results.snapshot.unchecked) console.log(`  多余的快照：${results.snapshot.unchecked}`);
    if (!this.#counts) return;
    fs.mkdirSync(path.dirname(this.#counts), { recursive: true });
    // Renamed into place: whoever waits for the file must not read half of it.
    fs.writeFileSync(`${this.#counts}.part`, JSON.stringify({ passed, failed: failed + broken, never }));
    fs.renameSync(`${this.#counts}.part`, this.#counts);
  }
}

/** A hook that failed fails all its tests with the same words: those stand once, under the names of all. */
function grouped(message) {
  const [before, ...parts] = message.split(/^ {2}● /m);
  const bodies = new Map();
  for (const part of parts) {
    const [title, ...rest] = part.split('\n');
    const body = rest.join('\n').trimEnd();
    bodies.set(body, [...(bodies.get(body) ?? []), title]);
  }
  return before + [...bodies].map(([body, titles]) => `  ● ${titles.join('\n  ● ')}\n${body}\n`).join('\n');
}

const indent = (text) => text.replace(/^/gm, '    ');
