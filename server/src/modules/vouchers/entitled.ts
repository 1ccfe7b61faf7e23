/** Whether a person may take vouchers of a campaign, from what is stored now. */
import { type Audience, type Barrier, barrierOf, barriers, type Candidate } from '@niangjia/shared/rules/audience';
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf } from '@niangjia/shared/rules/identity';
import type { MembershipState } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type Ask, personOf } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Campaign } from '../campaigns/entity';
import { idNumberOfPerson } from '../people/proofs';

export type CampaignOf = Campaign & { unionName: string; unionPath: string; unionPhone: string | null };

export const SELECT_CAMPAIGN = `SELECT c.*, u.name AS unionName, u.path AS unionPath, u.phone AS unionPhone
  FROM campaign c JOIN trade_union u ON u.id = c.unionId`;

/** What is known of a person, without any campaign. `idNumberIndex` null: never approved by a union. */
export interface KnownPerson {
  personId: string;
  idNumberIndex: string | null;
  idNumberSealed: string | null;
  membershipId: string | null;
  state: MembershipState | null;
  verifiedAt: string | null;
  occupation: Occupation;
  unionId: string;
  unionPath: string;
  districtCode: string;
}

/** Throws SIGN_IN_FIRST for one who is gone. */
export async function loadKnown(ask: Ask, personId: string): Promise<KnownPerson> {
  const [row] = await query<KnownPerson>(
    ask.db,
    `SELECT p.id AS personId, p.idNumberIndex, p.idNumberSealed, m.id AS membershipId, m.state, m.verifiedAt,
       m.occupation, m.unionId, u.path AS unionPath, u.districtCode
     FROM person p LEFT JOIN membership m ON m.activePerson = p.id LEFT JOIN trade_union u ON u.id = m.unionId
     WHERE p.id = ?`,
    [personId],
  );
  if (!row) throw new Refusal('SIGN_IN_FIRST');
  return row;
}

/** The natural person within one campaign: by the ID number, so that a second record or a new account is the same. */
export const holderOf = (kit: Kit, campaignId: string, person: Pick<KnownPerson, 'personId' | 'idNumberIndex'>) =>
  kit.secrets.index('holder', `${campaignId} ${person.idNumberIndex ?? person.personId}`);

/** As above; whoever has a voucher or an entry stays the same holder there, also once the ID number was corrected. */
export async function holderIn(
  ask: Ask,
  campaignId: string,
  person: Pick<KnownPerson, 'personId' | 'idNumberIndex'>,
): Promise<string> {
  const [had] = await query<{ holder: string }>(
    ask.db,
    `SELECT holder FROM voucher WHERE personId = ? AND campaignId = ?
     UNION ALL SELECT holder FROM voucher_entry WHERE personId = ? AND campaignId = ? LIMIT 1`,
    [person.personId, campaignId, person.personId, campaignId],
  );
  return had?.holder ?? holderOf(ask.kit, campaignId, person);
}

/** Whole years on the day of asking; opens the ID number, so only where a campaign asks for it. */
export async function ageOf(ask: Ask, { personId, idNumberSealed }: KnownPerson): Promise<number | null> {
  if (!idNumberSealed) return null;
  const born = bornOnOf(await ask.kit.secrets.open(ask.db, idNumberOfPerson(personId), idNumberSealed));
  const today = dayOf(ask.now);
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

async function isThere(ask: Ask, sql: string, values: string[]): Promise<boolean> {
  return (await query(ask.db, `${sql} LIMIT 1`, values)).length > 0;
}

export async function pathsOf(ask: Ask, unionIds: string[]): Promise<string[]> {
  if (unionIds.length === 0) return [];
  const places = unionIds.map(() => '?').join(', ');
  const rows: { path: string }[] = await ask.db.query(`SELECT path FROM trade_union WHERE id IN (${places})`, unionIds);
  return rows.map(({ path }) => path);
}

/** The barrier that stands before a person, in words; null: may take. Asks the database only for what the audience asks. */
export async function barrierFor(ask: Ask, campaign: CampaignOf, known: KnownPerson) {
  const audience = JSON.parse(campaign.audience) as Audience;
  const { personId } = known;
  const candidate: Candidate = {
    membership: known.state && { ...known, state: known.state },
    verified: known.verifiedAt !== null,
    age: audience.minAge === null && audience.maxAge === null ? null : await ageOf(ask, known),
    hadBefore:
      audience.firstTime &&
      (await isThere(
        ask,
        `SELECT v.id FROM voucher v JOIN campaign c ON c.id = v.campaignId
         WHERE v.personId = ? AND v.state <> 'returned' AND c.unionId = ?`,
        [personId, campaign.unionId],
      )),
    listed:
      audience.listed &&
      (await isThere(ask, 'SELECT personId FROM campaign_person WHERE campaignId = ? AND personId = ?', [
        campaign.id,
        personId,
      ])),
  };
  const place = { organiserPath: campaign.unionPath, paths: await pathsOf(ask, audience.unionIds) };
  const code = barrierOf(audience, place, candidate);
  return code && sayBarrier(code);
}

export const sayBarrier = (code: Barrier) => ({ code, sentence: barriers[code] });

/** The campaign, the asking person, and whether it is for that person. NOT_FOUND for one that is not published. */
export async function loadEntitled(ask: Ask, campaignId: string) {
  const campaign = await loadPublished(ask, campaignId);
  const known = await loadKnown(ask, personOf(ask).personId);
  const barrier = await barrierFor(ask, campaign, known);
  return { campaign, known, barrier, holder: await holderIn(ask, campaignId, known) };
}

/** A campaign that members may see. Throws NOT_FOUND. */
export async function loadPublished(ask: Ask, campaignId: string): Promise<CampaignOf> {
  const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  if (!campaign || campaign.state === 'draft' || campaign.state === 'signing') throw new Refusal('NOT_FOUND');
  return campaign;
}
