import { campaignMatrix } from './rows-campaigns';
import { drawMatrix } from './rows-draw';
import { eventMatrix } from './rows-events';
import { expertMatrix } from './rows-experts';
import { insightMatrix } from './rows-insight';
import { membersMatrix } from './rows-members';
import { merchantMatrix } from './rows-merchants';
import { noticesMatrix } from './rows-notices';
import { orderMatrix } from './rows-orders';
import { ownDataMatrix } from './rows-own-data';
import { planningMatrix } from './rows-planning';
import { postsMatrix } from './rows-posts';
import { problemMatrix } from './rows-problems';
import { redemptionMatrix } from './rows-redemptions';
import { requestsMatrix } from './rows-requests';
import { rosterMatrix } from './rows-rosters';
import { transfersMatrix } from './rows-transfers';
import { treeMatrix } from './rows-tree';
import { visitMatrix } from './rows-visits';
import { voucherMatrix } from './rows-vouchers';

/**
 * Who gets what (security.md d.2, B1). Written by hand, never derived from the code that it checks.
 *
 * Columns: - nobody · W member · D delivery rider · then the staff roles of the street's union:
 * G officer · N approver · B protection · L legal · S production · P publicity · E expert · C cashier · R first and
 * r second reviewer · F payer · f releaser · A auditor · K steward · Y system, Q security, X audit admin · O data
 * officer · V returning officer · H chair · and g, an officer of another union, who asks for the street's records.
 *
 * Marks: 2 = 200 · 1 = 401 · 3 = 403 · 4 = 404. A route or key without a row fails the test.
 */
export const columns = '- WD GNBLSPECRrFfAKYQXOVH g';

export const roleOf = {
  G: 'officer',
  N: 'approver',
  B: 'protection',
  L: 'legal',
  S: 'production',
  P: 'publicity',
  E: 'expert',
  C: 'cashier',
  R: 'firstReviewer',
  r: 'secondReviewer',
  F: 'payer',
  f: 'releaser',
  A: 'auditor',
  K: 'steward',
  Y: 'systemAdmin',
  Q: 'securityAdmin',
  X: 'auditAdmin',
  O: 'dataOfficer',
  V: 'returningOfficer',
  H: 'chair',
} as const;

const everybody = '2 22 22222222222222222222 2';
const persons = '1 22 33333333333333333333 3';
const staff = '1 33 22222222222222222222 2';
const signedIn = '1 22 22222222222222222222 2';

export const matrix: Record<string, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /health': everybody,
  'GET /ready': everybody,
  'GET /audit': /*                       */ '1 33 33333333333323332333 3',

  'POST /wechat-sessions': everybody,
  'POST /phone-codes': everybody,
  'POST /phone-sessions': everybody,
  'POST /staff-sessions': everybody,
  'POST /sessions/refresh': everybody,
  'POST /sessions/end': signedIn,
  'POST /staff/step-up': staff,
  'GET /staff/me': staff,
  'GET /me': persons,
  'POST /me/phone': persons,
  'POST /me/phone-by-code': persons,
  'GET /me/looks': persons,

  'GET /join-codes/:token': everybody,
  'GET /unions/:id/invitation': everybody,
  'GET /unions': everybody,
  'GET /districts': everybody,
  'GET /consent-texts': everybody,
  'GET /join-codes': /*                  */ '1 33 23233233333323333333 2',
  'POST /join-codes': /*                 */ '1 33 23333333333333333333 4',
  'POST /join-codes/:token/withdraw': /* */ '1 33 23333333333333333333 4',
  'GET /join-codes/:token/poster': /*    */ '1 33 23233233333323333333 4',
  'GET /union-choices': staff,

  'POST /applications': persons,
  'GET /applications/mine': persons,
  'POST /applications/:id/resubmit': persons,
  'POST /applications/:id/recall': persons,
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /applications': /*                */ '1 33 22222233333323333233 2',
  'GET /applications/:id': /*            */ '1 33 22222233333323333233 4',
  'POST /applications/:id/approve': /*   */ '1 33 23333333333333333333 4',
  'POST /applications/:id/return': /*    */ '1 33 23333333333333333333 4',
  'POST /applications/:id/refuse': /*    */ '1 33 23333333333333333333 4',
  'POST /applications/:id/reveal': /*    */ '1 33 22223333333323333233 4',
  'GET /card': persons,
  'GET /card/code': persons,
  'POST /cards/check': /*                */ '1 33 23333333333333333333 2',

  ...insightMatrix,
  ...rosterMatrix,
  ...campaignMatrix,
  ...drawMatrix,
  ...expertMatrix,
  ...problemMatrix,
  ...eventMatrix,
  ...merchantMatrix,
  ...orderMatrix,
  ...transfersMatrix,
  ...requestsMatrix,
  ...noticesMatrix,
  ...ownDataMatrix,
  ...membersMatrix,
  ...postsMatrix,
  ...treeMatrix,
  ...visitMatrix,
  ...planningMatrix,
  ...voucherMatrix,
  ...redemptionMatrix,

  'POST /files': signedIn,
  'GET /files/:id': everybody,
  'GET /files/:id/address': signedIn,
};

