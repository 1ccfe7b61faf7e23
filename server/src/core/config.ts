/**
 * The only place that reads the environment. Without any variable: SQLite in ./data, a stand-in of WeChat and SMS,
 * development mode, secrets made at random on the first run. In production everything must be said.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import type { SecretKeys } from './secrets';
import type { WechatConfig } from './wechat';

export type FileConfig =
  | { kind: 'disk'; folder: string }
  | { kind: 's3'; endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string };

export interface Config {
  production: boolean;
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string;
  redisUrl: string | null;
  /** Address under which phones reach the server, without a slash at the end. */
  publicUrl: string;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. Empty: nobody's. */
  trustedProxies: string[];
  /** Origins of other sites that may call the API. */
  allowedOrigins: string[];
  tokenSecret: string;
  keys: SecretKeys;
  wechat: WechatConfig & { templateId: string };
  sms: { base: string; key: string };
  /** True: WeChat and SMS are answered by this very process under /stand-in. */
  standIn: boolean;
  files: FileConfig;
  /** Where hourly checkpoints of the audit go; should be another machine's folder. */
  checkpointFolder: string;
  /** Calls per minute and caller; 0 switches the limit off (benchmarks). */
  rateLimit: number;
  /** Milliseconds that anybody waits for the database before hearing BUSY: less than the 3 s of security.md I3. */
  patienceMs: number;
  /** Bearer token for /metrics; null: only from this machine. */
  metricsToken: string | null;
  logLevel: string;
}

/** All problems at once, so that one edit mends them. */
export class ConfigProblem extends Error {
  constructor(readonly problems: string[]) {
    super(`配置有 ${problems.length} 处问题：\n- ${problems.join('\n- ')}`);
  }
}

const DEMO = 'demo-only-never-in-production';

/** 32 random bytes have many different characters; a word, a sentence or a repeated pattern has not. */
const looksRandom = (secret: string): boolean =>
  Buffer.byteLength(secret) >= 32 &&
  new Set(secret).size >= 16 &&
  !/secret|password|example|changeme|demo|123456/i.test(secret);

/** This machine's address in the local network, so that a phone beside it can open what is shown. */
const lanAddress = (): string =>
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address && address.family === 'IPv4' && !address.internal)?.address ?? 'localhost';

type Environment = Record<string, string | undefined>;

