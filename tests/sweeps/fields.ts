import { campaignFields } from './rows-campaigns';
import { drawFields } from './rows-draw';
import { eventFields } from './rows-events';
import { expertFields } from './rows-experts';
import { insightFields } from './rows-insight';
import { membersFields } from './rows-members';
import { merchantFields } from './rows-merchants';
import { noticesFields } from './rows-notices';
import { orderFields } from './rows-orders';
import { ownDataFields } from './rows-own-data';
import { planningFields } from './rows-planning';
import { postsFields } from './rows-posts';
import { problemFields } from './rows-problems';
import { redemptionFields } from './rows-redemptions';
import { requestsFields } from './rows-requests';
import { rosterFields } from './rows-rosters';
import { transfersFields } from './rows-transfers';
import { treeFields } from './rows-tree';
import { visitFields } from './rows-visits';
import { voucherFields } from './rows-vouchers';
/** What leaves the server: key -> every field of the answer, the same for each role that gets one (security.md B3). */
export const fields: Record<string, string> = {
  'GET /health': 'alive',
  'GET /ready': 'ready',
  'GET /audit': 'items[].at items[].by items[].object items[].outcome items[].seq items[].what next',
  'POST /wechat-sessions': 'access accessUntil refresh',
  'POST /phone-codes': 'resendAfterSeconds',
  'POST /phone-sessions': 'access accessUntil refresh',
  'POST /staff-sessions': 'access accessUntil refresh',
  'POST /staff/step-up': 'until',
  'POST /sessions/refresh': 'access accessUntil refresh',
  'POST /sessions/end': 'done',
  'GET /staff/me': 'account may[] name posts[].role posts[].roleLabel posts[].unionId posts[].unionName',
  'GET /me':
    'application.dueOn application.id application.number application.state application.unionName ' +
    'membership.joinedOn membership.number membership.state membership.unionId membership.unionName name phoneMasked',
  'POST /me/phone': 'phoneMasked session.access session.accessUntil session.refresh',
  'POST /me/phone-by-code': 'phoneMasked session.access session.accessUntil session.refresh',
  'GET /me/looks': 'items[].at items[].field items[].officerName items[].reason items[].unionName',
  'GET /join-codes/:token':
    'invitation.benefits[].detail invitation.benefits[].opensAfterDays invitation.benefits[].title ' +
    'invitation.data[].field invitation.data[].who invitation.data[].why invitation.decides ' +
    'invitation.members invitation.union.districtCode invitation.union.districtName ' +
    'invitation.union.holding invitation.union.id invitation.union.level invitation.union.name ' +
    'invitation.union.phone invitation.union.upperName invitation.workingDays label state',
  'GET /unions/:id/invitation':
    'benefits[].detail benefits[].opensAfterDays benefits[].title data[].field data[].who data[].why ' +
    'decides members union.districtCode union.districtName union.holding union.id union.level ' +
    'union.name union.phone union.upperName workingDays',
  'GET /unions':
    'items[].districtCode items[].districtName items[].holding items[].id items[].level items[].name ' +
    'items[].phone items[].upperName total',
  'GET /districts': 'items[].code items[].name items[].unions',
  'GET /consent-texts':
    'items[].hash items[].purpose items[].separate items[].text items[].title items[].version messageTemplateId',
  'GET /join-codes':
    'items[].applications items[].createdAt items[].expiresOn items[].h5Address items[].kind items[].label ' +
    'items[].members items[].state items[].token items[].unionId items[].unionName total',
  'POST /join-codes': 'applications createdAt expiresOn h5Address kind label members state token unionId unionName',
  'POST /join-codes/:token/withdraw':
    'applications createdAt expiresOn h5Address kind label members state token unionId unionName',
  'GET /union-choices': 'items[].id items[].level items[].name',
  'POST /applications':
    'appeal askPhone decides dueOn filedBy id idNumberMasked name number occupation phoneMasked risen state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionId unionName workingDaysLeft',
  'GET /applications/mine':
    'items[].appeal items[].askPhone items[].decides items[].dueOn items[].filedBy items[].id items[].idNumberMasked ' +
    'items[].name items[].number items[].occupation items[].phoneMasked items[].risen items[].state ' +
    'items[].steps[].at items[].steps[].by items[].steps[].reason items[].steps[].verb ' +
    'items[].submittedAt items[].unionId items[].unionName items[].workingDaysLeft',
  'POST /applications/:id/resubmit':
    'appeal askPhone decides dueOn filedBy id idNumberMasked name number occupation phoneMasked risen state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionId unionName workingDaysLeft',
  'POST /applications/:id/recall':
    'appeal askPhone decides dueOn filedBy id idNumberMasked name number occupation phoneMasked risen state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionId unionName workingDaysLeft',
  'GET /applications':
    'counts.calm counts.due counts.overdue items[].codeLabel items[].dueOn items[].filed items[].risen items[].id ' +
    'items[].nameMasked items[].number items[].occupation items[].state items[].submittedAt ' +
    'items[].unionName items[].urgency items[].workingDaysLeft next',
  'GET /applications/:id':
    'age codeLabel dueOn earlier[].at filed filedBy paperAddress risen earlier[].number earlier[].state earlier[].unionName id ' +
    'idNumberMasked may[] nameMasked number occupation phoneMasked sex state steps[].at steps[].by ' +
    'steps[].reason steps[].verb submittedAt unionName urgency workingDaysLeft',
  'POST /applications/:id/approve':
    'age codeLabel dueOn filed filedBy paperAddress risen id idNumberMasked nameMasked number occupation phoneMasked sex state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionName urgency workingDaysLeft',
  'POST /applications/:id/return':
    'age codeLabel dueOn filed filedBy paperAddress risen id idNumberMasked may[] nameMasked number occupation phoneMasked sex state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionName urgency workingDaysLeft',
  'POST /applications/:id/refuse':
    'age codeLabel dueOn filed filedBy paperAddress risen id idNumberMasked nameMasked number occupation phoneMasked sex state ' +
    'steps[].at steps[].by steps[].reason steps[].verb submittedAt unionName urgency workingDaysLeft',
  'POST /applications/:id/reveal': 'value',
  'GET /card': 'joinedOn name number occupation state unionName',
  'GET /card/code': 'code seconds step',
  'POST /cards/check': 'nameMasked number unionName valid',
  ...insightFields,
  ...rosterFields,
  ...campaignFields,
  ...drawFields,
  ...expertFields,
  ...problemFields,
  ...eventFields,
  ...merchantFields,
  ...orderFields,
  ...transfersFields,
  ...requestsFields,
  ...noticesFields,
  ...ownDataFields,
  ...membersFields,
  ...postsFields,
  ...treeFields,
  ...visitFields,
  ...planningFields,
  ...voucherFields,
  ...redemptionFields,
  'POST /files': 'address addressUntil bytes height id sha256 type width',
  'GET /files/:id/address': 'address addressUntil',
};

/** Wherever a field of this name stands, its value looks like this or is null (security.md E8). */
export const masks: Record<string, RegExp> = {
  nameMasked: /^\S\*{1,3}$/u,
  idNumberMasked: /^\d{3}\*{11}\d{3}[\dX]$/,
  phoneMasked: /^1\d{2}\*{4}\d{4}$/,
};
