/**
 * `npm run found`: puts a union and its first staff member into an empty or running installation, and prints the one
 * password and the authenticator's secret, once. There is no default account anywhere (B8).
 *
 *   npm run found -- --union 青州市总工会 --level county --district 370781 [--under <union id>] [--holding]
 *                    --account qingzhou --name 李某 --id-number <18 位> --role officer [--phone <11 位>]
 *   npm run found -- --in <union id> --account anquan --name 郑某 --id-number <18 位> --role securityAdmin
 *
 * `--in` brings a union to the point where it appoints by itself: an officer proposes, the security admin confirms,
 * for the three guards the chair as well. From then on it refuses: posts come by two persons in the console.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dayOf } from '@niangjia/shared/rules/days';
import { idNumberProblem, normaliseIdNumber, normalisePhone, phoneProblem } from '@niangjia/shared/rules/identity';
import { type Role, roles } from '@niangjia/shared/rules/roles';
import { type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import { generateSecret, generateURI } from 'otplib';
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../core/audit';
import { loadConfig } from '../core/config';
import { openDatabase } from '../core/db';
import { ulid } from '../core/ids';
import { migrate } from '../core/migrate';
import { Refusal } from '../core/refusal';
import { openSecrets, type Secrets } from '../core/secrets';
import { insert, query } from '../core/sql';
import { migrations } from '../migrations/index';
import { PostTable, plainAccount, plainPost, StaffAccountTable, staffPhonePlace } from '../modules/people/entity';
import { hashPassword, otpPlace } from '../modules/people/staff';
import { appointsItself } from '../modules/posts/bring-up';
import { mustBeCompatible } from '../modules/posts/compatible';
import { type Union, UnionTable } from '../modules/unions/entity';
import { tables } from '../tables';

interface Given {
  union: string;
  level: UnionLevel;
  district: string;
  under?: string;
  holding: boolean;
  in?: string;
  account: string;
  'id-number': string;
  name: string;
  role: Role;
  phone?: string;
}

function readArguments(): Given {
  const word = { type: 'string' as const };
  const { values } = parseArgs({
    options: {
      union: word,
      level: word,
      district: word,
      under: word,
      holding: { type: 'boolean', default: false },
      in: word,
      account: word,
      'id-number': word,
      name: word,
      role: { type: 'string', default: 'officer' },
      phone: word,
    },
  });
  const founding = values.in === undefined;
  const problems = [
    founding && !values.union && '--union 工会全称（或 --in 已有工会的编号）',
    founding &&
      !(values.level && values.level in unionLevels) &&
      `--level 取 ${Object.keys(unionLevels).join('、')} 之一`,
    founding && !/^\d{2}(\d{2}(\d{2})?)?$/.test(values.district ?? '') && '--district 2、4 或 6 位行政区划代码',
    !/^[\w.-]{2,60}$/.test(values.account ?? '') && '--account 登录账号（字母、数字）',
    !values.name && '--name 姓名',
    idNumberProblem(values['id-number'] ?? '', dayOf(new Date())) &&
      '--id-number 本人身份证号（只存查找索引，用来防止审核自己的申请）',
    !(values.role in roles) && `--role 取 ${Object.keys(roles).join('、')} 之一`,
    values.phone !== undefined && phoneProblem(values.phone) && '--phone 11 位手机号（加密保存，用来重发启用短信）',
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`还需要：\n- ${problems.join('\n- ')}`);
  return values as unknown as Given;
}

async function foundUnion(db: EntityManager, given: Given): Promise<string> {
  const [upper] = given.under ? await query<Union>(db, 'SELECT * FROM trade_union WHERE id = ?', [given.under]) : [];
  if (given.under && !upper) throw new Error(`没有编号为 ${given.under} 的上级工会`);
  const { union: name, level, district: districtCode, holding } = given;
  const same = await query(db, 'SELECT id FROM trade_union WHERE name = ? AND districtCode = ?', [name, districtCode]);
  if (same.length > 0) throw new Error(`${name} 已经在这个库里，请用 --in 和它的编号`);
  const id = ulid();
  const path = `${upper?.path ?? '/'}${id}/`;
  const parentId = upper?.id ?? null;
  await insert(db, UnionTable, { id, name, level, parentId, path, districtCode, holding, phone: null, closedAt: null });
  return id;
}

async function joinUnion(db: EntityManager, id: string, role: Role, now: Date): Promise<string> {
  const [union] = await query<Union>(db, 'SELECT * FROM trade_union WHERE id = ?', [id]);
  if (!union) throw new Error(`没有编号为 ${id} 的工会`);
  if (await appointsItself(db, union.path, role, now))
    throw new Error(`${union.name}已有提请人和复核人，请在管理台提请任命${roles[role].label}`);
  return union.id;
}

interface Fresh {
  password: string;
  passwordHash: string;
  otpSecret: string;
}

async function addStaff(db: EntityManager, secrets: Secrets, given: Given, unionId: string, fresh: Fresh, now: Date) {
  const id = ulid();
  const idNumberIndex = secrets.index('id-number', normaliseIdNumber(given['id-number']));
  const post = { accountId: id, role: given.role, unionId, fromOn: dayOf(now), toOn: null };
  await mustBeCompatible({ db, now }, idNumberIndex, post);
  await insert(db, StaffAccountTable, {
    ...plainAccount,
    id,
    account: given.account,
    name: given.name,
    idNumberIndex,
    passwordHash: fresh.passwordHash,
    otpSealed: await secrets.seal(db, otpPlace(id), fresh.otpSecret, now),
    phoneIndex: given.phone ? secrets.index('phone', normalisePhone(given.phone)) : null,
    phoneSealed: given.phone ? await secrets.seal(db, staffPhonePlace(id), normalisePhone(given.phone), now) : null,
    createdAt: now.toISOString(),
  });
  await insert(db, PostTable, { ...plainPost, ...post, id: ulid() });
  return id;
}

async function main(): Promise<void> {
  const given = readArguments();
  const config = loadConfig(process.env);
  const db = await openDatabase({ url: config.databaseUrl, tables, migrations });
  await migrate(db);
  const secrets = openSecrets(config.keys);
  const password = randomBytes(12).toString('base64url');
  const fresh = { password, passwordHash: await hashPassword(password), otpSecret: generateSecret() };
  const now = new Date();
  await db.tx(async (manager) => {
    const unionId = given.in ? await joinUnion(manager, given.in, given.role, now) : await foundUnion(manager, given);
    const id = await addStaff(manager, secrets, given, unionId, fresh, now);
    await appendAudit(manager, {
      at: now.toISOString(),
      by: 'command line',
      what: given.in ? 'found staff' : 'found union and staff',
      object: `union:${unionId}`,
      outcome: 'done',
      requestId: ulid(),
      detail: { staff: id, role: given.role },
    });
    process.stdout.write(`工会编号　${unionId}\n`);
  });
  await db.close();
  process.stdout.write(
    `账号　　　${given.account}\n密码　　　${password}（只显示这一次）\n验证器密钥　${fresh.otpSecret}\n`,
  );
  process.stdout.write(`${generateURI({ issuer: '娘家', label: given.account, secret: fresh.otpSecret })}\n`);
}

const isTaken = ({ code }: { code?: string }): boolean =>
  code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'ER_DUP_ENTRY';

main().then(
  () => process.exit(0),
  (error: Error & { code?: string }) => {
    const why = error instanceof Refusal ? error.body('').sentence : isTaken(error) ? '这个账号已存在' : error.message;
    process.stderr.write(`没有建成：${why}\n`);
    process.exit(1);
  },
);
