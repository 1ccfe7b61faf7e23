/** A built mini-program on disk, read as WeChat reads it: app.json, packages, page configs, compiled WXML. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import { Script } from 'node:vm';

const compiler = require('miniprogram-compiler') as {
  wxmlToJs(folder: string, options: { maxBuffer: number }): string;
};

/** What `npm run build -- weapp` leaves behind. */
export const builtWeapp = resolve(__dirname, '../../miniapp/dist/weapp');

interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: AppJson['subPackages'];
  tabBar?: { custom?: boolean; list: { pagePath: string; text: string }[] };
  usingComponents?: Record<string, string>;
}

/** A path inside the bundle without slash or dots in front: `/join/../card/index` is `card/index`. */
export const tidy = (path: string): string => posix.normalize(path.replace(/^\/+/, '')).replace(/^(\.\/)+/, '');

/** A path as it is written in a file of the bundle: with a slash in front from the root, else beside that file. */
export const beside = (file: string, path: string): string =>
  path.startsWith('/') ? tidy(path) : tidy(posix.join(posix.dirname(file), path));

export class Bundle {
  readonly app: AppJson;
  /** Roots of the subpackages, `join/`. */
  readonly roots: string[];
  readonly pages: string[];
  readonly tabs: { route: string; text: string }[];
  private readonly texts: Map<string, string>;
  private readonly scripts = new Map<string, Script>();
  /** All WXML through WeChat's own compiler: a function of the view's global object that returns the page finder. */
  readonly view: Script;

  /**
   * Reads and compiles everything at once: a new build that starts meanwhile changes nothing. It takes a moment in which
   * nothing else runs: better before a test's server is open, which would take it for overload.
   */
  constructor(readonly folder = builtWeapp) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    this.texts = new Map(
      files
        .map(({ parentPath, name }) => join(parentPath, name))
        .filter((file) => /\.(js|json|wxml)$/.test(file))
        .map((file) => [relative(folder, file), readFileSync(file, 'utf8')]),
    );
    this.app = this.json('app.json') as unknown as AppJson;
    const subPackages = this.app.subPackages ?? this.app.subpackages ?? [];
    this.roots = subPackages.map(({ root }) => `${tidy(root).replace(/\/$/, '')}/`);
    this.pages = [
      ...this.app.pages.map(tidy),
      ...subPackages.flatMap(({ root, pages }) => pages.map((page) => tidy(`${root}/${page}`))),
    ];
    this.tabs = (this.app.tabBar?.list ?? []).map(({ pagePath, text }) => ({ route: tidy(pagePath), text }));
    this.view = new Script(`(function(global){${compiler.wxmlToJs(folder, { maxBuffer: 256 << 20 })}})`, {
      filename: 'view.js',
    });
  }

  text(file: string): string {
    const text = this.texts.get(file);
    if (text === undefined) throw new Error(`${join(this.folder, file)} is missing`);
    return text;
  }

  json(file: string): Record<string, unknown> {
    return JSON.parse(this.texts.get(file) ?? '{}');
  }

  /** The root of the package that a file lies in; empty for the main package. */
  packageOf(file: string): string {
    return this.roots.find((root) => file.startsWith(root)) ?? '';
  }

  /** Components that a page or component names in its config: tag to path. */
  components(route: string): Map<string, string> {
    const own = (this.json(`${route}.json`).usingComponents ?? {}) as Record<string, string>;
    return new Map([
      ...Object.entries(this.app.usingComponents ?? {}).map(([tag, path]) => [tag, tidy(path)] as const),
      ...Object.entries(own).map(([tag, path]) => [tag, beside(route, path)] as const),
    ]);
  }

  /** A file of code as WeChat wraps it: a function of `require`, `module` and `exports`. */
  script(file: string): Script {
    let script = this.scripts.get(file);
    if (!script) {
      // On the first line, so that line numbers stay right.
      script = new Script(`(function(require,module,exports){${this.text(file)}\n})`, {
        filename: join(this.folder, file),
      });
      this.scripts.set(file, script);
    }
    return script;
  }
}
