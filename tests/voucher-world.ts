/** Merchants, campaigns and many members that are simply there: for tests that begin where people have done their part. */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { makeAsk } from '@niangjia/server/core/ask';
import { randomToken, sha256, ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { AUDIENCE } from '@niangjia/server/core/session';
import { insert, insertMany, nextValue, update } from '@niangjia/server/core/sql';
import { type DataKey, DataKeyTable, type Session, SessionTable } from '@niangjia/server/core/tables';
import { madeUpIdNumber, madeUpName, madeUpOccupation, madeUpPhone } from '@niangjia/server/demo/people';
import {
  type Campaign,
  CampaignPersonTable,
  CampaignTable,
  VoucherKindTable,
  VoucherStockTable,
} from '@niangjia/server/modules/campaigns/entity';
import { JointActTable, JointSignatureTable } from '@niangjia/server/modules/joint/entity';
import { addToTally, recordJoined } from '@niangjia/server/modules/membership/changes';
import { codePlace, type Membership, MembershipTable } from '@niangjia/server/modules/membership/entity';
import { CashierTable, cashierPhonePlace, MerchantTable, ShopTable } from '@niangjia/server/modules/merchants/entity';
import { type Person, PersonTable } from '@niangjia/server/modules/people/entity';
import { idNumberOfPerson } from '@niangjia/server/modules/people/proofs';
import type { Union } from '@niangjia/server/modules/unions/entity';
import type { Input } from '@niangjia/shared/contract/index';
import { type Audience, everybody } from '@niangjia/shared/rules/audience';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { JointKind } from '@niangjia/shared/rules/joint';
import type { EntityManager } from 'typeorm';
import type { World } from './world';

type Place = Pick<World, 'kit' | 'unions'>;
export type GivenCampaign = Input<'POST /campaigns'>['body'];
export type GivenKind = GivenCampaign['kinds'][number];

/** 满 50 减 40, a hundred of them, one each; what a test wants different goes over it. */
export const kindBody = (different: Partial<GivenKind> = {}): GivenKind => ({
  title: '满减券',
  words: '',
  worth: 'off',
  minSpendFen: 5000,
  offFen: 4000,
  listFen: 0,
  subsidyFen: 3000,
  merchantFen: 600,
  bankFen: 400,
  total: 100,
  perPerson: 1,
  perDay: 0,
  waves: [],
  merchantIds: [],
  ...different,
});

/** A valid body of a campaign of the street's union: claimed from now on for a week, used until the 30th day. */
export function campaignBody(
  { kit, unions }: Place,
  { audience, kinds, ...different }: Partial<Omit<GivenCampaign, 'audience' | 'kinds'>> & Rest = {},
): GivenCampaign {
  const now = kit.now();
  return {
    unionId: unions.street.id,
    title: '五一送福利',
    words: '',
    way: 'first',
    claimFrom: now.toISOString(),
    claimUntil: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
    useFrom: dayOf(now),
    useUntil: addDays(dayOf(now), 30),
    extendMonths: 0,
    perPerson: 0,
    perPersonDay: 0,
    line: false,
    favourNew: false,
    beacon: null,
    ...different,
    audience: { ...everybody, ...audience },
    kinds: (kinds ?? [{}]).map(kindBody),
  };
}
interface Rest {
  audience?: Partial<Audience>;
  kinds?: Partial<GivenKind>[];
}

let nth = 0;

/** A running merchant with one open shop and one cashier, who signs in with `phone`. */
export async function plantMerchant({ kit, unions }: Place, union: Union = unions.street) {
  nth += 1;
  const [merchantId, shopId, cashierId] = [ulid(), ulid(), ulid()];
  const phone = madeUpPhone(8000 + nth);
  const phoneIndex = kit.secrets.index('phone', phone);
  const at = kit.now().toISOString();
  const today = dayOf(kit.now());
  await kit.db.tx(async (db) => {
    await insert(db, MerchantTable, {
      ...{ id: merchantId, number: `SJ${randomBytes(6).toString('hex')}`, unionId: union.id, name: `示例饭店${nth}` },
      ...{ contactPhone: phone, contractNumber: `HT-${nth}`, contractFrom: addDays(today, -30) },
      ...{ contractTo: addDays(today, 335), serviceTitle: '工作餐', listFen: 2600, priceFen: 800, yearlyQuota: 1000 },
      ...{ payeeName: null, payeeBank: null, payeeSealed: null, payeeLast: null, endedAt: null, endReason: null },
      ...{ createdBy: union.id, createdAt: at },
    });
    await insert(db, ShopTable, {
      ...{ id: shopId, merchantId, name: '一号店', address: '青州市示例路 1 号', latitude: null, longitude: null },
      ...{ offlinePerDay: 0, closedAt: null, createdAt: at },
    });
    await insert(db, CashierTable, {
      ...{ id: cashierId, shopId, name: '收银小赵', phoneIndex, openPhone: phoneIndex },
      phoneSealed: await kit.secrets.seal(db, cashierPhonePlace(cashierId), phone, kit.now()),
      ...{ since: at, endedAt: null, endReason: null, createdBy: union.id },
    });
  });
  return { merchantId, shopId, cashierId, phone };
}

/** An act as two persons have signed it: for what the database asks of a published campaign, a raised stock. */
export async function plantDoneAct(
  kit: Kit,
  db: EntityManager,
  given: { kind: JointKind; slots: string[]; unionId: string; payload: Record<string, unknown> },
): Promise<string> {
  const id = ulid();
  const at = kit.now().toISOString();
  const { kind, unionId } = given;
  const none = { reason: null, barred: null, page: null, decidedAt: null, refusedBy: null, refusal: null };
  await insert(db, JointActTable, {
    ...{ id, kind, state: 'waiting', unionId, title: '示例', facts: '[]', payload: JSON.stringify(given.payload) },
    ...{ needs: given.slots.length, openKey: id, proposedBy: unionId, proposedAt: at, dueOn: dayOf(at), ...none },
  });
  for (const [one, slot] of given.slots.entries())
    await insert(db, JointSignatureTable, {
      ...{
        id: ulid(),
        actId: id,
        slot: slot as 'first',
        accountId: unionId,
        unionId,
        signer: String(one).repeat(64),
        at,
      },
    });
  await update(db, JointActTable, { id }, { state: 'done', openKey: null, decidedAt: at });
  return id;
}

/** What a planted campaign may have different: the fields of the body, its union, and whom its list names. */
export type PlantedCampaign = Partial<Omit<GivenCampaign, 'audience' | 'kinds' | 'unionId'>> &
  Rest & { union?: Union; listed?: { personId: string; membershipId: string }[] };

/** A published campaign with its kinds and stock, as two persons have signed it. No merchant comes with it. */
export async function plantCampaign(place: Place, { union, listed = [], ...rest }: PlantedCampaign = {}) {
  const { kit, unions } = place;
  const body = campaignBody(place, rest);
  const campaignId = ulid();
  const unionId = (union ?? unions.street).id;
  const at = kit.now().toISOString();
  const secret = body.way === 'lottery' ? randomBytes(32).toString('hex') : null;
  const { kinds, audience, ...plain } = body;
  const row: Campaign = {
    ...plain,
    ...{ id: campaignId, unionId, number: `HD${randomBytes(6).toString('hex')}`, state: 'draft' },
    audience: JSON.stringify(audience),
    beaconValue: null,
    secretSealed: secret && kit.secrets.sealPlain(`campaign-secret:${campaignId}`, secret),
    commitment: secret && sha256(secret),
    secret: null,
    drawnAt: null,
    budgetFen: kinds.reduce((sum, { total, subsidyFen }) => sum + total * subsidyFen, 0),
    jointId: null,
    ...{ createdBy: unionId, createdAt: at, publishedAt: null, endedAt: null, endReason: null },
  };
  const kindIds = kinds.map(() => ulid());
  await kit.db.tx(async (db) => {
    await insert(db, CampaignTable, row);
    for (const [sort, { total, waves, merchantIds, ...kind }] of kinds.entries()) {
      const id = kindIds[sort] as string;
      const lists = { waves: JSON.stringify(waves), merchantIds: JSON.stringify(merchantIds) };
      await insert(db, VoucherKindTable, { ...kind, id, campaignId, sort, ...lists });
      const none = { dayOn: '', dayGiven: 0, entries: 0, turn: 0 };
      await insert(db, VoucherStockTable, { kindId: id, campaignId, total, remaining: total, ...none });
    }
    await insertMany(
      db,
      CampaignPersonTable,
      listed.map(({ personId, membershipId }) => ({ campaignId, personId, membershipId })),
    );
    const slots = ['first', 'budgets.confirm'];
    const jointId = await plantDoneAct(kit, db, { kind: 'campaign', slots, unionId, payload: { campaignId } });
    await update(db, CampaignTable, { id: campaignId }, { state: 'signing', jointId });
    await update(db, CampaignTable, { id: campaignId }, { state: 'published', publishedAt: at });
  });
  return { campaignId, kindIds };
}

let member = 100_000;

/** Members of one piece: the server within this process answers BUSY when nothing else has its turn for too long. */
const PIECE = 100;

/**
 * Active, verified members, each with a session: 10,000 take a few seconds. The tokens are good for a quarter of an
 * hour of the world's clock from now on; they have no phone number.
 */
export async function plantMembers({ kit, unions }: Place, count: number, union: Union = unions.street) {
  const all: Awaited<ReturnType<typeof plantPiece>> = [];
  while (all.length < count) {
    all.push(...(await plantPiece(kit, Math.min(PIECE, count - all.length), union)));
    await setImmediate();
  }
  return all;
}

async function plantPiece(kit: Kit, count: number, union: Union) {
  const at = kit.now().toISOString();
  const [persons, keys, members, sessions]: [Person[], DataKey[], Membership[], Session[]] = [[], [], [], []];
  const planted: { personId: string; membershipId: string; token: string }[] = [];
  for (let one = 0; one < count; one += 1) {
    member += 1;
    const [personId, membershipId, sid] = [ulid(), ulid(), ulid()];
    const sealer = kit.secrets.newSealer(personId, kit.now());
    const idNumber = madeUpIdNumber(member);
    const idNumberIndex = kit.secrets.index('id-number', idNumber);
    const none = { phoneIndex: null, phoneSealed: null, openid: null };
    const idNumberSealed = sealer.seal(idNumberOfPerson(personId), idNumber);
    const name = madeUpName(member);
    persons.push({ id: personId, name, idNumberIndex, idNumberSealed, ...none, signedInAt: at, createdAt: at });
    keys.push(sealer.row);
    members.push({
      ...{ id: membershipId, number: '', personId, unionId: union.id, applicationId: membershipId },
      ...{ occupation: madeUpOccupation(member), joinedOn: dayOf(at), state: 'active', endedOn: null, verifiedAt: at },
      ...{ activePerson: personId, activeIdNumber: idNumberIndex },
      codeSecretSealed: sealer.seal(codePlace(personId, membershipId), randomToken(16)),
    });
    sessions.push({
      ...{ id: sid, kind: 'person', subjectId: personId, refreshHash: sha256(sid), createdAt: at, usedAt: at },
      ...{ expiresAt: new Date(kit.now().getTime() + 90 * 86_400_000).toISOString(), endedAt: null, stepUpAt: null },
    });
    const token = kit.tokens.sign({ sub: personId, sid, aud: AUDIENCE.person }, kit.now());
    planted.push({ personId, membershipId, token });
  }
  await kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const district = union.districtCode.padEnd(6, '0');
    const last = await nextValue(db, `member:${district}`, count);
    members.forEach((one, place) => {
      one.number = `${district}${String(last - count + 1 + place).padStart(8, '0')}`;
    });
    await insertMany(db, PersonTable, persons);
    await insertMany(db, DataKeyTable, keys);
    await insertMany(db, MembershipTable, members);
    await recordJoined(ask, members, { source: 'roster', sourceId: ulid(), accountId: union.id });
    await insertMany(db, SessionTable, sessions);
    await addToTally(ask, union.id, { active: count });
  });
  return planted.map((one, place) => ({ ...one, number: members[place]?.number ?? '' }));
}
