/**
 * Counts calls per caller and minute for @fastify/rate-limit. With Redis all processes share one count; when Redis is
 * away, each process counts for itself, so that the limit never falls to nothing and never refuses everybody.
 */
import type { Redis } from 'ioredis';

interface Count {
  current: number;
  ttl: number;
}
type Answer = (error: Error | null, count?: Count) => void;

const REDIS_MS = 100;
const SCRIPT = `local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('PTTL', KEYS[1])}`;

/** A store class for the plugin, bound to a Redis connection (or none). */
export function limitStore(redis: Redis | null) {
  const counts = new Map<string, { current: number; until: number }>();
  const sweep = setInterval(() => {
    const now = Date.now();
    for (const [key, count] of counts) if (count.until <= now) counts.delete(key);
  }, 60_000);
  sweep.unref();

  function here(key: string, window: number): Count {
    const now = Date.now();
    const known = counts.get(key);
    const count = known && known.until > now ? known : { current: 0, until: now + window };
    count.current += 1;
    counts.set(key, count);
    return { current: count.current, ttl: count.until - now };
  }

  async function shared(key: string, window: number): Promise<Count> {
    if (redis?.status !== 'ready') return here(key, window);
    try {
      const answer = redis.eval(SCRIPT, 1, `limit:${key}`, window) as Promise<[number, number]>;
      const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), REDIS_MS).unref());
      const [current, ttl] = await Promise.race([answer, late]);
      return { current, ttl };
    } catch {
      return here(key, window);
    }
  }

  return class LimitStore {
    constructor(private readonly options: { timeWindow?: number; prefix?: string }) {}

    incr(key: string, answer: Answer, timeWindow: number): void {
      const window = timeWindow || this.options.timeWindow || 60_000;
      shared(`${this.options.prefix ?? ''}${key}`, window).then(
        (count) => answer(null, count),
        (error: Error) => answer(error),
      );
    }

    child(routeOptions: { routeInfo?: { method?: string; url?: string }; timeWindow?: number }): LimitStore {
      const { method = '', url = '' } = routeOptions.routeInfo ?? {};
      return new LimitStore({ ...this.options, ...routeOptions, prefix: `${method}${url}:` });
    }
  };
}
