/**
 * The typed caller for phone, console and tests. It knows no transport: `send` does the request.
 * Only types come from the contract, so that no schema library reaches the phone.
 */
import type { Input, Key, Reply } from './contract/index';
import type { RefusalBody } from './rules/refusals';

export interface Sending {
  method: 'GET' | 'POST';
  /** Path and query below the API's base, `/applications?state=submitted`. */
  path: string;
  body: unknown;
  /** Set by the caller for entries that have their effect once; kept when the same request is sent again. */
  idempotencyKey: string | undefined;
}

/** What came back: any status, the parsed JSON. */
export type Send = (sending: Sending) => Promise<{ status: number; body: unknown }>;

/** A planned no of the server, with the sentence to show. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: RefusalBody,
  ) {
    super(body.sentence);
  }

  get code(): RefusalBody['code'] {
    return this.body.code;
  }

  /** The sentence for one field, if the server named it. */
  at(field: string): string | undefined {
    return this.body.fields?.find((one) => one.at === field)?.sentence;
  }
}

/** `api('GET /applications/:id', { params: { id } })`: typed by the contract; throws `Refused` or what `send` throws. */
export type Api = <K extends Key>(key: K, input?: Input<K> & { idempotencyKey?: string }) => Promise<Reply<K>>;

/** Puts path parameters and the query into a key: `GET /unions` + `{ name: '青州' }` -> `/unions?name=…`. */
export function pathOf(
  key: string,
  params: Record<string, string> | undefined,
  query: Record<string, unknown> | undefined,
): string {
  const path = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return text ? `${path}?${text}` : path;
}

export function makeApi(send: Send): Api {
  return async (key, input) => {
    const given = (input ?? {}) as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
      idempotencyKey?: string;
    };
    const method = key.startsWith('GET') ? 'GET' : 'POST';
    const { status, body } = await send({
      method,
      path: pathOf(key, given.params, given.query),
      body: method === 'GET' ? undefined : (given.body ?? {}),
      idempotencyKey: given.idempotencyKey,
    });
    if (status >= 200 && status < 300) return body as never;
    throw new Refused(status, body as RefusalBody);
  };
}
