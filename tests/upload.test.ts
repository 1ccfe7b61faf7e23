import { randomBytes } from 'node:crypto';
import { form, hash, max, openApps, type Part, photo, ports, post, said } from './upload-world';

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openApps();
});
afterAll(() => close());

const small = randomBytes(50_000);

test('D7: a photo arrives whole, whether its length and hash stand before or behind it', async () => {
  for (const parts of [
    [photo(small), ...said(small)],
    [...said(small), photo(small)],
  ]) {
    const made = await post(form([...parts, { name: 'purpose', value: '身份证明' }]));
    expect(made).toMatchObject({
      status: 200,
      length: small.length,
      sha256: hash(small),
      fields: { purpose: '身份证明' },
    });
  }
});

test('D1: a file of exactly the limit passes, one byte more is too large, and told before long', async () => {
  const whole = randomBytes(max + 1);
  expect((await post(form([...said(whole.subarray(1)), photo(whole.subarray(1))]))).status).toBe(200);
  const body = form([...said(whole), photo(whole)]);
  const tries = [await post(body), await post(body), await post(body)];
  for (const over of tries) expect(over).toMatchObject({ status: 413, code: 'TOO_LARGE' });
  expect(await post(body, undefined, ports.patient)).toMatchObject({ status: 413, code: 'TOO_LARGE' });
  // An idle machine takes 0.2 s. The best of three and a wide bound, for neighbours on the same machine.
  expect(Math.min(...tries.map((over) => over.ms))).toBeLessThan(5_000);
});

const other = Buffer.concat([small.subarray(0, -1), Buffer.from([(small.at(-1) ?? 0) ^ 1])]);
const ten = Array.from({ length: 10 }, (_, i) => ({ name: `f${i}`, value: 'x' }));
test.each<[string, string, Part[]]>([
  ['a byte less than announced', 'FILE_BROKEN', [...said(small), photo(small.subarray(1))]],
  ['another last byte than announced', 'FILE_BROKEN', [...said(small), photo(other)]],
  ['an empty file', 'FILE_BROKEN', [...said(Buffer.alloc(0)), photo(Buffer.alloc(0))]],
  ['no length', 'BAD_INPUT', [photo(small), { name: 'sha256', value: hash(small) }]],
  ['no hash', 'BAD_INPUT', [photo(small), { name: 'length', value: `${small.length}` }]],
  ['no file', 'BAD_INPUT', said(small)],
  ['nothing at all', 'BAD_INPUT', []],
  ['two files', 'BAD_INPUT', [...said(small), photo(small), photo(small)]],
  ['a field of 2 kB', 'BAD_INPUT', [...said(small), photo(small), { name: 'purpose', value: 'x'.repeat(2048) }]],
  ['the same field twice', 'BAD_INPUT', [...said(small), ...said(small), photo(small)]],
  ['a field without a name', 'BAD_INPUT', [...said(small), photo(small), { value: 'x' }]],
  ['a field named __proto__', 'BAD_INPUT', [...said(small), photo(small), { name: '__proto__', value: 'x' }]],
  [
    'a JSON field',
    'BAD_INPUT',
    [...said(small), photo(small), { name: 'a', value: '[1]', head: 'Content-Type: application/json\r\n' }],
  ],
  [
    'broken JSON',
    'BAD_INPUT',
    [...said(small), photo(small), { name: 'a', value: '[', head: 'Content-Type: application/json\r\n' }],
  ],
  ['more fields than allowed', 'BAD_INPUT', [photo(small), ...ten]],
])('T45: %s is %s at once, never a 500', async (_, expected, parts) => {
  const made = await post(form(parts));
  expect([made.code, made.status]).toEqual([expected, expected === 'BAD_INPUT' ? 400 : 422]);
  expect(made.ms).toBeLessThan(5_000);
});

test.each<[string, string, string]>([
  ['a boundary that never comes', form(said(small), 'other').toString(), 'multipart/form-data; boundary=X'],
  ['no boundary', 'x', 'multipart/form-data'],
  ['noise', 'x'.repeat(100_000), 'multipart/form-data; boundary=X'],
  ['an empty body', '', 'multipart/form-data; boundary=X'],
  [
    'a part that ends in its head',
    '--X\r\nContent-Disposition: form-data; name="fi',
    'multipart/form-data; boundary=X',
  ],
  ['a boundary of 5,000 letters', 'x', `multipart/form-data; boundary=${'b'.repeat(5_000)}`],
  ['JSON', '{}', 'application/json'],
])('T45: %s instead of a form is refused at once, never a 500', async (_, body, type) => {
  const made = await post(Buffer.from(body), type);
  expect([400, 422]).toContain(made.status);
  expect(made.ms).toBeLessThan(5_000);
});
