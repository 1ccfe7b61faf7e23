/** Requests as bytes: what `fetch` would mend or refuse on the way. */

import { Agent, request } from 'node:http';
import { createConnection } from 'node:net';
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import { refusals } from '@niangjia/shared/rules/refusals';
import type { World } from '../world';

export interface Wire {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Sends bytes over a connection of its own and reads until the server closes it. */
export function overTcp(world: World, bytes: Buffer | string, closing = false): Promise<Wire> {
  const { hostname, port } = new URL(world.address);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    const chunks: Buffer[] = [];
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer in 10 s')));
    socket.on('error', reject);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      resolve({ status: Number(first.split(' ')[1]), headers, text: rest.join('\r\n\r\n') });
    });
    socket.write(bytes);
    if (closing) socket.end();
  });
}

/** A POST with exactly these header lines; `host`, `content-length` and `connection: close` are added. */
export const post = (world: World, path: string, headers: string[], body: string): Promise<Wire> => {
  const lines = [
    `POST /api${path} HTTP/1.1`,
    'host: test',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return overTcp(world, `${[...lines, ...headers].join('\r\n')}\r\n\r\n${body}`);
};

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** A request to exactly this path: dots are not taken out, nothing is encoded. */
export const atPath = (
  world: World,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.address);
    const sent = request({ agent, host: hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
export const closeWires = () => agent.destroy();

/** The world's `raw` for another process at this address. */
export const rawAt =
  (address: string): World['raw'] =>
  async (method, path, { token, body, headers } = {}) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const all = { ...(token && { authorization: `Bearer ${token}` }), ...json, ...headers };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${address}/api${path}`, { method, headers: all as HeadersInit, ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };

/** Work for all items, eight at a time: as fast as the server answers, without filling its queue. */
export async function forAll<T>(items: readonly T[], work: (item: T, nth: number) => Promise<void>): Promise<void> {
  let next = 0;
  const line = async () => {
    while (next < items.length) {
      const nth = next++;
      await work(items[nth] as T, nth);
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
}

/** Codes whose answer may know more than the table: when and where, how much, how long. */
const SAYS_MORE: readonly RefusalCode[] = [
  'BOOKING_EARLY',
  'ARRIVAL_EARLY',
  'ARRIVED_ALREADY',
  'EVENT_STATE',
  'VOUCHER_USED',
  'VOUCHER_EXPIRED',
  'VOUCHER_EARLY',
  'SPEND_TOO_LOW',
  'LOCKED',
  'SPAN_TOO_LONG',
  'NOT_ENTITLED',
  'MEMBERS_ONLY',
];

/** What every answer that is not 2xx must be: our form, our sentence, nothing of the inside. */
export function mustBeRefusal(answer: { status: number; text: string }, code?: RefusalCode): void {
  const body = JSON.parse(answer.text);
  const { fields, ...rest } = body;
  expect(Object.keys(rest)).toEqual(['code', 'sentence', 'requestId']);
  if (code) expect(body.code).toBe(code);
  if (SAYS_MORE.includes(body.code)) expect(body.sentence).toMatch(/^[^a-zA-Z]+。$/);
  else expect([body.code, body.sentence]).toEqual([body.code, refusals[body.code as RefusalCode][1]]);
  expect([body.code, answer.status]).toEqual([body.code, refusals[body.code as RefusalCode][0]]);
  expect(body.requestId).toMatch(/^[0-9A-Z]{26}$/);
  for (const field of fields ?? []) {
    expect(Object.keys(field).sort()).toEqual(['at', 'sentence']);
    expect(field.sentence).toMatch(/^[^a-zA-Z]*((X|MB|MP4|PDF)[^a-zA-Z]*)*。$/);
  }
  expect(answer.text).not.toMatch(
    /select |insert |update |sqlite|mysql|node_modules|\.ts\b|\/work\/| {4}at |\bER_|FST_|errno/i,
  );
}
