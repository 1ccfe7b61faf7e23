/** Loads the demo on a first run, through the same services as everybody: unions, codes, staff, a queue. */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSecret, generateSync } from 'otplib';
import type { EntityManager } from 'typeorm';
import { type Ask, type Caller, makeAsk } from '../core/ask';
import { ulid } from '../core/ids';
import { DEMO_MARK } from '../core/key-witness';
import type { Kit } from '../core/kit';
import { insert, query } from '../core/sql';
import { KeyWitnessTable } from '../core/tables';
import { submitApplication } from '../modules/membership/apply';
import { decide } from '../modules/membership/review';
import { PostTable, plainAccount, plainPost, StaffAccountTable, staffPhonePlace } from '../modules/people/entity';
import { personByPhone } from '../modules/people/person';
import { hashPassword, sealOtp } from '../modules/people/staff';
import { listTexts } from '../modules/unions/consents';
import { BenefitTable, JoinCodeTable, UnionTable } from '../modules/unions/entity';
import { loadCases } from './cases';
import { loadEvents } from './events';
import { loadServices } from './orders';
import { demoStaff, madeUpIdNumber, madeUpName, madeUpOccupation, madeUpPhone } from './people';
import { loadProblems } from './problems';
import { demoBenefits, demoCodes, demoUnions } from './unions';
import { loadVouchers } from './vouchers';

export interface DemoAccount {
  account: string;
  name: string;
  password: string;
  otpSecret: string;
}

const fileOf = (kit: Kit): string => join(kit.config.dataFolder, 'demo.json');

/** Demo accounts of this installation; empty when none was loaded. */
export const demoAccounts = (kit: Kit): DemoAccount[] =>
  existsSync(fileOf(kit)) ? (JSON.parse(readFileSync(fileOf(kit), 'utf8')) as DemoAccount[]) : [];

/** The six digits that an authenticator would show now. */
export const otpNow = ({ otpSecret }: DemoAccount, now: Date): string =>
  generateSync({ secret: otpSecret, epoch: Math.floor(now.getTime() / 1000) });

/** Loads everything once; false when there are unions already. */
export async function loadDemo(kit: Kit): Promise<boolean> {
  const known = await query(kit.db.reader, 'SELECT id FROM trade_union LIMIT 1');
  if (known.length > 0) return false;
  const password = `demo-${randomInt(100_000, 999_999)}`;
  const passwordHash = await hashPassword(password);
  const accounts = demoStaff.map(({ account, name }) => ({ account, name, password, otpSecret: generateSecret() }));
  await kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const unions = await loadUnions(ask);
    await loadStaff(ask, unions, accounts, passwordHash);
    await insert(db, KeyWitnessTable, { name: DEMO_MARK, mark: kit.now().toISOString() });
  });
  await loadQueue(kit);
  await loadCases(kit);
  await loadVouchers(kit);
  await loadServices(kit);
  await loadEvents(kit);
  await loadProblems(kit);
  writeFileSync(fileOf(kit), JSON.stringify(accounts, null, 2), { mode: 0o600 });
  return true;
}

async function loadUnions(ask: Ask): Promise<Map<string, string>> {
  const at = ask.now.toISOString();
  const ids = new Map<string, string>();
  const paths = new Map<string, string>();
  for (const union of demoUnions) {
    const id = ulid();
    const path = `${(union.under && paths.get(union.under)) || '/'}${id}/`;
    ids.set(union.mark, id);
    paths.set(union.mark, path);
    await insert(ask.db, UnionTable, {
      id,
      name: union.name,
      level: union.level,
      parentId: union.under ? (ids.get(union.under) ?? null) : null,
      path,
      districtCode: union.district,
      holding: union.holding ?? false,
      phone: union.phone ?? null,
      closedAt: null,
    });
  }
  const idOf = (mark: string) => ids.get(mark) ?? '';
  for (const { union, ...benefit } of demoBenefits)
    await insert(ask.db, BenefitTable, { id: ulid(), unionId: idOf(union), ...benefit });
  for (const { token, union, kind, label, expiresOn, withdrawn } of demoCodes)
    await insert(ask.db, JoinCodeTable, {
      token,
      unionId: idOf(union),
      kind,
      label,
      expiresOn: expiresOn ?? null,
      withdrawnAt: withdrawn ? at : null,
      createdAt: at,
      createdBy: 'demo',
    });
  return ids;
}

