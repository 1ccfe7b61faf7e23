/**
 * The load of the vouchers' bench, in a process of its own: kept-alive sockets, one request at a time on each, every
 * request made beforehand and sent once. Measured by this process's clock.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

export interface Order {
  ports: number[];
  connections: number;
  /** Requests, each after four bytes with its length. */
  file: string;
  seconds: number;
}
export interface Fired {
  perSecond: number;
  p50: number;
  p99: number;
  longest: number;
  /** By number of the request: the voucher's id; null when the answer was BUSY. */
  answers: [nth: number, voucherId: string | null][];
  /** The first answer that was neither, to see why. */
  odd: string | null;
}

function requestsOf(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const requests: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    requests.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return requests;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const VOUCHER = Buffer.from('"voucher":{"id":"');

/** Length of a whole answer in `bytes`; undefined while some of it is missing. */
function lengthOf(bytes: Buffer): number | undefined {
  const head = bytes.indexOf(HEAD_END);
  if (head < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1];
  if (length === undefined) throw new Error('an answer without its length');
  const whole = head + 4 + Number(length);
  return bytes.length >= whole ? whole : undefined;
}

const opened = (port: number) =>
  new Promise<Socket>((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => done(socket)).once('error', fail);
    socket.setNoDelay(true);
  });

/** Sends until time or requests are over, then waits for the last answers. */
export async function fireClaims({ ports, connections, file, seconds }: Order): Promise<Fired> {
  const requests = requestsOf(file);
  const sockets = await Promise.all(
    Array.from({ length: connections }, (_, nth) => opened(ports[nth % ports.length] as number)),
  );
  const answers: Fired['answers'] = [];
  const times: number[] = [];
  let odd: string | null = null;
  let next = 0;
  const start = performance.now();
  const until = start + seconds * 1000;
  await Promise.all(sockets.map((socket) => drive(socket)));
  const spent = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(10 * (times[Math.floor(times.length * part)] ?? 0)) / 10;
  const given = answers.filter(([, id]) => id !== null).length;
  return { perSecond: given / spent, p50: at(0.5), p99: at(0.99), longest: at(0.999999), answers, odd };

  function drive(socket: Socket): Promise<void> {
    return new Promise((done, fail) => {
      let nth = 0;
      let since = 0;
      let had: Buffer | undefined;
      const send = () => {
        since = performance.now();
        const request = requests[next];
        if (since >= until || !request) return done();
        nth = next;
        next += 1;
        socket.write(request);
      };
      socket.on('data', (chunk: Buffer) => {
        const bytes = had ? Buffer.concat([had, chunk]) : chunk;
        const whole = lengthOf(bytes);
        had = whole === undefined ? bytes : undefined;
        if (whole === undefined) return;
        times.push(performance.now() - since);
        const status = bytes.toString('latin1', 9, 12);
        const found = status === '200' ? bytes.indexOf(VOUCHER) : -1;
        if (found < 0 && status !== '503') odd ??= bytes.toString().slice(0, 3000);
        answers.push([
          nth,
          found < 0 ? null : bytes.toString('latin1', found + VOUCHER.length, found + VOUCHER.length + 26),
        ]);
        send();
      });
      socket.once('error', fail).once('close', () => fail(new Error('the server closed a connection')));
      send();
    });
  }
}
