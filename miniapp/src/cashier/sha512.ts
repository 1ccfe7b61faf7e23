/** SHA-512 (FIPS 180-4), which Ed25519 needs: WeChat has no such function, and a browser only on https. */

// `BigInt(…)`, not `1n`: a phone that is too old for it fails on the offline page alone.
const N = (value: number | string) => BigInt(value);
const ONE_WORD = N(64);
const WORD = (N(1) << ONE_WORD) - N(1);

/** The largest whole number whose `n`th power is not above `value`. */
function wholeRoot(value: bigint, n: 2 | 3): bigint {
  const power = (of: bigint) => (n === 2 ? of * of : of * of * of);
  let found = N(0);
  for (let bit = N(1) << N(80); bit > N(0); bit >>= N(1)) if (power(found + bit) <= value) found += bit;
  return found;
}

/** The first 64 bits of the fractional parts of a root of each prime, as the standard defines its constants. */
function constants(count: number, n: 2 | 3): bigint[] {
  const found: bigint[] = [];
  for (let prime = 2; found.length < count; prime += 1) {
    let divisor = 2;
    while (divisor * divisor <= prime && prime % divisor !== 0) divisor += 1;
    if (divisor * divisor > prime) found.push(wholeRoot(N(prime) << (ONE_WORD * N(n)), n) & WORD);
  }
  return found;
}

let known: { K: bigint[]; START: bigint[] } | undefined;
const table = () => {
  known ??= { K: constants(80, 3), START: constants(8, 2) };
  return known;
};

const turn = (word: bigint, by: number) => ((word >> N(by)) | (word << N(64 - by))) & WORD;
const mixed = (word: bigint, one: number, two: number, three: number) =>
  turn(word, one) ^ turn(word, two) ^ turn(word, three);
const spread = (word: bigint, one: number, two: number, gone: number) =>
  turn(word, one) ^ turn(word, two) ^ (word >> N(gone));

/** The message, a 1 bit, zeros, and its length in bits: whole blocks of 128 bytes. */
function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array((((bytes.length + 16) >> 7) + 1) << 7);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, bytes.length << 3);
  return whole;
}

const wordAt = (view: DataView, at: number) => (N(view.getUint32(at)) << N(32)) | N(view.getUint32(at + 4));

function mix(state: bigint[], w: bigint[], K: bigint[]): bigint[] {
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let t = 0; t < 80; t += 1) {
    const one = h + mixed(e, 14, 18, 41) + ((e & f) ^ (~e & WORD & g)) + (K[t] as bigint) + (w[t] as bigint);
    const two = mixed(a, 28, 34, 39) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & WORD, c, b, a, (one + two) & WORD];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => ((state[i] as bigint) + word) & WORD);
}

/** 64 bytes. The message is short: below 256 MB. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const { K, START } = table();
  const view = new DataView(padded(bytes).buffer);
  let state = START;
  for (let at = 0; at < view.byteLength; at += 128) {
    const w = Array.from({ length: 16 }, (_, t) => wordAt(view, at + t * 8));
    for (let t = 16; t < 80; t += 1) {
      const [early, late] = [w[t - 15] as bigint, w[t - 2] as bigint];
      w.push(((w[t - 16] as bigint) + spread(early, 1, 8, 7) + (w[t - 7] as bigint) + spread(late, 19, 61, 6)) & WORD);
    }
    state = mix(state, w, K);
  }
  const digest = new Uint8Array(64);
  state.forEach((word, i) => {
    for (let byte = 0; byte < 8; byte += 1) digest[i * 8 + byte] = Number((word >> N(56 - byte * 8)) & N(255));
  });
  return digest;
}
