/** Drives long work in this process, which goes on answering meanwhile. */
import type { Turns } from '@niangjia/shared/rules/turns';

export type Keep = () => Promise<boolean>;
export const go: Keep = () => Promise.resolve(true);

/** Longest piece before others have their turn; how often is asked whether to go on. */
const PIECE_MS = 10;
const ASK_MS = 1000;
const breathe = () => new Promise<void>((done) => setImmediate(done));

/** Null when `keep` says to stop. */
export async function inTurns<Done>(work: Turns<Done>, keep: Keep = go): Promise<Done | null> {
  if (!(await keep())) return null;
  let [began, asked] = [performance.now(), performance.now()];
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < PIECE_MS) continue;
    if (performance.now() - asked > ASK_MS) {
      if (!(await keep())) return null;
      asked = performance.now();
    }
    await breathe();
    began = performance.now();
  }
}
