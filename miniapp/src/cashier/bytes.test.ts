import { createHmac } from 'node:crypto';
import { bytesOf, fromBase64url, hmac, textOf, toBase64url } from './bytes';

test('texts go to bytes and back, Chinese and rare letters too', () => {
  for (const text of ['', 'a%41', '满 50 减 40', '𠮷田', '\u0000\n']) {
    expect(Buffer.from(bytesOf(text)).toString('utf8')).toBe(text);
    expect(textOf(bytesOf(text))).toBe(text);
  }
});

test('base64url agrees with another implementation at every length; other letters give nothing', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 91 + length) % 256);
    const text = Buffer.from(bytes).toString('base64url');
    expect(toBase64url(bytes)).toBe(text);
    expect(fromBase64url(text)).toEqual(bytes);
  }
  expect(fromBase64url('a+b/')).toBeUndefined();
  expect(fromBase64url('YWJj=')).toBeUndefined();
});

test('the HMAC agrees with another implementation', () => {
  for (const length of [0, 1, 32, 64]) {
    const key = Uint8Array.from({ length }, (_, i) => 255 - i);
    const mark = createHmac('sha256', key).update('第一行\n1').digest('hex');
    expect(Buffer.from(hmac(key, '第一行\n1')).toString('hex')).toBe(mark);
  }
});
