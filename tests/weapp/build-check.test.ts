/** scripts/check-weapp.mjs on copies of the built mini-program, each broken in one way. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { builtWeapp } from './bundle';

const checker = resolve(__dirname, '../../scripts/check-weapp.mjs');
const folder = mkdtempSync(join(tmpdir(), 'niangjia-weapp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (at: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, at], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

type Json = Record<string, never>;
interface Copy {
  at: string;
  write(file: string, text: string): void;
  edit(
    file: string,
    change: (json: { tabBar: { list: Json[]; custom: boolean }; pages: string[]; light: Json; dark: Json }) => void,
  ): void;
  remove(file: string): void;
}

let copies = 0;
function copy(): Copy {
  copies += 1;
  const at = join(folder, String(copies));
  cpSync(builtWeapp, at, { recursive: true });
  return {
    at,
    write: (file, text) => writeFileSync(join(at, file), text),
    edit: (file, change) => {
      const json = JSON.parse(readFileSync(join(at, file), 'utf8'));
      change(json);
      writeFileSync(join(at, file), JSON.stringify(json));
    },
    remove: (file) => rmSync(join(at, file), { recursive: true }),
  };
}

it('passes the build as it is, and prints the size of each package', () => {
  const { status, stdout, stderr } = check(builtWeapp);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^主包 [\d.]+ KB，上限 716\.8 KB\n分包 join [\d.]+ KB/);
});

const broken: [string, (copy: Copy) => void, RegExp][] = [
  [
    'a view that does not close',
    ({ write }) => write('join/union.wxml', '<view>\n<view>\n'),
    /WXML：join\/union\.wxml:2:\d+: end tag missing/,
  ],
  [
    'a view that imports nothing',
    ({ write }) => write('join/union.wxml', '<import src="../nothing.wxml"/>'),
    /join\/union\.wxml：<import> 指向的 nothing\.wxml 不存在/,
  ],
  ['a style that is none', ({ write }) => write('app.wxss', '\nview{color:red}}\n'), /WXSS：ERR: .*app\.wxss\(2:/],
  ['code that is none', ({ write }) => write('card/index.js', 'const a = ;'), /card\/index\.js：.*Unexpected token/],
  [
    'code that old iPhones cannot read',
    ({ write }) => write('card/index.js', 'module.exports = /(?<=a)b/'),
    /card\/index\.js：旧 iPhone 不认识的正则/,
  ],
  ['a page that is gone', ({ remove }) => remove('join/apply.wxml'), /页面 join\/apply 缺少 join\/apply\.wxml/],
  ['a component that is gone', ({ remove }) => remove('comp.js'), /组件 comp 缺少 comp\.js/],
  [
    'a custom tab bar that is gone',
    ({ edit }) => edit('app.json', (app) => Object.assign(app.tabBar, { custom: true })),
    /自定义底部菜单 custom-tab-bar\/index 缺少 custom-tab-bar\/index\.js/,
  ],
  [
    'a single tab',
    ({ edit }) => edit('app.json', (app) => void app.tabBar.list.splice(1)),
    /底部菜单应有 2 到 5 项，现在是 1 项/,
  ],
  [
    'a tab in a subpackage',
    ({ edit }) => edit('app.json', (app) => Object.assign(app.tabBar.list[1] ?? {}, { pagePath: 'card/index' })),
    /底部菜单的页面 card\/index 不在主包里/,
  ],
  ['an icon that is gone', ({ remove }) => remove('tabs/home-on-dark.png'), /图标 tabs\/home-on-dark\.png 不存在/],
  [
    'an icon that is too large',
    ({ write }) => write('tabs/home-light.png', 'x'.repeat(41 * 1024)),
    /图标 tabs\/home-light\.png 有 41\.0 KB，上限 40\.0 KB/,
  ],
  [
    'a colour that is missing in the dark',
    ({ edit }) => edit('theme.json', ({ dark }) => void delete dark.bar),
    /app\.json 用了 @bar，theme\.json 的 dark 里没有/,
  ],
  [
    'a main package that is too large',
    ({ write }) => write('big.txt', 'x'.repeat(734_003)),
    /主包有 1\.\d\d MB，上限 716\.8 KB/,
  ],
  [
    'a subpackage that is too large',
    ({ write }) => write('join/big.txt', 'x'.repeat(2 * 1024 * 1024)),
    /分包 join有 2\.\d\d MB，上限 2\.00 MB/,
  ],
  ['no build at all', ({ remove }) => remove('app.json'), /没有 app\.json：先运行/],
];

it.each(broken)('fails on %s', (_, breakIt, words) => {
  const one = copy();
  breakIt(one);
  const { status, stderr } = check(one.at);
  expect(stderr).toMatch(words);
  expect(status).toBe(1);
});
