// Programs of the operating system that the tests need: found, else installed (Debian, as root), else said.
import fs from 'node:fs';
import path from 'node:path';
import { run, Stop, step } from './run.mjs';

const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/libexec', '/opt/homebrew/bin', '/usr/bin'];

/** The first of these programs that is installed, as a full path. */
export function program(...names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...PLACES].filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

export const asRoot = process.getuid?.() === 0;

const canInstall = () => asRoot && fs.existsSync('/etc/debian_version') && Boolean(program('apt-get'));

/** Browser for the journeys: CHROMIUM_PATH, else an installed one. */
export function chromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (fs.existsSync(given)) return given;
    throw new Stop(`CHROMIUM_PATH 指的 ${given} 不存在。`, { todo: '改正或去掉这个变量，然后再试一次。' });
  }
  return program('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');
}

// Without a Chinese font the journeys run, but their pictures show empty boxes.
const chineseFont = () =>
  ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts', path.join(process.env.HOME ?? '/', '.fonts')]
    .filter((folder) => fs.existsSync(folder))
    .some((folder) =>
      fs
        .readdirSync(folder, { recursive: true })
        .some((name) => /(cjk|wqy|sourcehan|pingfang|droidsansfallback)/i.test(name)),
    );

async function apt(args, deadlineMs) {
  const result = await run(program('apt-get'), ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    deadlineMs,
  });
  return result;
}

/**
 * Makes sure that the database server and the browser are there.
 * @param {{database: boolean, browser: boolean}} wanted
 */
export async function systemPrograms({ database, browser }) {
  const packages = [];
  if (database && !program('mariadbd')) packages.push('mariadb-server');
  if (browser && !chromium()) packages.push('chromium');
  if (browser && !process.env.CHROMIUM_PATH && !chineseFont()) packages.push('fonts-noto-cjk');
  if (!packages.length) return;
  const names = packages.join(' ');
  if (!canInstall()) {
    // A missing font spoils pictures only.
    if (names === 'fonts-noto-cjk') return console.log('没有找到中文字体（fonts-noto-cjk）：截图里的汉字会是方框。');
    throw new Stop(`这台机器上没有 ${names}，这里也不能自动安装（只在 Debian 上以 root 运行时自动安装）。`, {
      todo: [
        `安装它们，例如：sudo apt-get install --no-install-recommends ${names}`,
        packages.includes('mariadb-server') &&
          '或者用 TEST_DATABASE_URL=mysql://用户:密码@主机:3306/niangjia_test 指一个可以建库的 MySQL/MariaDB。',
        packages.includes('chromium') && '或者用 CHROMIUM_PATH 指一个 Chromium/Chrome 的程序文件。',
      ]
        .filter(Boolean)
        .join('\n'),
    });
  }
  const line = step(`安装系统软件包 ${names}`);
  const update = await apt(['update'], 180_000);
  const result = await apt(['install', '--no-install-recommends', ...packages], 420_000);
  const there = result.ok && (!database || program('mariadbd')) && (!browser || chromium());
  if (!there) {
    line.failed();
    throw new Stop('系统软件包没有装好。', {
      output: `${update.ok ? '' : update.output}\n${result.output}`,
      todo: '检查软件源（/etc/apt）和网络，然后再试一次。',
    });
  }
  line.done();
}
