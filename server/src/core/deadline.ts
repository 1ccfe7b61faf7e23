import { Refusal } from './refusal';

const DEADLINE_MS = 2500;

/** Nobody waits longer than this for the database; work that is late rolls back (security.md I3). Refusal BUSY. */
export async function withDeadline<T>(work: (expired: () => boolean) => Promise<T>): Promise<T> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      over = true;
      reject(new Refusal('BUSY'));
    }, DEADLINE_MS);
  });
  try {
    return await Promise.race([work(() => over), late]);
  } finally {
    clearTimeout(timer);
  }
}
