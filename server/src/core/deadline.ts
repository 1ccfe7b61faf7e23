import { Refusal } from './refusal';

/** What `withDeadline` asks of the server. */
interface Patient {
  config: { patienceMs: number };
}

/** Nobody waits longer than `patienceMs` for the database; work that is late rolls back (security.md I3). Refusal BUSY. */
export async function withDeadline<T>(kit: Patient, work: (expired: () => boolean) => Promise<T>): Promise<T> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      over = true;
      reject(new Refusal('BUSY'));
    }, kit.config.patienceMs);
  });
  try {
    return await Promise.race([work(() => over), late]);
  } finally {
    clearTimeout(timer);
  }
}
