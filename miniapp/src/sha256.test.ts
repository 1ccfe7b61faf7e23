import { createHash } from 'node:crypto';
import { sha256 } from './sha256';

// FIPS 180-4 examples (NIST CSRC).
test.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('the digest of “%s”', (text, digest) => {
  expect(sha256(new TextEncoder().encode(text))).toBe(digest);
});

test('agrees with another implementation at every length around a block, and on a photo’s length', () => {
  for (const length of [...Array.from({ length: 140 }, (_, i) => i), 1_000_003]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 256);
    expect([length, sha256(bytes)]).toEqual([length, createHash('sha256').update(bytes).digest('hex')]);
  }
});
