/**
 * From a contract entry to an answer: who, validate, transaction, audit, reply. The one way in for all modules.
 */
import type { Readable } from 'node:stream';
import { type Body, entryOf, type Key, type Params, type Query, type Reply } from '@niangjia/shared/contract/index';
import type { Entry } from '@niangjia/shared/contract/parts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import * as z from 'zod';
import { type Ask, type Caller, callerName, holds, makeAsk } from './ask';
import { appendAudit } from './audit';
import { withDeadline } from './deadline';
import type { Kit } from './kit';
import { type Claim, claimKey, keepReply, releaseKey } from './once';
import { badField, Refusal } from './refusal';
import './sentences';
import { letGo, readUpload } from './upload';

export interface Given<K extends Key> {
  params: Params<K>;
  query: Query<K>;
  body: Body<K>;
}

/** What a service may hand back beyond the reply: the reply's schema keeps it on the server. */
type Result<K extends Key> = Reply<K> & object;

/**
 * `before` runs before the transaction and may wait for other machines, `run` is the transaction, `after` runs after
 * the commit. Most routes are `run` alone.
 */
export interface Steps<K extends Key, Found, Ran extends Result<K>> {
  /** The file that comes in is too large for memory: `before` looks who may, then reads it. */
  reads?: 'itself';
  before?(kit: Kit, given: Given<K>, by: Caller, from: string, request: FastifyRequest): Promise<Found>;
  run(ask: Ask, given: Given<K>, found: Found): Promise<Ran>;
  after?(kit: Kit, result: Ran): Promise<void>;
}
export type Run<K extends Key> = (ask: Ask, given: Given<K>) => Promise<Result<K>>;
/**
 * A route without a transaction of its own: what it writes is written together with other calls that wait
 * (core/together.ts). It writes its audit row itself, finds its own earlier effect when a call is repeated, and does
 * nothing for a call that is `expired` before its turn.
 */
export interface Together<K extends Key> {
  together(kit: Kit, given: Given<K>, by: Caller, call: { expired(): boolean; requestId: string }): Promise<Result<K>>;
}
// biome-ignore lint/suspicious/noExplicitAny: each route has its own types between its steps
export type Routes<K extends Key> = { [One in K]: Run<One> | Steps<One, any, any> | Together<One> };

/** Ties the types between the steps of one route. */
export const steps = <K extends Key, Found, Ran extends Result<K>>(_key: K, of: Steps<K, Found, Ran>) => of;

/** A file that is not held in memory: any part of it, from `from` up to, not with, `until`. */
interface LongFile {
  length: number;
  read(from: number, until: number): Readable;
}

/** Answer of an entry with `file: 'out'`. `download`: it is saved, never shown. */
export interface FileReply {
  bytes: Buffer | LongFile;
  type: string;
  name: string;
  download?: true;
}

/** The token that a request bears, whatever it is worth. */
export const bearer = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];

/** Who asks; throws when the entry wants more than that. */
async function admit(kit: Kit, key: Key, entry: Entry, request: FastifyRequest): Promise<Caller> {
  if (entry.who === 'public') return { kind: 'nobody' };
  const token = bearer(request);
  if (!token) throw new Refusal('SIGN_IN_FIRST');
  const by = await kit.callerOf(token);
  request.caller = by;
  if (entry.who === 'signed-in') return by;
  if (entry.who === 'person') {
    if (by.kind !== 'person') throw new Refusal('NOT_ALLOWED', { denied: key });
    return by;
  }
  if (by.kind !== 'staff' || (entry.who !== 'staff' && !holds(by.posts, entry.who)))
    throw new Refusal('NOT_ALLOWED', { denied: key });
  return by;
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmptyRecord = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;

/** Parses one part of what came in; every problem at its field. */
function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) {
    if (value === undefined || isEmptyRecord(value)) return undefined;
    const at = isRecord(value) ? (Object.keys(value)[0] ?? '').slice(0, 60) : '';
    throw badField(at, '这里不需要填写。');
  }
  const result = schema.safeParse(value === undefined ? {} : value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((at) => ({ at: at.slice(0, 60), sentence: '这里不需要填写。' }))
      : [{ at: issue.path.join('.'), sentence: issue.message }],
  );
  throw new Refusal('BAD_INPUT', { fields: fields.slice(0, FIELDS) });
}

/** Fields that one answer names at the most. */
const FIELDS = 20;
/** Forms of what stands in a path. Whatever has another form names nothing, and is kept nowhere. */
const FORMS: Record<string, RegExp> = { id: /^[0-9A-HJKMNP-TV-Z]{26}$/, token: /^[\w.~-]{1,32}$/ };

function mustNameSomething(entry: Entry, params: Record<string, string>): void {
  if (Object.entries(params).every(([name, value]) => FORMS[name]?.test(value) ?? true)) return;
  const unknown = (entry.refusals as readonly string[]).includes('CODE_UNKNOWN');
  throw unknown ? new Refusal('CODE_UNKNOWN') : new Refusal('NOT_FOUND', { denied: 'malformed' });
}

/** For the reference only: claimKey looks at the key itself. */
const onceHeaders = z.object({
  'idempotency-key': z.string().max(255).describe('客户端生成的随机串；网络中断后用同一个重发，只会办一次'),
});

type Route = Steps<Key, unknown, Result<Key>> | Together<Key>;

