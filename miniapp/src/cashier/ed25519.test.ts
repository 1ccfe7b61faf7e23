import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { isSigned } from './ed25519';
import { sha512 } from './sha512';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

test('SHA-512 agrees with another implementation at every length around its blocks', () => {
  for (const length of [...Array.from({ length: 270 }, (_, i) => i), 4097]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 256);
    const digest = Buffer.from(sha512(bytes)).toString('hex');
    expect([length, digest]).toEqual([length, createHash('sha512').update(bytes).digest('hex')]);
  }
});

// RFC 8032, 7.1: secret seed, public key, message, signature.
test.each([
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('the example of the standard with the key %s', (key, message, signature) => {
  expect(isSigned(hex(message), hex(signature), hex(key))).toBe(true);
});

const raw = (key: Parameters<typeof createPublicKey>[0]) =>
  Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));

test('what another implementation signs is good, and any single changed bit makes it bad', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = raw(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const message = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
  const signature = Uint8Array.from(sign(null, message, privateKey));
  expect(isSigned(message, signature, publicKey)).toBe(true);
  const flipped = (bytes: Uint8Array, bit: number) =>
    bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  for (let bit = 0; bit < 512; bit += 37)
    expect([bit, isSigned(message, flipped(signature, bit), publicKey)]).toEqual([bit, false]);
  for (let bit = 0; bit < 256; bit += 41)
    expect([bit, isSigned(message, signature, flipped(publicKey, bit))]).toEqual([bit, false]);
  for (let bit = 0; bit < 2400; bit += 311)
    expect([bit, isSigned(flipped(message, bit), signature, publicKey)]).toEqual([bit, false]);
});

test('another person’s signature, a cut one, and one with a multiple of the order added are bad', () => {
  const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const mine = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  const publicKey = raw(mine.export({ format: 'pem', type: 'pkcs8' }));
  const message = hex('00ff');
  const signature = Uint8Array.from(sign(null, message, mine));
  expect(isSigned(message, signature, publicKey)).toBe(true);
  expect(isSigned(message, signature.slice(0, 63), publicKey)).toBe(false);
  expect(isSigned(message, signature, publicKey.slice(0, 31))).toBe(false);
  const other = Uint8Array.from(sign(null, message, generateKeyPairSync('ed25519').privateKey));
  expect(isSigned(message, other, publicKey)).toBe(false);
  const order = (BigInt(1) << BigInt(252)) + BigInt('27742317777372353535851937790883648493');
  const more = signature.slice();
  let s = BigInt(`0x${Buffer.from(signature.slice(32)).reverse().toString('hex')}`) + order;
  for (let at = 32; at < 64; at += 1, s >>= BigInt(8)) more[at] = Number(s & BigInt(255));
  expect(isSigned(message, more, publicKey)).toBe(false);
});