/**
 * What stands beside the contract: route -> an address under it, and what nobody gets there. They look at no token
 * (the push has WeChat's signature instead), so everybody gets the same.
 */
export const beside: Record<string, [string, number]> = {
  'GET /*': ['/', 200],
  'HEAD /*': ['/', 200],
  'GET /console': ['/console', 301],
  'HEAD /console': ['/console', 301],
  'GET /console/': ['/console/', 200],
  'HEAD /console/': ['/console/', 200],
  'GET /console/index.html': ['/console/index.html', 200],
  'HEAD /console/index.html': ['/console/index.html', 200],
  'GET /console/*': ['/console/queue', 200],
  'HEAD /console/*': ['/console/queue', 200],
  'GET /docs': ['/docs', 200],
  'HEAD /docs': ['/docs', 200],
  'HEAD /docs/': ['/docs/', 200],
  'GET /docs/json': ['/docs/json', 200],
  'HEAD /docs/json': ['/docs/json', 200],
  'GET /docs/yaml': ['/docs/yaml', 200],
  'HEAD /docs/yaml': ['/docs/yaml', 200],
  'GET /docs/static/*': ['/docs/static/swagger-ui.css', 200],
  'HEAD /docs/static/*': ['/docs/static/swagger-ui.css', 200],
  'GET /docs/static/index.html': ['/docs/static/index.html', 302],
  'HEAD /docs/static/index.html': ['/docs/static/index.html', 302],
  'GET /docs/static/swagger-initializer.js': ['/docs/static/swagger-initializer.js', 200],
  'HEAD /docs/static/swagger-initializer.js': ['/docs/static/swagger-initializer.js', 200],
  'GET /metrics': ['/metrics', 200],
  'HEAD /metrics': ['/metrics', 200],
  'GET /api/wechat/push': ['/api/wechat/push', 403],
  'HEAD /api/wechat/push': ['/api/wechat/push', 403],
  'POST /api/wechat/push': ['/api/wechat/push', 403],
  // Development only: the stand-in of WeChat and SMS checks their own credentials, not ours.
  'GET /stand-in': ['/stand-in', 200],
  'HEAD /stand-in': ['/stand-in', 200],
  'HEAD /stand-in/': ['/stand-in/', 200],
  'GET /stand-in/messages': ['/stand-in/messages', 200],
  'HEAD /stand-in/messages': ['/stand-in/messages', 200],
  'GET /stand-in/wechat/sns/jscode2session': ['/stand-in/wechat/sns/jscode2session', 200],
  'HEAD /stand-in/wechat/sns/jscode2session': ['/stand-in/wechat/sns/jscode2session', 200],
  'POST /stand-in/wechat/cgi-bin/message/subscribe/send': ['/stand-in/wechat/cgi-bin/message/subscribe/send', 200],
  'POST /stand-in/wechat/cgi-bin/stable_token': ['/stand-in/wechat/cgi-bin/stable_token', 200],
  'POST /stand-in/wechat/wxa/business/getuserphonenumber': ['/stand-in/wechat/wxa/business/getuserphonenumber', 200],
  'POST /stand-in/wechat/wxa/getwxacodeunlimit': ['/stand-in/wechat/wxa/getwxacodeunlimit', 200],
  'POST /stand-in/wechat/wxa/media_check_async': ['/stand-in/wechat/wxa/media_check_async', 200],
  'POST /stand-in/wechat/wxa/msg_sec_check': ['/stand-in/wechat/wxa/msg_sec_check', 200],
  'POST /stand-in/sms/messages': ['/stand-in/sms/messages', 401],
};