/** Secrets of a development machine: random, made once, kept in the data folder. */
function ownSecrets(folder: string): { tokenSecret: string; master: string; index: string } {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  mkdirSync(folder, { recursive: true });
  const made = {
    note: DEMO,
    tokenSecret: randomBytes(48).toString('base64url'),
    master: `1:${randomBytes(32).toString('base64')}`,
    index: randomBytes(32).toString('base64'),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

function keysFrom(master: string, index: string, problems: string[]): SecretKeys {
  const keys = new Map<number, Buffer>();
  for (const part of master.split(',').filter(Boolean)) {
    const [version = '', key = ''] = part.split(':');
    const bytes = Buffer.from(key, 'base64');
    if (!/^[1-9]\d*$/.test(version) || bytes.length !== 32)
      problems.push('MASTER_KEYS 应为 版本:32字节Base64，多个用逗号隔开');
    else keys.set(Number(version), bytes);
  }
  const indexBytes = Buffer.from(index, 'base64');
  if ([...keys.values(), indexBytes].some((key) => key.length === 32 && new Set(key).size < 16))
    problems.push('MASTER_KEYS 和 INDEX_KEY 必须是随机值');
  if (keys.size === 0) problems.push('缺少 MASTER_KEYS（字段加密主密钥）');
  if (indexBytes.length !== 32) problems.push('INDEX_KEY 应为 32 字节的 Base64（查找索引密钥）');
  if ([...keys.values()].some((key) => key.equals(indexBytes))) problems.push('INDEX_KEY 不能与 MASTER_KEYS 相同');
  return { master: keys, index: indexBytes };
}

/** Reads and checks the environment. Throws `ConfigProblem` with every problem. */
export function loadConfig(environment: Environment): Config {
  const problems: string[] = [];
  const given = (name: string): string => environment[name]?.trim() ?? '';
  const mode = given('NODE_ENV');
  const production = mode === 'production';
  // A mistyped word must not open the demo with its stand-ins to the world.
  if (!['', 'production', 'development', 'test'].includes(mode))
    problems.push('NODE_ENV 只能是 production、development 或 test');
  if (!production && given('PUBLIC_URL').startsWith('https://'))
    problems.push('PUBLIC_URL 是 https 地址，但 NODE_ENV 不是 production：演示模式会公开演示账号，不能对外');
  const needed = (name: string, why: string, fallback: string): string => {
    if (production && fallback && fallback !== 'none' && given(name) === fallback)
      problems.push(`${name} 用的是演示值，不能用于生产`);
    if (given(name)) return given(name);
    if (production) problems.push(`缺少 ${name}（${why}）`);
    return fallback;
  };
  const dataFolder = resolve(given('DATA_DIR') || 'data');
  const port = Number(given('PORT') || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) problems.push('PORT 应为 0 到 65535 的整数');
  const local = `http://127.0.0.1:${port}/stand-in`;
  const own = production ? { tokenSecret: '', master: '', index: '' } : ownSecrets(dataFolder);

  const tokenSecret = needed('TOKEN_SECRET', '登录令牌密钥', own.tokenSecret);
  if (tokenSecret && !looksRandom(tokenSecret)) problems.push('TOKEN_SECRET 太弱：请用至少 32 字节的随机值');
  const keys = keysFrom(
    needed('MASTER_KEYS', '字段加密主密钥', own.master),
    needed('INDEX_KEY', '查找索引密钥', own.index),
    problems,
  );
  const publicUrl = needed('PUBLIC_URL', '手机访问的 https 地址', `http://${lanAddress()}:${port}`).replace(/\/$/, '');
  if (production && !publicUrl.startsWith('https://')) problems.push('PUBLIC_URL 在生产环境必须以 https:// 开头');
  const wechat = {
    base: given('WECHAT_BASE') || (production ? 'https://api.weixin.qq.com' : `${local}/wechat`),
    appId: needed('WECHAT_APP_ID', '小程序 AppID', 'wxstandin0000000'),
    appSecret: needed('WECHAT_APP_SECRET', '小程序密钥', DEMO),
    pushToken: needed('WECHAT_PUSH_TOKEN', '消息推送令牌', DEMO),
    pushAesKey: needed('WECHAT_PUSH_AES_KEY', '消息推送密钥', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'),
    templateId: needed('WECHAT_TEMPLATE_ID', '审核结果订阅消息模板', 'stand-in-template'),
  };
  if (!/^[0-9A-Za-z]{43}$/.test(wechat.pushAesKey)) problems.push('WECHAT_PUSH_AES_KEY 应为 43 个字母或数字');
  const sms = {
    base: needed('SMS_BASE', '短信服务地址', `${local}/sms`),
    key: needed('SMS_KEY', '短信服务密钥', DEMO),
  };
  for (const [name, value] of Object.entries({ WECHAT_BASE: wechat.base, SMS_BASE: sms.base }))
    if (given(name) && production && value.includes('/stand-in')) problems.push(`${name} 是演示用的替身，不能用于生产`);
  const rateLimit = Number(given('RATE_LIMIT') || 300);
  if (!Number.isInteger(rateLimit) || rateLimit < (production ? 1 : 0))
    problems.push('RATE_LIMIT 应为每分钟的次数，生产环境不能为 0');
  const files: FileConfig = given('S3_ENDPOINT')
    ? {
        kind: 's3',
        endpoint: given('S3_ENDPOINT'),
        region: given('S3_REGION') || 'us-east-1',
        bucket: needed('S3_BUCKET', '文件桶名', 'niangjia'),
        accessKey: needed('S3_ACCESS_KEY', '文件桶账号', ''),
        secretKey: needed('S3_SECRET_KEY', '文件桶密钥', ''),
      }
    : { kind: 'disk', folder: join(dataFolder, 'files') };
  const trustedProxies = needed('TRUSTED_PROXIES', '前面代理的 IP 或网段；没有代理写 none', 'none')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'none');
  if (trustedProxies.some((proxy) => !/^[0-9a-fA-F.:]+(\/\d+)?$/.test(proxy)))
    problems.push('TRUSTED_PROXIES 应为代理的 IP 或网段，用逗号隔开');
  const databaseUrl = needed('DATABASE_URL', '数据库地址', `sqlite:${join(dataFolder, 'niangjia.sqlite')}`);
  const checkpointFolder = needed(
    'CHECKPOINT_DIR',
    '审计检查点目录，应在另一台机器上',
    join(dataFolder, 'checkpoints'),
  );
  if (problems.length > 0) throw new ConfigProblem(problems);
  return {
    production,
    port,
    host: given('HOST') || '0.0.0.0',
    dataFolder,
    databaseUrl,
    redisUrl: given('REDIS_URL') || null,
    publicUrl,
    trustedProxies,
    allowedOrigins: given('ALLOWED_ORIGINS')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    tokenSecret,
    keys,
    wechat,
    sms,
    standIn: !production,
    files,
    checkpointFolder,
    rateLimit,
    patienceMs: 2500,
    metricsToken: given('METRICS_TOKEN') || null,
    logLevel: given('LOG_LEVEL') || (production ? 'info' : 'warn'),
  };
}