async function loadStaff(
  ask: Ask,
  unions: Map<string, string>,
  accounts: DemoAccount[],
  passwordHash: string,
): Promise<void> {
  for (const [nth, { account, name, otpSecret }] of accounts.entries()) {
    const id = ulid();
    await insert(ask.db, StaffAccountTable, {
      ...plainAccount,
      id,
      account,
      name,
      idNumberIndex: ask.kit.secrets.index('id-number', madeUpIdNumber(500 + nth)),
      passwordHash,
      otpSealed: await sealOtp(ask, id, otpSecret),
      phoneSealed: await ask.kit.secrets.seal(ask.db, staffPhonePlace(id), madeUpPhone(500 + nth), ask.now),
      phoneIndex: ask.kit.secrets.index('phone', madeUpPhone(500 + nth)),
      createdAt: ask.now.toISOString(),
    });
    const { role, union } = demoStaff[nth] ?? {};
    if (role && union)
      await insert(ask.db, PostTable, {
        ...plainPost,
        id: ulid(),
        accountId: id,
        role,
        unionId: unions.get(union) ?? '',
        fromOn: '2026-01-01',
      });
  }
}

/** Forty applications of the last week: most wait, some were decided. */
async function loadQueue(kit: Kit): Promise<void> {
  const codes = demoCodes.filter(({ expiresOn, withdrawn }) => !expiresOn && !withdrawn);
  for (let nth = 1; nth <= 40; nth += 1) {
    const code = codes[nth % codes.length];
    if (!code) return;
    const past: Kit = { ...kit, now: () => new Date(kit.now().getTime() - ((nth * 5) % 8) * 86_400_000) };
    await past.db.tx(async (db) => {
      const application = await applyAs(past, db, nth, code.token);
      if (nth % 5 === 1) await decideAs(past, db, application, 'approve', null);
      else if (nth % 8 === 0) await decideAs(past, db, application, 'return', '姓名与身份证不一致，请核对后重新提交。');
    });
  }
}

async function applyAs(kit: Kit, db: EntityManager, nth: number, token: string): Promise<string> {
  const nobody = makeAsk(kit, db, { kind: 'nobody' }).ask;
  const by: Caller = { kind: 'person', personId: await personByPhone(nobody, madeUpPhone(nth)), sessionId: 'demo' };
  const [code] = await query<{ unionId: string }>(db, 'SELECT unionId FROM join_code WHERE token = ?', [token]);
  const texts = await listTexts(nobody);
  const { id } = await submitApplication(makeAsk(kit, db, by).ask, {
    unionId: code?.unionId ?? '',
    codeToken: token,
    name: madeUpName(nth),
    idNumber: madeUpIdNumber(nth),
    occupation: madeUpOccupation(nth),
    consents: texts.items.map(({ purpose, hash }) => ({ purpose, hash })),
  });
  return id;
}

/** Decides as an officer of the very union of the application. */
async function decideAs(
  kit: Kit,
  db: EntityManager,
  id: string,
  verb: 'approve' | 'return',
  reason: string | null,
): Promise<void> {
  const [union] = await query<{ unionId: string; unionName: string; unionPath: string }>(
    db,
    `SELECT u.id AS unionId, u.name AS unionName, u.path AS unionPath
     FROM application a JOIN trade_union u ON u.id = a.unionId WHERE a.id = ?`,
    [id],
  );
  const [account] = await query<{ id: string }>(db, 'SELECT id FROM staff_account WHERE account = ?', ['qingzhou']);
  if (!union || !account) return;
  const by: Caller = {
    kind: 'staff',
    accountId: account.id,
    personId: null,
    idNumberIndex: null,
    sessionId: 'demo',
    stepUpAt: null,
    posts: [{ role: 'officer', ...union }],
  };
  await decide(makeAsk(kit, db, by).ask, id, verb, reason);
}

export const demoJoinToken = 'qz-north-2026';