export function serve<K extends Key>(app: FastifyInstance, kit: Kit, routes: Routes<K>): void {
  for (const key of Object.keys(routes) as K[]) {
    const entry = entryOf(key);
    const [method = 'GET', path = '/'] = key.split(' ');
    const given = routes[key];
    const route = (typeof given === 'function' ? { run: given } : given) as Route;
    app.route({
      method: method as 'GET' | 'POST',
      url: `/api${path}`,
      // A read that leaves a trace, or uses a link up, has no HEAD: whoever only looks for it must not use it.
      exposeHeadRoute: !entry.audit,
      schema: {
        summary: entry.what,
        tags: [path.split('/')[1] ?? ''],
        ...(entry.body && { body: entry.body }),
        ...(entry.query && { querystring: entry.query }),
        ...(entry.once && { headers: onceHeaders }),
        security: entry.who === 'public' ? [] : [{ bearer: [] }],
        ...(entry.file !== 'out' && { response: { 200: entry.reply } }),
      },
      // The schemas stand here for the API reference; answer() parses, so that every refusal has one shape.
      validatorCompiler: () => () => true,
      serializerCompiler: () => (value: unknown) => JSON.stringify(value),
      config: { key, rateLimit: { max: Math.min(entry.perMinute ?? kit.config.rateLimit, kit.config.rateLimit) } },
      handler: (request, reply) => answer(kit, key, entry, route, request, reply),
    });
  }
}

async function answer(
  kit: Kit,
  key: Key,
  entry: Entry,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const by = await withDeadline(kit, () => admit(kit, key, entry, request));
  // HEAD is a GET whose body stays here. Answers to a POST may hold tokens.
  const writes = request.method === 'POST';
  if (writes || by.kind !== 'nobody' || entry.file) reply.header('cache-control', 'no-store');
  // The multipart plugin leaves such a body unread: it would pass as none.
  if (entry.file !== 'in' && request.isMultipart()) throw new Refusal('WRONG_TYPE');
  mustNameSomething(entry, (request.params ?? {}) as Record<string, string>);
  const given = {
    params: request.params,
    query: parse(entry.query, request.query),
    body:
      entry.file !== 'in' ? parse(entry.body, request.body) : 'reads' in route ? undefined : await readUpload(request),
  } as Given<Key>;
  if ('together' in route) {
    const call = (expired: () => boolean) => route.together(kit, given, by, { expired, requestId: request.id });
    return entry.reply.parse(await withDeadline(kit, call));
  }
  const claim = entry.once
    ? await withDeadline(kit, (expired) =>
        claimKey(kit, by, key, request.headers['idempotency-key'] as string, [given.params, given.body], expired),
      )
    : undefined;
  if (claim && 'reply' in claim) return claim.reply;
  try {
    const found = await route.before?.(kit, given, by, request.ip, request);
    const result = await withDeadline(kit, (expired) =>
      writes || entry.audit
        ? kit.db.tx((db) => transaction(kit, db, key, entry, route, request, by, given, found, claim), { expired })
        : route.run(makeAsk(kit, kit.db.reader, by, request.ip).ask, given, found),
    );
    if (result instanceof Refusal) throw result;
    await route.after?.(kit, result);
    if (entry.file === 'out') return sendFile(request, reply, result as unknown as FileReply);
    return entry.reply.parse(result);
  } catch (error) {
    // Nothing took effect unless the outcome of the COMMIT is unknown: then the lock keeps the key until it runs out.
    if (claim && error instanceof Refusal && error.code !== 'BUSY') await releaseKey(kit, claim);
    if (route.reads) letGo(request.raw);
    throw error;
  }
}

async function transaction(
  kit: Kit,
  db: EntityManager,
  key: Key,
  entry: Entry,
  route: Steps<Key, unknown, Result<Key>>,
  request: FastifyRequest,
  by: Caller,
  given: Given<Key>,
  found: unknown,
  claim: Claim | undefined,
): Promise<Result<Key> | Refusal> {
  const { ask, said } = makeAsk(kit, db, by, request.ip);
  said.object = Object.values((request.params ?? {}) as Record<string, string>)[0] ?? null;
  let result: Result<Key> | Refusal;
  try {
    result = await route.run(ask, given, found);
  } catch (error) {
    // A refusal that must leave a trace (a wrong code counts) commits what was written and is told afterwards.
    if (!(error instanceof Refusal && error.more.keep)) throw error;
    result = error;
  }
  if (claim && !(result instanceof Refusal)) await keepReply(kit, db, claim, entry.reply.parse(result));
  if (entry.audit !== false) {
    const outcome = result instanceof Refusal ? 'denied' : 'done';
    await appendAudit(db, {
      at: ask.now.toISOString(),
      by: callerName(ask.by),
      what: key,
      outcome,
      requestId: request.id,
      ...said,
    });
  }
  return result;
}

const FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'none'; base-uri 'none'; " +
  "frame-ancestors 'none'; sandbox";

/** The part that a player asks for: one range, within the file. Any other wish is answered with the whole of it. */
function rangeOf(asked: string | undefined, length: number): [from: number, until: number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const until = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  return from < until ? [from, until] : undefined;
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileReply): FastifyReply {
  reply
    .header('content-type', file.type)
    .header('content-disposition', `${file.download ? 'attachment' : 'inline'}; filename="${file.name}"`)
    .header('content-security-policy', FILE_POLICY);
  if (!('read' in file.bytes)) return reply.send(file.bytes);
  const { length, read } = file.bytes;
  const range = rangeOf(request.headers.range, length);
  const [from, until] = range ?? [0, length];
  if (range) reply.code(206).header('content-range', `bytes ${from}-${until - 1}/${length}`);
  return reply
    .header('accept-ranges', 'bytes')
    .header('content-length', until - from)
    .send(read(from, until));
}
