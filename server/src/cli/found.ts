/**
 * `npm run found`: puts a union and its first staff member into an empty or running installation, and prints the one
 * password and the authenticator's secret, once. There is no default account anywhere.
 *
 *   npm run found -- --union 青州市总工会 --level county --district 370781 [--under <union id>] [--holding]
 *                    --account qingzhou --name 李某 --id-number <18 位> --role officer
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dayOf } from '@niangjia/shared/rules/days';
import { idNumberProblem, normaliseIdNumber } from '@niangjia/shared/rules/identity';
import { type Role, roles } from '@niangjia/shared/rules/roles';
import { type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import { generateSecret, generateURI } from 'otplib';
import { appendAudit } from '../core/audit';
import { loadConfig } from '../core/config';
import { openDatabase } from '../core/db';
import { ulid } from '../core/ids';
import { migrate } from '../core/migrate';
import { openSecrets } from '../core/secrets';
import { insert, query } from '../core/sql';
import { migrations } from '../migrations/index';
import { PostTable, StaffAccountTable } from '../modules/people/entity';
import { hashPassword, otpPlace } from '../modules/people/staff';
import { type Union, UnionTable } from '../modules/unions/entity';
import { tables } from '../tables';

function readArguments() {
  const { values } = parseArgs({
    options: {
      union: { type: 'string' },
      level: { type: 'string' },
      district: { type: 'string' },
      under: { type: 'string' },
      holding: { type: 'boolean', default: false },
      account: { type: 'string' },
      'id-number': { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'officer' },
    },
  });
  const problems = [
    !values.union && '--union 工会全称',
    !(values.level && values.level in unionLevels) && `--level 取 ${Object.keys(unionLevels).join('、')} 之一`,
    !/^\d{2}(\d{2}(\d{2})?)?$/.test(values.district ?? '') && '--district 2、4 或 6 位行政区划代码',
    !/^[\w.-]{2,60}$/.test(values.account ?? '') && '--account 登录账号（字母、数字）',
    !values.name && '--name 姓名',
    idNumberProblem(values['id-number'] ?? '', dayOf(new Date())) &&
      '--id-number 本人身份证号（只存查找索引，用来防止审核自己的申请）',
    !(values.role in roles) && `--role 取 ${Object.keys(roles).join('、')} 之一`,
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`还需要：\n- ${problems.join('\n- ')}`);
  return values as {
    union: string;
    level: UnionLevel;
    district: string;
    under?: string;
    holding: boolean;
    account: string;
    'id-number': string;
    name: string;
    role: Role;
  };
}

async function main(): Promise<void> {
  const given = readArguments();
  const config = loadConfig(process.env);
  const db = await openDatabase({ url: config.databaseUrl, tables, migrations });
  await migrate(db);
  const secrets = openSecrets(config.keys);
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const otpSecret = generateSecret();
  const now = new Date();
  const at = now.toISOString();
  await db.tx(async (manager) => {
    const [upper] = given.under
      ? await query<Union>(manager, 'SELECT * FROM trade_union WHERE id = ?', [given.under])
      : [];
    if (given.under && !upper) throw new Error(`没有编号为 ${given.under} 的上级工会`);
    const same = await query(manager, 'SELECT id FROM trade_union WHERE name = ? AND districtCode = ?', [
      given.union,
      given.district,
    ]);
    if (same.length > 0) throw new Error(`${given.union} 已经在这个库里`);
    const unionId = ulid();
    const path = `${upper?.path ?? '/'}${unionId}/`;
    const { union: name, level, district: districtCode, holding } = given;
    await insert(manager, UnionTable, {
      id: unionId,
      name,
      level,
      parentId: upper?.id ?? null,
      path,
      districtCode,
      holding,
      phone: null,
      closedAt: null,
    });
    const id = ulid();
    const otpSealed = await secrets.seal(manager, otpPlace(id), otpSecret, now);
    const account = {
      id,
      account: given.account,
      name: given.name,
      personId: null,
      idNumberIndex: secrets.index('id-number', normaliseIdNumber(given['id-number'])),
      passwordHash,
      otpSealed,
      lastOtpStep: 0,
      disabledAt: null,
      createdAt: at,
    };
    await insert(manager, StaffAccountTable, account);
    await insert(manager, PostTable, {
      id: ulid(),
      accountId: id,
      role: given.role,
      unionId,
      fromOn: dayOf(now),
      toOn: null,
    });
    await appendAudit(manager, {
      at,
      by: 'command line',
      what: 'found union and staff',
      object: `union:${unionId}`,
      outcome: 'done',
      requestId: ulid(),
      detail: { staff: id },
    });
    process.stdout.write(`工会编号　${unionId}\n`);
  });
  await db.close();
  process.stdout.write(`账号　　　${given.account}\n密码　　　${password}（只显示这一次）\n验证器密钥　${otpSecret}\n`);
  process.stdout.write(`${generateURI({ issuer: '娘家', label: given.account, secret: otpSecret })}\n`);
}

main().then(
  () => process.exit(0),
  (error: Error & { code?: string }) => {
    process.stderr.write(
      `没有建成：${error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'ER_DUP_ENTRY' ? '这个账号已存在' : error.message}\n`,
    );
    process.exit(1);
  },
);
