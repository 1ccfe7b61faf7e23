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

/** Debian's package lists: `apt-get download`, by which the tests fetch their material, knows nothing without them. */
function listsMissing() {
  const lists = '/var/lib/apt/lists';
  return (
    !fs.existsSync(lists) ||
    !fs.readdirSync(lists).some((name) => name.endsWith('_Packages') || /_Packages\./.test(name))
  );
}

/** What this machine lacks: without `needed` the tests cannot run, without `welcome` they show less. */
function missing({ api, database, browser }) {
  const needed = [];
  const welcome = [];
  if (database && !program('mariadbd')) needed.push('mariadb-server');
  if (browser && !chromium()) needed.push('chromium');
  if (browser && !process.env.CHROMIUM_PATH && !chineseFont()) welcome.push('fonts-noto-cjk');
  if (api && !program('redis-server')) welcome.push('redis-server');
  return { needed, welcome };
}

/**
 * Makes sure that the database server, Redis and the browser are there.
 * @param {{api: boolean, database: boolean, browser: boolean}} wanted
 */
export async function systemPrograms(wanted) {
  const { needed, welcome } = missing(wanted);
  const packages = [...needed, ...welcome];
  const update = canInstall() && (packages.length || (wanted.api && listsMissing()));
  if (!packages.length && !update) return;
  const names = packages.join(' ');
  if (!canInstall() && !needed.length) {
    console.log(`这台机器上没有 ${names}：测试照样运行，只是没有 Redis 的那一段，截图里的汉字可能是方框。`);
    return;
  }
  if (!canInstall()) {
    throw new Stop(`这台机器上没有 ${needed.join(' ')}，这里也不能自动安装（只在 Debian 上以 root 运行时自动安装）。`, {
      todo: [
        `安装它们，例如：sudo apt-get install --no-install-recommends ${names}`,
        needed.includes('mariadb-server') &&
          '或者用 TEST_DATABASE_URL=mysql://用户:密码@主机:3306/niangjia_test 指一个可以建库的 MySQL/MariaDB。',
        needed.includes('chromium') && '或者用 CHROMIUM_PATH 指一个 Chromium/Chrome 的程序文件。',
      ]
        .filter(Boolean)
        .join('\n'),
    });
  }
  const line = step(packages.length ? `安装系统软件包 ${names}` : '更新软件包列表');
  const updated = await apt(['update'], 180_000);
  const installed = packages.length ? await apt(['install', '--no-install-recommends', ...packages], 420_000) : updated;
  if (!installed.ok || missing(wanted).needed.length) {
    line.failed();
    throw new Stop('系统软件包没有装好。', {
      output: `${updated.ok ? '' : updated.output}\n${installed.output}`,
      todo: '检查软件源（/etc/apt）和网络，然后再试一次。',
    });
  }
  line.done();
}
