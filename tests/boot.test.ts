/** A server does not start on weak secrets: security.md A2. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ConfigProblem, loadConfig } from '@niangjia/server/core/config';

const production = {
  NODE_ENV: 'production',
  DATA_DIR: '/nonexistent',
  TOKEN_SECRET: 'Zq3v8Lk1Wm5Tn9Xc2Rb7Yd4Fg6Hj0Ps-Ua_Ei',
  MASTER_KEYS: '1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=',
  INDEX_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  PUBLIC_URL: 'https://niangjia.test',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '7c1d5e0b9a8f4e2d6c3b1a0f9e8d7c6b',
  WECHAT_PUSH_TOKEN: 'Kf83jd02LsPq',
  WECHAT_PUSH_AES_KEY: 'Q0d1R2e3T4y5U6i7O8p9A0s1D2f3G4h5J6k7L8z9X0c',
  WECHAT_TEMPLATE_ID: 'Tm-1a2b3c',
  SMS_BASE: 'https://sms.test',
  SMS_KEY: 'p0o9i8u7y6t5',
  DATABASE_URL: 'mysql://niangjia@db.test/niangjia',
  TRUSTED_PROXIES: 'none',
  CHECKPOINT_DIR: '/mnt/witness',
};
const problemsOf = (different: Record<string, string>): string[] => {
  try {
    loadConfig({ ...production, ...different });
    return [];
  } catch (error) {
    return (error as ConfigProblem).problems;
  }
};

describe('A2 in production', () => {
  it('A2 starts with secrets of its own', () => expect(problemsOf({})).toEqual([]));

  it.each([
    ['TOKEN_SECRET', ''],
    ['TOKEN_SECRET', 'Zq3v8Lk1Wm5Tn9Xc2Rb7Yd4Fg6Hj0P'],
    ['TOKEN_SECRET', 'change-me-change-me-change-me-change-me'],
    ['TOKEN_SECRET', 'abababababababababababababababababab'],
    ['TOKEN_SECRET', 'my-demo-secret-Zq3v8Lk1Wm5Tn9Xc2Rb7Yd4Fg6'],
    ['MASTER_KEYS', ''],
    ['MASTER_KEYS', '1:c2hvcnQ='],
    ['MASTER_KEYS', '1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['MASTER_KEYS', `1:${production.INDEX_KEY}`],
    ['INDEX_KEY', 'c2hvcnQ='],
    ['INDEX_KEY', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['PUBLIC_URL', 'http://niangjia.test'],
    ['WECHAT_APP_ID', 'wxstandin0000000'],
    ['WECHAT_APP_SECRET', 'demo-only-never-in-production'],
    ['WECHAT_PUSH_TOKEN', 'demo-only-never-in-production'],
    ['WECHAT_PUSH_AES_KEY', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['WECHAT_BASE', 'http://127.0.0.1:3000/stand-in/wechat'],
    ['SMS_BASE', 'http://127.0.0.1:3000/stand-in/sms'],
    ['SMS_KEY', 'demo-only-never-in-production'],
    ['RATE_LIMIT', '0'],
    ['RATE_LIMIT', 'many'],
    ['NODE_ENV', 'prod'],
    ['NODE_ENV', ''],
  ])('A2 refuses %s = "%s"', (name, value) => expect(problemsOf({ [name]: value }).length).toBeGreaterThan(0));

  it('A2 names every problem at once', () => {
    const nothing = Object.fromEntries(Object.keys(production).map((name) => [name, '']));
    const problems = problemsOf({ ...nothing, NODE_ENV: 'production' }).join('\n');
    for (const name of Object.keys(production).filter((one) => !['NODE_ENV', 'DATA_DIR'].includes(one)))
      expect(problems).toContain(name);
  });

  it('A2 the built server ends with 1 and says what is missing', async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.mjs', 'server']);
    const { NODE_ENV: _, ...environment } = process.env;
    const env = { ...environment, NODE_ENV: 'production', PORT: '0' };
    const run = await promisify(execFile)(process.execPath, ['server/dist/main.cjs'], { env, timeout: 15_000 }).catch(
      (error) => error,
    );
    expect(run.code).toBe(1);
    for (const name of ['TOKEN_SECRET', 'MASTER_KEYS', 'WECHAT_APP_SECRET', 'SMS_KEY'])
      expect(run.stderr).toContain(name);
    expect(run.stdout).toBe('');
  });
});
