/**
 * The lottery (commit and reveal): the digest of the secret was published before anybody entered; now the secret is
 * opened. Who wins follows from it, the public number and the list of entries, for anybody to work out again.
 */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import type { FileReply } from '../../core/route';
import { query, update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { holdCampaign } from '../vouchers/hold';
import { readDrawText } from './draw-file';
import { plainBeacon } from './draw-rules';
import { CampaignTable } from './entity';
import { describeCampaign, isRunning, loadCampaign } from './load';
import { secretPlace } from './publish';

/**
 * Opens the secret and takes the public number down; the job `draws` does the rest within seconds, and `drawnAt` says
 * when. `beaconValue`: left out where none was named; only its letters and digits count.
 * Refusals NOT_FOUND, STEP_UP_FIRST, CAMPAIGN_STATE (no lottery, not running, drawn before), DRAW_TOO_EARLY,
 * BEACON_MISSING.
 */
export async function drawCampaign(ask: Ask, id: string, beaconValue: string | null) {
  await loadCampaign(ask, id, 'campaigns.manage');
  mustHaveSteppedUp(ask);
  await holdCampaign(ask.db, id);
  const campaign = await loadCampaign(ask, id, 'campaigns.manage');
  const { way, secretSealed, secret, claimUntil, beacon, commitment } = campaign;
  if (way !== 'lottery' || !isRunning(campaign) || secretSealed === null || secret !== null)
    throw new Refusal('CAMPAIGN_STATE');
  if (ask.now.toISOString() < claimUntil) throw new Refusal('DRAW_TOO_EARLY');
  const value = beacon === null ? null : plainBeacon(beaconValue ?? '');
  if (value !== null && !/^[0-9A-Z]{1,120}$/.test(value)) throw new Refusal('BEACON_MISSING');
  const opened = ask.kit.secrets.openPlain(secretPlace(id), secretSealed);
  await update(ask.db, CampaignTable, { id }, { secret: opened, beaconValue: value });
  const answer = await describeCampaign(ask, id, 'campaigns.manage');
  ask.about(`campaign:${id}`, { commitment, beaconValue: value });
  return answer;
}

/** The public data of a draw, once it is drawn. Throws NOT_FOUND. */
export async function drawFile(ask: Ask, id: string): Promise<FileReply> {
  const [campaign] = await query<{ number: string }>(
    ask.db,
    'SELECT number FROM campaign WHERE id = ? AND drawnAt IS NOT NULL',
    [id],
  );
  const text = campaign && (await readDrawText(ask.db, id));
  if (!campaign || !text) throw new Refusal('NOT_FOUND');
  return { bytes: Buffer.from(text), type: 'application/json', name: `draw-${campaign.number}.json` };
}
