/** Loads merchants and campaigns through the same services as everybody: one makes, another signs for the budget. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { makeCampaign } from '../modules/campaigns/make';
import { proposePublishing } from '../modules/campaigns/publish';
import { deskRoutes } from '../modules/desk/routes';
import { addCashier } from '../modules/merchants/cashiers';
import { createMerchant } from '../modules/merchants/contract';
import { addShop } from '../modules/merchants/shops';
import { madeUpPhone } from './people';
import { speakAs, unionId } from './speak';
import { daysAgo, useSome } from './used';
import { type DemoCampaign, demoCampaigns, demoMerchants, demoPast, FIRST_CASHIER } from './voucher-plans';

/** Each union's merchants are entered by who makes its campaigns. */
const keeper = { shandong: 'welfare', qingzhou: 'qz-aid', ningbo: 'ningbo' } as const;

async function loadMerchants(kit: Kit): Promise<void> {
  const today = dayOf(kit.now());
  for (const [nth, { union, name, service, list, price, quota }] of demoMerchants.entries())
    await speakAs(kit, keeper[union], async (ask) => {
      const { id } = await createMerchant(ask, {
        unionId: await unionId(ask, union),
        name,
        contactPhone: '0536-3200000',
        contractNumber: `示例-${nth + 1}`,
        contractFrom: addDays(today, -60),
        contractTo: addDays(today, 305),
        serviceTitle: service,
        listFen: list,
        priceFen: price,
        yearlyQuota: quota,
      });
      const place = { address: `示例路 ${nth + 1} 号`, latitude: 36.6855, longitude: 118.4797 };
      const { shopList } = await addShop(ask, id, { name: '一号店', ...place, offlinePerDay: nth === 0 ? 20 : 0 });
      await addCashier(ask, shopList[0]?.id ?? '', { name: '店员·示例', phone: madeUpPhone(FIRST_CASHIER + nth) });
    });
}

/** Ids of merchants by their marks. */
async function merchantsNamed(ask: Ask, marks: DemoCampaign['at']): Promise<string[]> {
  const ids: string[] = [];
  for (const mark of marks) {
    const name = demoMerchants.find((one) => one.mark === mark)?.name;
    const [row] = await query<{ id: string }>(ask.db, 'SELECT id FROM merchant WHERE name = ?', [name]);
    ids.push(row?.id ?? '');
  }
  return ids;
}

async function loadCampaign(
  kit: Kit,
  { union, by: [maker, signer], days, at: places, plan }: DemoCampaign,
): Promise<string> {
  const today = dayOf(kit.now());
  const at = (days: number) => new Date(`${addDays(today, days)}T02:00:00.000Z`).toISOString();
  const made = await speakAs(kit, maker, async (ask) => {
    const merchantIds = await merchantsNamed(ask, places);
    const { id } = await makeCampaign(ask, {
      ...plan,
      kinds: plan.kinds.map((kind, nth) => ({ ...kind, merchantIds: [merchantIds[nth] ?? ''] })),
      unionId: await unionId(ask, union),
      claimFrom: at(days[0]),
      claimUntil: at(days[1]),
      useFrom: addDays(today, Math.min(days[0], 0)),
      useUntil: addDays(today, days[1] + 60),
    });
    return { id, actId: (await proposePublishing(ask, id)).id };
  });
  const sign = deskRoutes['POST /joint-acts/:id/sign'];
  if (typeof sign === 'function')
    await speakAs(kit, signer, (ask) => sign(ask, { params: { id: made.actId }, query: undefined, body: undefined }));
  return made.id;
}

export async function loadVouchers(kit: Kit): Promise<void> {
  await loadMerchants(kit);
  const past = daysAgo(kit, demoPast.ago ?? 0);
  await useSome(kit, past, await loadCampaign(past, demoPast));
  for (const campaign of demoCampaigns) await loadCampaign(kit, campaign);
}
