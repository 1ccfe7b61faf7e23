/**
 * A small real world for tests: the real app on a real port and a real database (TEST_DB says which), with stand-ins
 * only of WeChat, SMS and the clock. Tests speak through the same typed client as the phone.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppOptions, buildApp } from '@niangjia/server/app';
import { makeAsk } from '@niangjia/server/core/ask';
import { type Config, loadConfig } from '@niangjia/server/core/config';
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { migrate } from '@niangjia/server/core/migrate';
import { insert } from '@niangjia/server/core/sql';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { migrations } from '@niangjia/server/migrations/index';
import { PostTable, plainAccount, plainPost, StaffAccountTable } from '@niangjia/server/modules/people/entity';
import { hashPassword, sealOtp } from '@niangjia/server/modules/people/staff';
import { storeTexts } from '@niangjia/server/modules/unions/consents';
import { JoinCodeTable, type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { makeStandIn } from '@niangjia/server/stand-in/index';
import { tables } from '@niangjia/server/tables';
import { type Api, makeApi, Refused, type Send } from '@niangjia/shared/client';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { entryOf } from '@niangjia/shared/contract/index';
import type { Role } from '@niangjia/shared/rules/roles';
import Fastify from 'fastify';
import { generateSecret, generateSync } from 'otplib';

export const PASSWORD = 'a good long password 7';

/** Monday, 10:00 in Shanghai: the review's term of 3 working days ends on Thursday, 2026-11-26. */
const MONDAY = '2026-11-23T02:00:00.000Z';

