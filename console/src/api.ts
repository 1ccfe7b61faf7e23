/** The typed callers of the console. `api` for all entries, `once` for those that have their effect once. */
import { makeApi, Refused } from '@niangjia/shared/client';
import type { Contract, Input, Key, Reply } from '@niangjia/shared/contract/index';
import { refusalOf, request } from './send';

type OnceKey = { [K in Key]: Contract[K] extends { once: true } ? K : never }[Key];
type Caller<Keys extends Key> = <K extends Keys>(key: K, input?: Input<K>) => Promise<Reply<K>>;

/** Tells of an answer that an officer whose post has ended would get too: not allowed, or not found. */
export const doubts = new EventTarget();

const call = makeApi(async (sending) => {
  const response = await request(sending);
  if (response.status === 403 || response.status === 404) doubts.dispatchEvent(new Event('doubt'));
  if (!response.ok) throw await refusalOf(response);
  return { status: response.status, body: await response.json() };
});

export const api: Caller<Exclude<Key, OnceKey>> = (key, input) => call(key, input as never);

/** Shaped like a UUID v4. `crypto.randomUUID` is missing on plain http in a local network. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const unanswered = new Map<string, string>();

/** A refusal that says nothing about whether the effect took place: the next try must carry the same key. */
const isOpen = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status >= 500 || error.code === 'IN_FLIGHT' || error.code === 'TOO_MANY';

/** Sends with an idempotency key that stays the same for the same key and input until the server has answered. */
export const once: Caller<OnceKey> = async (key, input) => {
  const print = `${key} ${JSON.stringify(input)}`;
  const idempotencyKey = unanswered.get(print) ?? freshKey();
  unanswered.set(print, idempotencyKey);
  try {
    const reply = await call(key, { ...input, idempotencyKey } as never);
    unanswered.delete(print);
    return reply;
  } catch (error) {
    if (!isOpen(error)) unanswered.delete(print);
    throw error;
  }
};

/** The poster of a joining code, `GET /join-codes/:token/poster`: it needs the token, so no plain `<img>`. */
export async function posterOf(token: string, as: 'png' | 'pdf'): Promise<Blob> {
  const response = await request({ method: 'GET', path: `/join-codes/${encodeURIComponent(token)}/poster?as=${as}` });
  if (!response.ok) throw await refusalOf(response);
  return response.blob();
}

/** Saves a file that needs the session's token, under the name that the server gave it. */
export async function download(path: string): Promise<void> {
  const response = await request({ method: 'GET', path });
  if (!response.ok) throw await refusalOf(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download';
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file with its length and checksum, so that a torn one is noticed. */
async function formOf(file: File, name: string): Promise<FormData> {
  if (!crypto.subtle) throw new Error('这里的连接没有加密，浏览器不能校验文件。请用 https 开头的地址打开工作台再传。');
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const form = new FormData();
  form.set('length', String(bytes.byteLength));
  form.set('sha256', [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  form.set('file', new Blob([bytes], { type: file.type }), name);
  return form;
}

async function sendFile(path: string, form: FormData): Promise<unknown> {
  const response = await request({ method: 'POST', path, form });
  if (!response.ok) throw await refusalOf(response);
  return response.json();
}

/** Sends a roster by `POST /rosters`. */
export async function uploadRoster(file: File, unionId: string): Promise<Reply<'POST /rosters'>> {
  const query = new URLSearchParams({ unionId, fileName: file.name });
  return (await sendFile(`/rosters?${query}`, await formOf(file, 'roster'))) as Reply<'POST /rosters'>;
}

/** Sends one photo by `POST /files`. */
export const upload = async (photo: File): Promise<Reply<'POST /files'>> =>
  (await sendFile('/files', await formOf(photo, 'photo'))) as Reply<'POST /files'>;

/** Sends a video or a document by `POST /attachments`. */
export const uploadAttachment = async (file: File): Promise<Reply<'POST /attachments'>> =>
  (await sendFile(
    `/attachments?${new URLSearchParams({ fileName: file.name })}`,
    await formOf(file, 'attachment'),
  )) as Reply<'POST /attachments'>;

export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : '系统出了问题，请稍后再试。';
