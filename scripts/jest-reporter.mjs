// What `npm test` shows of Jest: one line a file, every failure in full; and where it stands, into a file, for the total and
// for the case that it never comes to an end.
import fs from 'node:fs';
import path from 'node:path';

const took = (ms) => `${Math.round(ms / 100) / 10} 秒`;

export default class Reporter {
  #root;
  #named;
  #file = process.env.TEST_STATE;
  #state = { passed: 0, failed: 0, never: 0, running: {}, done: false };

  constructor(config) {
    this.#root = config.rootDir;
    this.#named = Boolean(config.testNamePattern);
  }

  #at(test) {
    return path.relative(this.#root, test.path);
  }

  /** Its time of change says when something last happened. Renamed into place: a reader must not get half of it. */
  #keep() {
    if (!this.#file) return;
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.writeFileSync(`${this.#file}.part`, JSON.stringify(this.#state));
    fs.renameSync(`${this.#file}.part`, this.#file);
  }

  onTestFileStart(test) {
    this.#state.running[this.#at(test)] = '';
    this.#keep();
  }

  onTestCaseStart(test, { fullName }) {
    this.#state.running[this.#at(test)] = fullName;
    this.#keep();
  }

  onTestCaseResult() {
    this.#keep();
  }

  onTestFileResult(test, result) {
    const at = this.#at(test);
    const { numPassingTests: passed, numFailingTests: failed, perfStats } = result;
    const bad = failed || result.testExecError;
    const counts = failed ? `${passed} 通过，${failed} 失败` : `${passed} 项`;
    console.log(`  ${bad ? '✗' : '✓'} ${at}  ${counts}  ${took(perfStats.end - perfStats.start)}`);
    for (const one of result.testResults) {
      if (!this.#named && (one.status === 'pending' || one.status === 'todo')) {
        console.log(`    没有运行：${one.fullName}`);
      }
    }
    for (const { type, message } of result.console ?? []) console.log(indent(`[${type}] ${message}`));
    if (bad && result.failureMessage) console.log(`\n${grouped(result.failureMessage)}`);
    delete this.#state.running[at];
    this.#state.passed += passed;
    this.#state.failed += failed + (result.testExecError ? 1 : 0);
    this.#state.never += result.numPendingTests + result.numTodoTests;
    this.#keep();
  }

  onRunComplete(_contexts, results) {
    if (results.snapshot.unchecked) console.log(`  多余的快照：${results.snapshot.unchecked}`);
    this.#state.passed = results.numPassedTests;
    this.#state.failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    this.#state.never = results.numPendingTests + results.numTodoTests;
    this.#state.done = true;
    this.#keep();
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
