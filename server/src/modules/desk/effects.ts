/** What a joint act does once its last signature is there, and what is put back when it is refused or taken back. */
import type { JointKind } from '@niangjia/shared/rules/joint';
import { campaignEffect } from '../campaigns/publish';
import { stockEffect } from '../campaigns/stock';
import { exportEffect } from '../insight/exports';
import type { JointEffect } from '../joint/effect';
import { expulsionEffect } from '../membership/expel';
import { looksEffect } from '../membership/looks';
import { requestEffects } from '../membership/request/effects';
import { payeeEffect } from '../merchants/payee';
import { erasureEffect } from '../own-data/erasure';
import { holdLiftEffect } from '../own-data/holds';
import { grantEffect } from '../posts/effect';
import { fundingEffect } from '../problems/fund';
import { rosterEffect } from '../rosters/submit';
import { settlementEffect } from '../settlements/submit';
import { reviewEffect } from '../unions/review-change';

/** Each kind has its effect in the module that proposes it. */
export const effects: Record<JointKind, JointEffect> = {
  ...requestEffects,
  grant: grantEffect,
  guard: grantEffect,
  export: exportEffect,
  review: reviewEffect,
  expulsion: expulsionEffect,
  looks: looksEffect,
  erasure: erasureEffect,
  'hold-lift': holdLiftEffect,
  roster: rosterEffect,
  campaign: campaignEffect,
  stock: stockEffect,
  payee: payeeEffect,
  settlement: settlementEffect,
  funding: fundingEffect,
};
