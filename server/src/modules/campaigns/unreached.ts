/** Members whom a campaign is for and who never had a voucher of its organiser: whom to call. */
import { limits } from '@niangjia/shared/rules/limits';
import { type Ask, below, mustReach, rangeOf } from '../../core/ask';
import { type MemberRow, nameMaskedOf, SELECT_MEMBER } from '../membership/book';
import { loadUnion } from '../unions/service';
import { loadCampaign } from './load';
import { membersFor, neverReached } from './members-of';

/** In the order of joining. `unionId`: of this union and all below it. NOT_FOUND. */
export async function listUnreached(ask: Ask, id: string, { unionId, after }: { unionId?: string; after?: string }) {
  const campaign = await loadCampaign(ask, id, 'vouchers.read');
  const members = await membersFor(ask, campaign);
  const never = neverReached(campaign.unionId);
  const within = unionId ? await pathWithin(ask, unionId) : campaign.unionPath;
  const rows: MemberRow[] = await ask.db.query(
    `${SELECT_MEMBER} WHERE ${members.sql} AND ${never.sql} AND ${below('u.path')} AND m.id > ?
     ORDER BY m.id LIMIT ${limits.page + 1}`,
    [...members.values, ...never.values, ...rangeOf(within), after ?? ''],
  );
  const page = rows.slice(0, limits.page);
  return {
    items: page.map(({ id: membershipId, number, name, unionName, occupation, joinedOn }) => ({
      ...{ membershipId, number, unionName, occupation, joinedOn },
      nameMasked: nameMaskedOf(name),
    })),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}

async function pathWithin(ask: Ask, unionId: string): Promise<string> {
  const { path } = await loadUnion(ask, unionId);
  mustReach(ask, 'vouchers.read', path, `union:${unionId}`);
  return path;
}