export interface World {
  address: string;
  kit: Kit;
  config: Config;
  sent: ReturnType<typeof makeStandIn>['sent'];
  unions: Record<'province' | 'county' | 'street' | 'rider' | 'elsewhere', Union>;
  /** Log lines of the server, as they were written. */
  log: string[];
  clock: { now: Date; forward(milliseconds: number): void };
  /** The typed client without anybody signed in. */
  api: Api;
  /** The typed client with a token; entries that ask for an idempotency key get a fresh one unless given. */
  as(token: string): Api;
  /** Anything at all over HTTP. */
  raw(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Signs a person in on H5 by a code from the SMS stand-in. */
  signIn(phone: string): Promise<{ token: string; refresh: string; api: Api }>;
  /** A staff member with a post, signed in with password and code; the same ID number is the same natural person. */
  staff(role: Role, union?: Union, account?: string, idNumber?: string): Promise<StaffMember>;
  /** Signs an existing staff account in again. */
  signInStaff(account: string, otpSecret: string): Promise<{ token: string; refresh: string; api: Api }>;
  /** A person who has applied to a union; `nth` makes phone and ID number. */
  applicant(nth: number, union?: Union): Promise<Applicant>;
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}
export interface StaffMember {
  id: string;
  account: string;
  otpSecret: string;
  token: string;
  refresh: string;
  api: Api;
}
export interface Applicant {
  phone: string;
  idNumber: string;
  token: string;
  api: Api;
  application: Reply<'POST /applications'>;
}

export const onMysql = process.env.TEST_DB === 'mysql';

/** An empty, migrated database of its own; `drop` takes it away. */
export async function freshDatabase(poolSize = 10): Promise<{ url: string; db: Database; drop(): Promise<void> }> {
  const name = `${process.env.JEST_WORKER_ID ?? '1'}_${randomBytes(4).toString('hex')}`;
  if (!onMysql) {
    const folder = mkdtempSync(join(tmpdir(), 'niangjia-test-'));
    const url = `sqlite:${join(folder, 'test.sqlite')}`;
    const db = await openDatabase({ url, tables, migrations });
    await migrate(db);
    return {
      url,
      db,
      drop: async () => {
        await db.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
  const base = new URL(process.env.TEST_DATABASE_URL ?? '');
  const database = `${base.pathname.slice(1)}_w${name}`;
  const admin = await openDatabase({
    url: Object.assign(new URL(base), { pathname: '/' }).href,
    tables: [],
    migrations: [],
    poolSize: 1,
  });
  await admin.writer.query(`CREATE DATABASE \`${database}\``);
  const url = Object.assign(new URL(base), { pathname: `/${database}` }).href;
  const db = await openDatabase({ url, tables, migrations, poolSize });
  await migrate(db);
  return {
    url,
    db,
    drop: async () => {
      await db.close();
      await admin.writer.query(`DROP DATABASE \`${database}\``);
      await admin.close();
    },
  };
}

async function openStandIn(config: Config) {
  const standIn = makeStandIn({ wechat: config.wechat, smsKey: config.sms.key });
  const app = Fastify();
  await app.register(standIn.plugin);
  return { standIn, app, address: await app.listen({ port: 0, host: '127.0.0.1' }) };
}

export interface WorldOptions {
  now?: string;
  /** Calls per minute and caller; 0, the default here, is no limit. */
  rateLimit?: number;
  redisUrl?: string;
  environment?: Record<string, string>;
  /** What stands beside the API: the reference, metrics, pages; also sees every route that is registered. */
  beside?: AppOptions['beside'];
}

/** Opens a world; close it in `afterAll`. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-world-'));
  const own = await freshDatabase();
  const config = {
    ...loadConfig({ DATA_DIR: folder, PORT: '0', PUBLIC_URL: 'http://join.test', ...options.environment }),
    rateLimit: options.rateLimit ?? 0,
    // A busy machine is no fault of what is tested; what happens at the limit is shown on servers of their own.
    patienceMs: 20_000,
    redisUrl: options.redisUrl ?? null,
    databaseUrl: own.url,
    logLevel: 'info',
  };
  const side = await openStandIn(config);
  config.wechat = { ...config.wechat, base: `${side.address}/wechat` };
  config.sms = { ...config.sms, base: `${side.address}/sms` };
  const clock = {
    now: new Date(options.now ?? MONDAY),
    forward(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const log: string[] = [];
  const { app, kit } = await buildApp({
    config,
    db: own.db,
    now: () => clock.now,
    logStream: { write: (line) => void log.push(line) },
    ...(options.beside && { beside: options.beside }),
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  await own.db.tx((db) => storeTexts(db, '2026-11-23'));
  const unions = await plantUnions(kit);

  const raw: World['raw'] = async (method, path, { token, body, headers } = {}) => {
    const sending = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(`${address}/api${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: (sending ? body : JSON.stringify(body)) as BodyInit }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text ? JSON.parse(text) : undefined,
    };
  };
  const clientOf = (token: string | undefined): Api => {
    const send: Send = ({ method, path, body, idempotencyKey }) =>
      raw(method, path, { token, body, headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {} });
    const api = makeApi(send);
    return (key, input) => {
      const once = entryOf(key).once && { idempotencyKey: randomUUID() };
      return api(key, { ...once, ...input } as never);
    };
  };
  const api = clientOf(undefined);
  const signedIn = (session: { access: string; refresh: string }) => ({
    token: session.access,
    refresh: session.refresh,
    api: clientOf(session.access),
  });

  const world: World = {
    address,
    kit,
    config,
    sent: side.standIn.sent,
    unions,
    log,
    clock,
    api,
    as: clientOf,
    raw,
    async signIn(phone) {
      await api('POST /phone-codes', { body: { phone } });
      const code = side.standIn.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';
      return signedIn(await api('POST /phone-sessions', { body: { phone, code } }));
    },
    async signInStaff(account, otpSecret) {
      const otp = generateSync({ secret: otpSecret, epoch: Math.floor(clock.now.getTime() / 1000) });
      return signedIn(await api('POST /staff-sessions', { body: { account, password: PASSWORD, otp } }));
    },
    async staff(
      role,
      union = unions.street,
      account = `${role}-${randomBytes(3).toString('hex')}`,
      idNumber = nextIdNumber(),
    ) {
      const otpSecret = generateSecret();
      const id = await plantStaff(kit, { role, union, account, otpSecret, idNumber });
      return { id, account, otpSecret, ...(await world.signInStaff(account, otpSecret)) };
    },
    async applicant(nth, union = unions.street) {
      const phone = madeUpPhone(nth);
      const idNumber = madeUpIdNumber(nth);
      const person = await world.signIn(phone);
      const body = await application(api, union.id, { idNumber });
      return { phone, idNumber, ...person, application: await person.api('POST /applications', { body }) };
    },
    sql: (text, values) => own.db.writer.query(text, values),
    async close() {
      await app.close();
      await side.app.close();
      await own.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** A valid body of an application, with what a test wants different. */
export async function application(
  api: Api,
  unionId: string,
  different: Partial<Input<'POST /applications'>['body']> = {},
): Promise<Input<'POST /applications'>['body']> {
  const texts = await api('GET /consent-texts');
  return {
    unionId,
    codeToken: null,
    name: '王小明',
    idNumber: '370784199001010025',
    occupation: 'FOOD_RIDER',
    consents: texts.items.map(({ purpose, hash }) => ({ purpose, hash })),
    ...different,
  };
}

/** The refusal that a call ends in; fails the test when it succeeds. */
export async function refusal(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('expected a refusal, but the call succeeded');
}

async function plantUnions(kit: Kit): Promise<World['unions']> {
  const unions = {} as World['unions'];
  const plant = async (
    mark: keyof World['unions'],
    under: Union | null,
    rest: Pick<Union, 'name' | 'level' | 'districtCode' | 'phone'>,
  ) => {
    const id = ulid();
    const union = {
      id,
      parentId: under?.id ?? null,
      path: `${under?.path ?? '/'}${id}/`,
      holding: true,
      closedAt: null,
      ...rest,
    };
    await kit.db.tx((db) => insert(db, UnionTable, union));
    unions[mark] = union;
  };
  await plant('province', null, { name: '山东省总工会', level: 'province', districtCode: '37', phone: '12351' });
  await plant('county', unions.province, {
    name: '青州市总工会',
    level: 'county',
    districtCode: '370781',
    phone: '0536-0000101',
  });
  await plant('street', unions.county, {
    name: '青州北部片区工会联合会',
    level: 'federation',
    districtCode: '370781',
    phone: '0536-0000102',
  });
  await plant('rider', unions.street, {
    name: '北部片区外卖骑手联合工会',
    level: 'grassroots',
    districtCode: '370781',
    phone: null,
  });
  await plant('elsewhere', null, { name: '深圳市总工会', level: 'city', districtCode: '4403', phone: '0755-0000401' });
  const at = kit.now().toISOString();
  const code = {
    unionId: unions.street.id,
    kind: null,
    label: '北部片区',
    expiresOn: null,
    withdrawnAt: null,
    createdAt: at,
    createdBy: ulid(),
  };
  await kit.db.tx(async (db) => {
    await insert(db, JoinCodeTable, { token: 'street-code', ...code });
    await insert(db, JoinCodeTable, { token: 'withdrawn-code', ...code, withdrawnAt: at });
    await insert(db, JoinCodeTable, { token: 'expired-code', ...code, expiresOn: '2026-11-22' });
  });
  return unions;
}

/** ID numbers of staff, apart from those of applicants. */
let nth = 20_000;
const nextIdNumber = (): string => madeUpIdNumber((nth += 1));

let passwordHash: Promise<string> | undefined;

async function plantStaff(
  kit: Kit,
  member: { role: Role; union: Union; account: string; otpSecret: string; idNumber: string },
): Promise<string> {
  passwordHash ??= hashPassword(PASSWORD);
  const known = await passwordHash;
  const id = ulid();
  await kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    await insert(db, StaffAccountTable, {
      ...plainAccount,
      id,
      account: member.account,
      name: '张干事',
      idNumberIndex: kit.secrets.index('id-number', member.idNumber),
      passwordHash: known,
      otpSealed: await sealOtp(ask, id, member.otpSecret),
      createdAt: kit.now().toISOString(),
    });
    await insert(db, PostTable, {
      ...plainPost,
      id: ulid(),
      accountId: id,
      role: member.role,
      unionId: member.union.id,
      fromOn: '2026-01-01',
    });
  });
  return id;
}
