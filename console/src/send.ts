/** One request to the API with the session's token, and one silent refresh when that token is no longer taken. */
import { Refused } from '@niangjia/shared/client';
import { type RefusalBody, refusals } from '@niangjia/shared/rules/refusals';
import { keepSession, type Session, session } from './session';

interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** A file with its fields, instead of a body. */
  form?: FormData;
  idempotencyKey?: string | undefined;
}

/** The server could not be reached at all. */
class Unreachable extends Error {
  constructor() {
    super('没有连上服务器，请检查网络后再试。您填的内容还在。');
  }
}

async function sendOnce(request: Request, access: string | undefined): Promise<Response> {
  const headers: Record<string, string> = {};
  if (access) headers.authorization = `Bearer ${access}`;
  if (request.idempotencyKey) headers['idempotency-key'] = request.idempotencyKey;
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(`/api${request.path}`, {
      method: request.method,
      headers,
      body: request.form ?? (request.body === undefined ? null : JSON.stringify(request.body)),
    });
  } catch {
    throw new Unreachable();
  }
}

/** What the server said no with. A proxy in between may answer without our body. */
export async function refusalOf(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => undefined)) as RefusalBody | undefined;
  if (body?.sentence) return new Refused(response.status, body);
  return new Refused(response.status, { code: 'BUSY', sentence: refusals.BUSY[1], requestId: '' });
}

// A refresh token serves once and an old one ends the session: however many requests fail at once, one refresh runs.
let refreshing: Promise<void> | undefined;

async function refresh({ refresh }: Session): Promise<void> {
  const response = await sendOnce({ method: 'POST', path: '/sessions/refresh', body: { refresh } }, undefined);
  if (response.ok) return keepSession((await response.json()) as Session);
  if (response.status === 401) keepSession(undefined, 'lost');
  throw await refusalOf(response);
}

/** A wrong password is a 401 as well; only these two say that the token is no longer taken. */
async function tokenNotTaken(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const { code } = (await refusalOf(response.clone())).body;
  return code === 'SIGN_IN_FIRST' || code === 'SESSION_ENDED';
}

export async function request(request: Request): Promise<Response> {
  const before = session();
  const response = await sendOnce(request, before?.access);
  if (!before || !(await tokenNotTaken(response))) return response;
  if (session()?.access === before.access) {
    refreshing ??= refresh(before).finally(() => {
      refreshing = undefined;
    });
    await refreshing;
  }
  const again = await sendOnce(request, session()?.access);
  if (await tokenNotTaken(again)) keepSession(undefined, 'lost');
  return again;
}
