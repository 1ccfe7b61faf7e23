import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Worth } from '@niangjia/shared/rules/vouchers';
import { checkedFacts } from './offline-code';
import {
  answered,
  append,
  codeProblem,
  factsIn,
  type Kept,
  markOf,
  newQueue,
  type Pack,
  room,
  stillNeeded,
  sumProblem,
  waiting,
} from './queue';

const server = generateKeyPairSync('ed25519');
const worth: Worth = {
  worth: 'off',
  ...{ minSpendFen: 5000, offFen: 4000, listFen: 0, subsidyFen: 3000, merchantFen: 600, bankFen: 400 },
};
const key = Buffer.alloc(32, 9);
const pack: Pack = {
  id: 'pack-1',
  shopId: 'shop-1',
  onDay: '2026-11-23',
  most: 3,
  mostOffFen: 9000,
  publicKey: server.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url'),
  key: key.toString('base64url'),
};

/** A code as the server makes it. */
function codeOf(v: string, different: Record<string, unknown> = {}, by: KeyObject = server.privateKey): string {
  const facts = { v, s: 'shop-1', d: '2026-11-23', w: worth, t: '满减券', m: '王**', ...different };
  const signed = `NJO1.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
  return `${signed}.${sign(null, Buffer.from(signed), by).toString('base64url')}`;
}
const at = '2026-11-23T03:00:00.000Z';
const line = (v: string, spendFen = 5800) => ({ code: codeOf(v), spendFen, at });
const three: Kept = ['a', 'b', 'c'].reduce((kept, v) => append(kept, line(v)), newQueue(pack, '一号店'));

describe('the code', () => {
  it('says what it is worth when the server has signed it', () => {
    expect(checkedFacts(codeOf('a'), pack.publicKey)).toEqual({
      ...{ voucherId: 'a', shopId: 'shop-1', day: '2026-11-23', title: '满减券', nameMasked: '王**' },
      worth,
    });
  });

  it('is worth nothing when another has signed it, when it was changed, or when it is something else', () => {
    expect(checkedFacts(codeOf('a', {}, generateKeyPairSync('ed25519').privateKey), pack.publicKey)).toBeUndefined();
    const [head, , signature] = codeOf('a').split('.');
    const other = codeOf('a', { s: 'shop-2' }).split('.')[1];
    expect(checkedFacts(`${head}.${other}.${signature}`, pack.publicKey)).toBeUndefined();
    for (const text of ['', 'NJV1.abc', 'NJO1..', `${codeOf('a')}.x`, 'https://example.cn/?scene=x'])
      expect([text, checkedFacts(text, pack.publicKey)]).toEqual([text, undefined]);
    expect(factsIn('NJO1.bm90IGpzb24.AAAA')).toBeUndefined();
  });

  it('is good for this shop, today, once, and while there is room', () => {
    const facts = (v: string, different = {}) =>
      factsIn(codeOf(v, different)) as NonNullable<ReturnType<typeof factsIn>>;
    const one = append(newQueue(pack, '一号店'), line('a'));
    expect(codeProblem(one, facts('b'), '2026-11-23')).toBeUndefined();
    expect(codeProblem(one, facts('b', { s: 'shop-2' }), '2026-11-23')).toMatch('另一家门店');
    expect(codeProblem(one, facts('b', { d: '2026-11-22' }), '2026-11-23')).toMatch('11月22日 周日 的，只在当天有效');
    expect(codeProblem(one, facts('a', { t: '另写' }), '2026-11-23')).toBe(
      '这张券 11月23日 11:00 已在本机核销，不能再用一次。',
    );
    expect(codeProblem(three, facts('d'), '2026-11-23')).toMatch('今天离线最多核销 3 笔');
    expect(codeProblem(one, facts('b', { d: '2026-11-24' }), '2026-11-24')).toMatch('离线核销包是 11月23日 周一 的');
  });
});

describe('the queue', () => {
  it('numbers its lines, and each mark covers the one before', () => {
    expect(three.lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const [one, two] = three.lines as [Kept['lines'][0], Kept['lines'][0]];
    const hmacOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
    expect(one.mark).toBe(hmacOf(`\n1\n${one.code}\n5800\n${at}`));
    expect(two.mark).toBe(hmacOf(`${one.mark}\n2\n${two.code}\n5800\n${at}`));
    expect(markOf(pack.key, '', { ...one, spendFen: null })).toBe(hmacOf(`\n1\n${one.code}\n\n${at}`));
  });

  it('is only appended: what stood there stands there unchanged', () => {
    const before = JSON.stringify(three);
    const four = append(three, line('d'));
    expect(JSON.stringify(three)).toBe(before);
    expect(four.lines.slice(0, 3)).toEqual(three.lines);
    expect(four.lines[3]?.seq).toBe(4);
    const after = answered(four, [{ seq: 1, outcome: 'redeemed', sentence: '已入账。' }]);
    expect(after.lines).toEqual(four.lines);
    expect(append(after, line('e')).lines[4]?.seq).toBe(5);
  });

  it('knows how much room is left, in number and in money', () => {
    const one = append(newQueue(pack, '一号店'), line('a'));
    expect(room(one)).toEqual({ count: 2, offFen: 5000 });
    expect(sumProblem(one, 5000)).toBeUndefined();
    expect(sumProblem(one, 5001)).toMatch('今天离线还能优惠 50 元，这笔要 50.01 元');
    expect(room(three)).toEqual({ count: 0, offFen: 0 });
  });

  it('takes answers in order, up to the first that is missing; the rest waits', () => {
    const after = answered(three, [
      { seq: 3, outcome: 'redeemed', sentence: '三' },
      { seq: 1, outcome: 'conflict', sentence: '一' },
    ]);
    expect(after.told).toEqual([{ outcome: 'conflict', sentence: '一' }]);
    expect(waiting(after).map(({ seq }) => seq)).toEqual([2, 3]);
    const all = answered(
      after,
      [2, 3].map((seq) => ({ seq, outcome: 'redeemed' as const, sentence: '' })),
    );
    expect(waiting(all)).toEqual([]);
    expect(answered(all, [{ seq: 1, outcome: 'refused', sentence: 'x' }])).toEqual(all);
  });

  it('a new day leaves what is not uploaded, and nothing else', () => {
    const uploaded = answered(
      three,
      [1, 2, 3].map((seq) => ({ seq, outcome: 'redeemed' as const, sentence: '' })),
    );
    const empty = newQueue({ ...pack, id: 'pack-2' }, '一号店');
    expect(stillNeeded([uploaded, three, empty], '2026-11-23')).toEqual([uploaded, three, empty]);
    expect(stillNeeded([uploaded, three, empty], '2026-11-24')).toEqual([three]);
  });
});
