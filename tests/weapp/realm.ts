/**
 * Where the mini-program's code runs: ECMAScript, `wx` and WeChat's own few words. No URL, fetch, localStorage, process,
 * Buffer, TextEncoder, Intl, eval: whoever uses one fails here exactly as on a phone.
 */
import { type Context, createContext, runInContext } from 'node:vm';
import { type Bundle, beside, tidy } from './bundle';
import type { Time } from './time';

export type Native = Record<string, unknown>;
type Module = { exports: unknown };

const takenAway = ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'escape', 'unescape'];

const phoneDate = `(now) => {
  const Real = Date;
  function Phone(...parts) {
    if (!new.target) return new Real(now()).toString();
    return Reflect.construct(Real, parts.length ? parts : [now()], new.target);
  }
  Object.setPrototypeOf(Phone, Real);
  Phone.prototype = Real.prototype;
  Real.prototype.constructor = Phone;
  Phone.now = now;
  globalThis.Date = Phone;
}`;

/** As console would print it. */
const said = (given: unknown[]): string =>
  given.map((one) => ((one as Error | undefined)?.stack ?? String(one)).toString()).join(' ');

export class Realm {
  /** What went wrong in the mini-program: thrown, or said by console.error. */
  readonly errors: string[] = [];
  readonly pages = new Map<string, Native>();
  readonly components = new Map<string, Native>();
  app: Native = {};
  /** Makes a copy of plain data with this realm's own Object and Array, as WeChat's bridge does. */
  readonly born: <T>(value: T) => T;
  private readonly context: Context;
  private readonly modules = new Map<string, Module>();
  private loading = '';

  constructor(
    private readonly bundle: Bundle,
    time: Time,
    private readonly current: () => Native[],
  ) {
    this.context = createContext(this.words(time), { codeGeneration: { strings: false, wasm: false } });
    for (const name of takenAway) runInContext(`delete globalThis.${name}`, this.context);
    runInContext(phoneDate, this.context)(time.now);
    const parse = runInContext('JSON.parse', this.context) as (text: string) => never;
    this.born = (value) => (value === undefined ? value : parse(JSON.stringify(value)));
  }

  /** `wx` comes after the realm, because its answers are born here. */
  give(wx: unknown): void {
    this.context.wx = wx;
  }

  fail = (error: unknown): void => {
    this.errors.push(said([error]));
  };

  /** Runs app.js. */
  start(): void {
    this.loading = 'app';
    this.require('app.js', 'app.js');
  }

  /** Runs a page's or component's code, and that of the components it names. */
  load(route: string): void {
    if (this.pages.has(route) || this.components.has(route)) return;
    const before = this.loading;
    this.loading = route;
    this.require(`${route}.js`, `${route}.js`);
    this.loading = before;
    for (const path of this.bundle.components(route).values()) this.load(path);
  }

  private words(time: Time): Native {
    const tell = (...given: unknown[]) => void this.errors.push(said(given));
    const quiet = () => undefined;
    return {
      console: { log: quiet, info: quiet, warn: quiet, debug: quiet, error: tell, group: quiet, groupEnd: quiet },
      setTimeout: time.setTimeout,
      clearTimeout: time.clear,
      setInterval: time.setInterval,
      clearInterval: time.clear,
      App: (app: Native) => {
        this.app = app;
      },
      getApp: () => this.app,
      getCurrentPages: () => this.current(),
      Page: (page: Native) => void this.pages.set(this.loading, page),
      Component: (component: Native) => void this.components.set(this.loading, component),
      Behavior: (behavior: Native) => behavior,
    };
  }

  private require(path: string, from: string): unknown {
    const file = tidy(path.endsWith('.js') ? path : `${path}.js`);
    const home = this.bundle.packageOf(file);
    if (home !== '' && home !== this.bundle.packageOf(from) && file !== from)
      throw new Error(`${from} requires ${file}, which lies in another subpackage`);
    const known = this.modules.get(file);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    this.modules.set(file, module);
    const run = this.bundle.script(file).runInContext(this.context);
    run((next: string) => this.require(beside(file, next), file), module, module.exports);
    return module.exports;
  }
}
