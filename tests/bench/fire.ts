/** Sends one request over and over on 64 connections, from a thread of its own. Fails when an answer is not 2xx: a refusal is quick, too. */
import autocannon from 'autocannon';

export async function fire(
  url: string,
  token: string,
  seconds: number,
): Promise<{ perSecond: number; p50: number; p99: number }> {
  const result = await autocannon({
    url,
    connections: 64,
    duration: seconds,
    workers: 1,
    headers: { authorization: `Bearer ${token}` },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} failed`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}
