// Checks a built mini-program for what WeChat would refuse or only show on a phone: `node scripts/check-weapp.mjs [folder]`.
// Called after each build of it, and by `npm test`. Prints the sizes; ends with 1 and says where and what is wrong.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { failWith, ROOT, Stop, tool } from './run.mjs';

const MB = 1024 * 1024;
/** Ours for the main package, so that it opens quickly on a weak net; WeChat's own for the others. */
const limits = { main: 0.7 * MB, sub: 2 * MB, all: 20 * MB, icon: 40 * 1024 };

const size = (bytes) => (bytes < MB ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / MB).toFixed(2)} MB`);

function open(folder) {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) =>
      path
        .relative(folder, path.join(one.parentPath ?? one.path, one.name))
        .split(path.sep)
        .join('/'),
    )
    .sort();
  const all = new Set(files);
  const bytes = (file) => fs.statSync(path.join(folder, file)).size;
  const text = (file) => fs.readFileSync(path.join(folder, file), 'utf8');
  return {
    folder,
    files,
    bytes,
    text,
    has: (file) => all.has(file),
    ending: (end) => files.filter((one) => one.endsWith(end)),
  };
}

/** Every file that is JSON must be it; what is not counts as empty for the other checks. */
function readJsons({ ending, text }, problems) {
  const read = new Map();
  for (const file of ending('.json')) {
    try {
      read.set(file, JSON.parse(text(file)));
    } catch (error) {
      problems.push(`${file}：不是 JSON：${error.message}`);
      read.set(file, {});
    }
  }
  return read;
}

const subPackagesOf = (app) =>
  (app.subPackages ?? app.subpackages ?? []).map(({ root, pages }) => ({ root: root.replace(/^\/|\/$/g, ''), pages }));

/** A page stands on its code, its config and its view; so does a component. */
function missingParts({ has }, route, what) {
  return ['js', 'json', 'wxml']
    .filter((end) => !has(`${route}.${end}`))
    .map((end) => `${what} ${route} 缺少 ${route}.${end}`);
}

function checkPages(built, app, problems) {
  const pages = [
    ...(app.pages ?? []),
    ...subPackagesOf(app).flatMap(({ root, pages }) => pages.map((one) => `${root}/${one}`)),
  ];
  if (pages.length === 0) problems.push('app.json：没有页面');
  for (const page of pages) problems.push(...missingParts(built, page, '页面'));
}

function checkComponents(built, jsons, problems) {
  const known = new Set();
  for (const [file, { usingComponents = {} }] of jsons) {
    for (const at of Object.values(usingComponents)) {
      if (at.includes('://')) continue;
      const route = at.startsWith('/') ? at.slice(1) : path.posix.join(path.posix.dirname(file), at);
      if (!known.has(route)) problems.push(...missingParts(built, route, '组件'));
      known.add(route);
    }
  }
}

/** The words behind `@name`, light and dark; the value itself when it is no variable. */
const meant = (value, theme) =>
  typeof value === 'string' && value.startsWith('@')
    ? ['light', 'dark'].map((mode) => theme[mode]?.[value.slice(1)]).filter((one) => one !== undefined)
    : value === undefined
      ? []
      : [value];

function checkTabs({ has, bytes }, app, theme, problems) {
  const { tabBar } = app;
  if (!tabBar) return;
  const tabs = tabBar.list ?? [];
  if (tabs.length < 2 || tabs.length > 5) problems.push(`app.json：底部菜单应有 2 到 5 项，现在是 ${tabs.length} 项`);
  for (const { pagePath, text, iconPath, selectedIconPath } of tabs) {
    if (!text) problems.push(`app.json：底部菜单 ${pagePath} 没有文字`);
    if (!app.pages?.includes(pagePath)) problems.push(`app.json：底部菜单的页面 ${pagePath} 不在主包里`);
    for (const icon of [...meant(iconPath, theme), ...meant(selectedIconPath, theme)].map((one) =>
      one.replace(/^\//, ''),
    )) {
      if (!has(icon)) problems.push(`底部菜单 ${pagePath} 的图标 ${icon} 不存在`);
      else if (bytes(icon) > limits.icon)
        problems.push(`图标 ${icon} 有 ${size(bytes(icon))}，上限 ${size(limits.icon)}`);
    }
  }
  if (tabBar.custom) problems.push(...missingParts({ has }, 'custom-tab-bar/index', '自定义底部菜单'));
}

function* valuesIn(json) {
  if (json && typeof json === 'object') for (const one of Object.values(json)) yield* valuesIn(one);
  else yield json;
}

function checkTheme({ has }, app, jsons, problems) {
  const file = app.themeLocation ?? 'theme.json';
  if (app.darkmode && !has(file)) problems.push(`app.json：开了深色模式，但没有 ${file}`);
  const theme = jsons.get(file) ?? {};
  for (const [from, json] of jsons) {
    if (from === file) continue;
    for (const value of valuesIn(json)) {
      if (typeof value !== 'string' || !/^@\w+$/.test(value)) continue;
      for (const mode of ['light', 'dark'])
        if (theme[mode]?.[value.slice(1)] === undefined)
          problems.push(`${from} 用了 ${value}，${file} 的 ${mode} 里没有`);
    }
  }
  return theme;
}

function checkScripts({ folder, ending, text }, problems) {
  for (const file of ending('.js')) {
    const source = text(file);
    try {
      new vm.Script(`(function(require,module,exports){${source}\n})`, { filename: path.join(folder, file) });
    } catch (error) {
      problems.push(`${file}：${error.message}：${String(error.stack).split('\n')[0].replace(`${folder}/`, '')}`);
    }
    // A regular expression of this kind stops the whole file on an iPhone older than iOS 16.4.
    const behind = source.search(/\(\?<[=!]/);
    if (behind >= 0) problems.push(`${file}：旧 iPhone 不认识的正则（后行断言）：${source.slice(behind, behind + 40)}`);
  }
}

/** Runs one of WeChat's own compilers; npm leaves them without the right to be run. */
function compile(name, args, cwd) {
  const place = { linux: `linux/${name}`, darwin: `mac/${name}`, win32: `windows/${name}.exe` }[process.platform];
  const program = tool('tests', 'miniprogram-compiler', `bin/${place}`);
  fs.chmodSync(program, 0o755);
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, maxBuffer: 256 * MB, encoding: 'utf8' });
  if (error) throw new Stop(`没能运行 ${program}。`, { output: String(error) });
  return { ok: status === 0, stdout, stderr: stderr.trim() };
}

function checkViews({ folder, ending, text, has }, problems) {
  const wxml = ending('.wxml');
  for (const file of wxml) {
    for (const [, tag, from] of text(file).matchAll(/<(import|include|wxs)\b[^>]*?\bsrc\s*=\s*"([^"]*)"/g)) {
      const at = from.startsWith('/') ? from.slice(1) : path.posix.join(path.posix.dirname(file), from);
      if (!has(at)) problems.push(`${file}：<${tag}> 指向的 ${at} 不存在`);
    }
  }
  const { ok, stderr } = compile('wcc', ['-d', '-cc', '0', ...wxml, ...ending('.wxs'), '-gn', '$gwx'], folder);
  if (!ok) problems.push(...stderr.split('\n').map((line) => `WXML：${line}`));
}

function checkStyles({ folder, ending, text }, problems) {
  // An empty file is no style sheet to the compiler.
  const wxss = ending('.wxss').filter((file) => text(file).trim());
  if (wxss.length === 0) return;
  const { ok, stdout, stderr } = compile('wcsc', ['-lc', '-pc', String(wxss.length), ...wxss], folder);
  const said = `${stderr}\n${ok ? '' : stdout}`.split('\n').filter((line) => /^ERR\b|error:/i.test(line));
  if (!ok || said.length) problems.push(...(said.length ? said : ['没有编译成功']).map((line) => `WXSS：${line}`));
}

function checkSizes({ files, bytes }, app, problems) {
  const packages = new Map([['', 0], ...subPackagesOf(app).map(({ root }) => [root, 0])]);
  for (const file of files) {
    const root = [...packages.keys()].find((one) => one && file.startsWith(`${one}/`)) ?? '';
    packages.set(root, packages.get(root) + bytes(file));
  }
  let all = 0;
  for (const [root, total] of packages) {
    all += total;
    const limit = root ? limits.sub : limits.main;
    if (total >= limit) problems.push(`${root ? `分包 ${root}` : '主包'}有 ${size(total)}，上限 ${size(limit)}`);
  }
  if (all >= limits.all) problems.push(`整个小程序有 ${size(all)}，上限 ${size(limits.all)}`);
  return packages;
}

/** The servers that the code knows. */
function serversIn({ ending, text }) {
  const found = ending('.js').flatMap((file) => [...text(file).matchAll(/["'`](https?:\/\/[^"'`/]+)\/api["'`/]/g)]);
  return [...new Set(found.map(([, server]) => server))];
}

/**
 * Looks a built mini-program over.
 * @returns {{problems: string[], packages: Map<string, number>, servers: string[]}} what is wrong, bytes by package with
 * '' for the main one, and the servers that it calls
 */
function lookOver(folder) {
  if (!fs.existsSync(path.join(folder, 'app.json')))
    return { problems: [`${folder} 里没有 app.json：先运行 npm run build -- weapp`], packages: new Map(), servers: [] };
  const problems = [];
  const built = open(folder);
  const jsons = readJsons(built, problems);
  const app = jsons.get('app.json');
  checkPages(built, app, problems);
  checkComponents(built, jsons, problems);
  const theme = checkTheme(built, app, jsons, problems);
  checkTabs(built, app, theme, problems);
  checkScripts(built, problems);
  checkViews(built, problems);
  checkStyles(built, problems);
  return { problems, packages: checkSizes(built, app, problems), servers: serversIn(built) };
}

function main([folder = path.join(ROOT, 'miniapp/dist/weapp')]) {
  const { problems, packages, servers } = lookOver(path.resolve(folder));
  const [main = 0, ...subs] = packages.values();
  const names = [...packages.keys()].slice(1);
  if (packages.size) console.log(`主包 ${size(main)}，上限 ${size(limits.main)}`);
  if (names.length) console.log(`分包 ${names.map((name, i) => `${name} ${size(subs[i])}`).join('、')}`);
  for (const server of servers) {
    const only = server.startsWith('https://')
      ? ''
      : '，只能在开发者工具里用；发布前用 API_BASE 指定已备案的 https 域名重新构建';
    console.log(`服务器 ${server}${only}`);
  }
  if (problems.length)
    throw new Stop(`有 ${problems.length} 处不合格：\n${problems.map((one) => `- ${one}`).join('\n')}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  failWith(error);
}
