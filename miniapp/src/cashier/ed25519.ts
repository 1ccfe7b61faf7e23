/**
 * Checks Ed25519 signatures (RFC 8032, 5.1.7). Only public things go in, so it need not take the same time for each.
 * WeChat has no such function, and of browsers only the newest.
 */
import { sha512 } from './sha512';

const N = (value: number | string) => BigInt(value);
const ZERO = N(0);
const ONE = N(1);
const TWO = N(2);
/** The field: 2^255 - 19. */
const P = (ONE << N(255)) - N(19);
/** The order of the base point. */
const L = (ONE << N(252)) + N('27742317777372353535851937790883648493');

const mod = (value: bigint): bigint => {
  const rest = value % P;
  return rest < ZERO ? rest + P : rest;
};

function power(base: bigint, exponent: bigint): bigint {
  let [result, factor] = [ONE, mod(base)];
  for (let left = exponent; left > ZERO; left >>= ONE) {
    if (left & ONE) result = mod(result * factor);
    factor = mod(factor * factor);
  }
  return result;
}

/** The curve's constant: -121665 / 121666. */
const D = mod(N(-121_665) * power(N(121_666), P - TWO));
const ROOT_OF_MINUS_ONE = power(TWO, (P - ONE) / N(4));

/** A point: x = X / Z, y = Y / Z, x · y = T / Z. */
interface Point {
  X: bigint;
  Y: bigint;
  Z: bigint;
  T: bigint;
}
const NOWHERE: Point = { X: ZERO, Y: ONE, Z: ONE, T: ZERO };

function add(one: Point, two: Point): Point {
  const a = mod((one.Y - one.X) * (two.Y - two.X));
  const b = mod((one.Y + one.X) * (two.Y + two.X));
  const c = mod(TWO * one.T * two.T * D);
  const d = mod(TWO * one.Z * two.Z);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return { X: mod(e * f), Y: mod(g * h), Z: mod(f * g), T: mod(e * h) };
}

function times(point: Point, factor: bigint): Point {
  let [result, doubled] = [NOWHERE, point];
  for (let left = factor; left > ZERO; left >>= ONE) {
    if (left & ONE) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

const same = (one: Point, two: Point): boolean =>
  mod(one.X * two.Z - two.X * one.Z) === ZERO && mod(one.Y * two.Z - two.Y * one.Z) === ZERO;

/** Little-endian. */
const numberIn = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << N(8)) | N(byte), ZERO);

/** The point that 32 bytes stand for; undefined for bytes that stand for none. */
function pointIn(bytes: Uint8Array): Point | undefined {
  const all = numberIn(bytes);
  const odd = all >> N(255);
  const y = all & ((ONE << N(255)) - ONE);
  if (bytes.length !== 32 || y >= P) return undefined;
  const [u, v] = [mod(y * y - ONE), mod(D * y * y + ONE)];
  let x = mod(u * power(v, N(3)) * power(u * power(v, N(7)), (P - N(5)) / N(8)));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(v * x * x) !== u || (x === ZERO && odd === ONE)) return undefined;
  if ((x & ONE) !== odd) x = P - x;
  return { X: x, Y: y, Z: ONE, T: mod(x * y) };
}

let base: Point | undefined;
function basePoint(): Point {
  const bytes = new Uint8Array(32).fill(0x66);
  bytes[0] = 0x58;
  base ??= pointIn(bytes);
  return base as Point;
}

/** Whether `signature` (64 bytes) over `message` is by the owner of `publicKey` (32 bytes). */
export function isSigned(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const half = signature.slice(0, 32);
  const [A, R, s] = [pointIn(publicKey), pointIn(half), numberIn(signature.slice(32))];
  if (!A || !R || s >= L) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(half);
  hashed.set(publicKey, 32);
  hashed.set(message, 64);
  const k = numberIn(sha512(hashed)) % L;
  return same(times(basePoint(), s), add(R, times(A, k)));
}
