/** `wx.request`, `wx.uploadFile` and `wx.downloadFile` as WeChat does them, over real HTTP to the test's server. */
import type { Device, Sent } from './device';
import { WxFailure } from './failure';
import type { Native } from './realm';

/** Every mini-program sends it, and may not change it. */
const referer = 'https://servicewechat.com/wxtest/devtools/page-frame.html';

interface Going {
  method: string;
  url: string;
  header: Record<string, string>;
  body: string | FormData | undefined;
  /** For the record: what the body says. */
  told: string | undefined;
  timeout: number;
  stop: AbortSignal;
}

/** The build knows its server by an address of its own; here that is the test's server. */
function placeOf(device: Device, address: string): string {
  const url = new URL(address);
  device.origins.add(url.origin);
  return url.pathname + url.search;
}

async function send(device: Device, { url, told, timeout, stop, ...going }: Going): Promise<[Response, Sent]> {
  const path = placeOf(device, url);
  const sent: Sent = {
    method: going.method,
    path,
    body: told,
    header: going.header,
    status: undefined,
    answer: undefined,
  };
  device.sent.push(sent);
  if (device.net === 'down') throw new WxFailure('', 600_001);
  const signal = AbortSignal.any([AbortSignal.timeout(timeout), stop]);
  let response: Response;
  try {
    response = await fetch(device.address + path, {
      method: going.method,
      headers: { ...going.header, referer },
      body: going.body,
      signal,
    });
    await response.clone().arrayBuffer();
  } catch (error) {
    throw stop.aborted ? new WxFailure('abort') : new WxFailure(signal.aborted ? 'timeout' : String(error), 5);
  }
  if (device.net === 'answers lost') throw new WxFailure('timeout', 5);
  sent.status = response.status;
  return [response, sent];
}

const plain = (value: unknown): string => String(typeof value === 'object' ? JSON.stringify(value) : value);
const pairs = (data: Native): string =>
  new URLSearchParams(Object.entries(data).map(([k, v]) => [k, plain(v)])).toString();

/** Header names are lower-cased, so that a content type that is given takes the place of the usual one. */
const lowered = (header: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((header ?? {}) as Record<string, string>).map(([k, v]) => [k.toLowerCase(), String(v)]),
  );

export async function request(device: Device, options: Native, stop: AbortSignal): Promise<Native> {
  const method = String(options.method ?? 'GET').toUpperCase();
  const header = { 'content-type': 'application/json', ...lowered(options.header) };
  const { data } = options;
  let url = String(options.url);
  let body: string | undefined;
  if (method === 'GET') {
    if (data && typeof data === 'object') url += `${url.includes('?') ? '&' : '?'}${pairs(data as Native)}`;
  } else if (typeof data === 'string') body = data;
  else if (data) body = header['content-type'].includes('urlencoded') ? pairs(data as Native) : JSON.stringify(data);
  const timeout = Number(options.timeout ?? 60_000);
  const [response, sent] = await send(device, { method, url, header, body, told: body, timeout, stop });
  const text = await response.text();
  sent.answer = text;
  try {
    sent.answer = JSON.parse(text);
  } catch {
    // Anything that is not JSON is handed over as it came.
  }
  return { data: sent.answer, statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [] };
}

export async function uploadFile(device: Device, options: Native, stop: AbortSignal): Promise<Native> {
  const path = String(options.filePath);
  const bytes = device.album.get(path);
  if (!bytes) throw new WxFailure('file not found');
  const form = new FormData();
  for (const [name, value] of Object.entries((options.formData ?? {}) as Native)) form.append(name, plain(value));
  form.append(String(options.name), new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), path.split('/').at(-1));
  // The boundary is in the content type, so it cannot be set by hand.
  const { 'content-type': _, ...header } = lowered(options.header);
  const timeout = Number(options.timeout ?? 60_000);
  const going = { method: 'POST', url: String(options.url), header, body: form, told: path, timeout, stop };
  const [response] = await send(device, going);
  return { data: await response.text(), statusCode: response.status };
}

/** Keeps what came as a file of the phone; whatever the status, as WeChat does. */
export async function downloadFile(device: Device, options: Native, stop: AbortSignal): Promise<Native> {
  const timeout = Number(options.timeout ?? 60_000);
  const going = {
    method: 'GET',
    url: String(options.url),
    header: lowered(options.header),
    body: undefined,
    told: undefined,
  };
  const [response] = await send(device, { ...going, timeout, stop });
  const tempFilePath = `wxfile://tmp_${device.album.size}`;
  device.album.set(tempFilePath, new Uint8Array(await response.arrayBuffer()));
  return { tempFilePath, statusCode: response.status };
}
