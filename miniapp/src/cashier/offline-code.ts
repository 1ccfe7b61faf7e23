/** The code that a member shows where there is no network, checked on the cashier's phone (security.md G5). */
import { bytesOf, fromBase64url } from './bytes';
import { isSigned } from './ed25519';
import { type Facts, factsIn } from './queue';

/** What the code says, when the server has signed it; undefined for anything else. `publicKey`: of the day's pack. */
export function checkedFacts(code: string, publicKey: string): Facts | undefined {
  const [head, payload, signature] = code.split('.');
  const [signed, key] = [fromBase64url(signature ?? ''), fromBase64url(publicKey)];
  if (!signed || !key || !isSigned(bytesOf(`${head}.${payload}`), signed, key)) return undefined;
  return factsIn(code);
}
