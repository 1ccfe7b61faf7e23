/** Every table of the server. */
import { coreTables } from './core/tables';
import { drawTables } from './modules/campaigns/draw-entity';
import { campaignTables } from './modules/campaigns/entity';
import { eventTables } from './modules/events/entity';
import { expertTables } from './modules/experts/entity';
import { fileTables } from './modules/files/entity';
import { insightTables } from './modules/insight/entity';
import { jointTables } from './modules/joint/entity';
import { membershipTables } from './modules/membership/entity';
import { requestTables } from './modules/membership/request/entity';
import { transferTables } from './modules/membership/transfer/entity';
import { merchantTables } from './modules/merchants/entity';
import { noticeTables } from './modules/notices/entity';
import { orderTables } from './modules/orders/entity';
import { ownDataTables } from './modules/own-data/entity';
import { peopleTables } from './modules/people/entity';
import { placeTables } from './modules/places/entity';
import { postTables } from './modules/posts/entity';
import { problemTables } from './modules/problems/entity';
import { redemptionTables } from './modules/redemptions/entity';
import { rosterTables } from './modules/rosters/entity';
import { settlementTables } from './modules/settlements/entity';
import { unionTables } from './modules/unions/entity';
import { visitTables } from './modules/visits/entity';
import { voucherTables } from './modules/vouchers/entity';

export const tables = [
  ...coreTables,
  ...unionTables,
  ...peopleTables,
  ...postTables,
  ...membershipTables,
  ...transferTables,
  ...requestTables,
  ...fileTables,
  ...jointTables,
  ...noticeTables,
  ...ownDataTables,
  ...insightTables,
  ...rosterTables,
  ...campaignTables,
  ...drawTables,
  ...voucherTables,
  ...merchantTables,
  ...redemptionTables,
  ...settlementTables,
  ...expertTables,
  ...orderTables,
  ...visitTables,
  ...placeTables,
  ...eventTables,
  ...problemTables,
];
