/** Every refusal that the contract declares is produced: a pair of key and code without a row fails. */
import { entryOf } from '@niangjia/shared/contract/index';
import { type RefusalCode, refusals } from '@niangjia/shared/rules/refusals';
import { onMysql, PASSWORD } from '../world';
import { keys, otpOf, send } from './cast';
import { refusalRows } from './refusal-rows';
import { campaignRefusals } from './refusal-rows-campaigns';
import { drawRefusals } from './refusal-rows-draw';
import { eventRefusals } from './refusal-rows-events';
import { expertRefusals } from './refusal-rows-experts';
import { insightRefusals } from './refusal-rows-insight';
import { joiningRows } from './refusal-rows-joining';
import { membersRefusals } from './refusal-rows-members';
import { merchantRefusals } from './refusal-rows-merchants';
import { orderRefusals } from './refusal-rows-orders';
import { ownDataRefusals } from './refusal-rows-own-data';
import { planningRefusals } from './refusal-rows-planning';
import { postsRefusals } from './refusal-rows-posts';
import { problemRefusals } from './refusal-rows-problems';
import { redemptionRefusals } from './refusal-rows-redemptions';
import { rosterRefusals } from './refusal-rows-rosters';
import { transfersRefusals } from './refusal-rows-transfers';
import { treeRefusals } from './refusal-rows-tree';
import { visitRefusals } from './refusal-rows-visits';
import { voucherRefusals } from './refusal-rows-vouchers';
import { closeStage, type How, lock, openStage, scene } from './refusal-stage';
import { mustBeRefusal } from './wire';

beforeAll(openStage);
afterAll(closeStage);

const how: Record<string, How> = {
  ...ownDataRefusals,
  ...refusalRows,
  ...joiningRows,
  ...insightRefusals,
  ...visitRefusals,
  ...planningRefusals,
  ...voucherRefusals,
  ...redemptionRefusals,
  ...rosterRefusals,
  ...campaignRefusals,
  ...drawRefusals,
  ...expertRefusals,
  ...problemRefusals,
  ...eventRefusals,
  ...merchantRefusals,
  ...orderRefusals,
  ...membersRefusals,
  ...postsRefusals,
  ...treeRefusals,
  ...transfersRefusals,
};
const declared = keys.flatMap((key) => entryOf(key).refusals.map((code) => `${key} ${code}`));
/** What the way in says, whatever the entry. */
const COMMON: RefusalCode[] = [
  'BAD_INPUT',
  'BAD_JSON',
  'KEY_MISSING',
  'SIGN_IN_FIRST',
  'SESSION_ENDED',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'TOO_LARGE',
  'WRONG_TYPE',
  'KEY_REUSED',
  'TOO_MANY',
  'IN_FLIGHT',
  'BROKEN',
  'BUSY',
];

it('every refusal that an entry declares has a row here, and every row is declared', () => {
  expect(Object.keys(how).sort()).toEqual([...declared].sort());
});

it('every code of the table is declared by an entry, or is said by the way in', () => {
  const said = new Set<string>([...COMMON, ...keys.flatMap((key) => entryOf(key).refusals)]);
  expect(Object.keys(refusals).filter((code) => !said.has(code))).toEqual([]);
});

const codeOf = (pair: string): RefusalCode => pair.split(' ').at(-1) as RefusalCode;
/** On the second database what a state or a unique key there decides; who may not, and what is not there, is no other. */
const asked = Object.keys(how).filter((pair) => !onMysql || refusals[codeOf(pair)][0] === 409);

it.each(asked)('%s is answered, with its status and its sentence', async (pair) => {
  const answer = await (how[pair] as How)();
  expect(answer.status).toBe(refusals[codeOf(pair)][0]);
  mustBeRefusal(answer, codeOf(pair));
});

it('POST /staff-sessions lets the right password in again once the lock has run out', async () => {
  const by = await scene.world.staff('legal');
  const wrong = async () => ({ body: { account: by.account, password: 'wrong', otp: '000000' } });
  expect((await lock('POST /staff-sessions', wrong)).body.code).toBe('LOCKED');
  scene.world.clock.forward(61_000);
  const body = { account: by.account, password: PASSWORD, otp: await otpOf(scene, by) };
  expect((await send(scene, 'POST /staff-sessions', { body })).status).toBe(200);
});
