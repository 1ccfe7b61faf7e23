/** Campaigns as a member sees them: what can be taken, why not, what is already mine. */
import type { Audience } from '@niangjia/shared/rules/audience';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { phaseOf, REMIND_DAYS } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { audienceWords } from '../campaigns/audience-words';
import { namesOf } from '../unions/service';
import { barrierFor, type CampaignOf, type KnownPerson, loadKnown, loadPublished, SELECT_CAMPAIGN } from './entitled';
import { entriesOf, kindsOf, vouchersOf } from './own';
import { countUsable } from './wallet';

/** Campaigns on one page of the phone. */
const PAGE = 20;

async function toOffers(ask: Ask, campaigns: CampaignOf[], known: KnownPerson) {
  const kinds = await kindsOf(ask, campaigns);
  const vouchers = await vouchersOf(ask, known.personId, campaigns);
  const entries = await entriesOf(ask, known.personId, campaigns);
  const at = ask.now.toISOString();
  const offers = [];
  for (const campaign of campaigns) {
    const { id, number, title, words, unionName, unionPhone, way, claimFrom, claimUntil, useFrom, useUntil } = campaign;
    const { perPerson, perPersonDay, extendMonths, commitment, beacon, drawnAt } = campaign;
    const audience = JSON.parse(campaign.audience) as Audience;
    offers.push({
      ...{ id, number, title, words, unionName, unionPhone, way, claimFrom, claimUntil, useFrom, useUntil },
      ...{ perPerson, perPersonDay, extendMonths, commitment, beacon, drawnAt },
      phase: phaseOf(campaign, at) ?? ('over' as const),
      line: Boolean(campaign.line),
      favourNew: Boolean(campaign.favourNew),
      audienceWords: audienceWords(audience, await namesOf(ask, audience.unionIds)),
      barrier: await barrierFor(ask, campaign, known),
      kinds: kinds.get(id) ?? [],
      vouchers: vouchers.get(id) ?? [],
      entries: entries.get(id) ?? [],
    });
  }
  return offers;
}

/** Unions whose campaigns concern a person: those on the way from the root to the own union; null: all. */
export async function organisersOf(ask: Ask, known: KnownPerson): Promise<string[] | null> {
  if (known.unionPath) return known.unionPath.split('/').filter(Boolean);
  const [open] = await query<{ path: string }>(
    ask.db,
    'SELECT u.path FROM application a JOIN trade_union u ON u.id = a.unionId WHERE a.openPerson = ?',
    [known.personId],
  );
  return open ? open.path.split('/').filter(Boolean) : null;
}

/** Running and coming campaigns, the newest first; `over`: those whose time has passed. */
export async function listOffers(ask: Ask, { over, after }: { over?: '1'; after?: string }) {
  const { personId } = personOf(ask);
  const known = await loadKnown(ask, personId);
  const organisers = await organisersOf(ask, known);
  const at = ask.now.toISOString();
  const ids = among(organisers ?? ['']);
  const where = [
    organisers ? `c.unionId IN (${ids.places})` : `'' IN (${ids.places})`,
    over
      ? `((c.state IN ('published', 'paused') AND c.claimUntil <= ?) OR c.state = 'ended')`
      : `c.state IN ('published', 'paused') AND c.claimUntil > ?`,
    'c.id < ?',
  ];
  const rows = await query<CampaignOf>(
    ask.db,
    `${SELECT_CAMPAIGN} WHERE ${where.join(' AND ')} ORDER BY c.id DESC LIMIT ${PAGE + 1}`,
    [...ids.values, at, after ?? '~'],
  );
  const page = rows.slice(0, PAGE);
  return {
    now: at,
    items: await toOffers(ask, page, known),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    ...(await countUsableOf(ask, personId)),
  };
}

const countUsableOf = (ask: Ask, personId: string) => countUsable(ask, personId, addDays(dayOf(ask.now), REMIND_DAYS));

/** Throws NOT_FOUND for one that is not published. */
export async function showOffer(ask: Ask, id: string) {
  const campaign = await loadPublished(ask, id);
  const known = await loadKnown(ask, personOf(ask).personId);
  const [offer] = await toOffers(ask, [campaign], known);
  if (!offer) throw new Error('one campaign, one offer');
  return { now: ask.now.toISOString(), offer };
}
