import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import multipart from '@fastify/multipart';
import { Refusal } from '@niangjia/server/core/refusal';
import { readUpload } from '@niangjia/server/core/upload';
import { limits } from '@niangjia/shared/rules/limits';
import fastify, { type FastifyHttpOptions, type FastifyInstance } from 'fastify';

export const max = limits.file.bytes;
export const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** What readUpload said, also when nobody is there any more to hear it. */
export const outcomes: string[] = [];
/** `strict` ends a request that takes 1.5 s to arrive, `patient` waits for ever and lets the plugin cut. */
export const ports = { strict: 0, patient: 0 };

/** Starts both, with nothing but the upload on them; gives the function that closes them. */
export async function openApps(): Promise<() => Promise<void>> {
  const strict = await openApp({
    requestTimeout: 1_500,
    http: { headersTimeout: 1_000, connectionsCheckingInterval: 100 },
  });
  const patient = await openApp({ requestTimeout: 0 }, false);
  for (const [name, app] of Object.entries({ strict, patient }))
    ports[name as keyof typeof ports] = (app.server.address() as AddressInfo).port;
  return async () => {
    await Promise.all([strict.close(), patient.close()]);
  };
}

async function openApp(options: FastifyHttpOptions<Server>, throwFileSizeLimit = true): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true, ...options });
  await app.register(multipart, {
    throwFileSizeLimit,
    limits: { fileSize: max, files: 1, fields: 8, parts: 10, fieldSize: 1024 },
  });
  app.setErrorHandler((fault, _, reply) =>
    fault instanceof Refusal
      ? reply.code(fault.status).send(fault.body('r'))
      : reply.code(500).send({ code: 'BROKEN', what: `${fault}` }),
  );
  const answer = (within?: number) => async (request: Parameters<typeof readUpload>[0]) => {
    try {
      const { bytes, fields } = await readUpload(request, within);
      outcomes.push('ok');
      return { length: bytes.length, sha256: hash(bytes), fields };
    } catch (fault) {
      outcomes.push(fault instanceof Refusal ? fault.code : `${fault}`);
      throw fault;
    }
  };
  app.post('/files', answer());
  app.post('/quick', answer(300));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

export type Part = { name?: string; value: string | Buffer; file?: boolean; head?: string };
export const line = 'Xniangjia';

export function form(parts: Part[], boundary = line): Buffer {
  const chunks = parts.flatMap(({ name, value, file, head }) => {
    const who = `${name === undefined ? '' : `; name="${name}"`}${file ? '; filename="a.jpg"' : ''}`;
    return [`--${boundary}\r\nContent-Disposition: form-data${who}\r\n${head ?? ''}\r\n`, value, '\r\n'];
  });
  return Buffer.concat([...chunks, `--${boundary}--\r\n`].map((one) => Buffer.from(one)));
}
export const photo = (bytes: Buffer): Part => ({ name: 'file', value: bytes, file: true });
export const said = (bytes: Buffer): Part[] => [
  { name: 'length', value: `${bytes.length}` },
  { name: 'sha256', value: hash(bytes) },
];

export async function post(body: Buffer, type = `multipart/form-data; boundary=${line}`, port = ports.strict) {
  const start = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}/files`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': type },
  });
  const { code = 'ok', ...rest } = (await reply.json()) as { code?: string; fields?: unknown };
  return { status: reply.status, code, ms: performance.now() - start, ...rest };
}

/** Speaks raw HTTP; gives the answer's first line, when it came and when the connection ended (ms). */
export function talk(port: number, path: string, head: string, write: (socket: Socket) => void) {
  return new Promise<{ first: string; firstMs: number; ms: number }>((resolve) => {
    const [socket, start] = [connect(port, '127.0.0.1'), performance.now()];
    let [first, firstMs] = ['', 0];
    socket.on('data', (chunk) => {
      first ||= chunk.toString('latin1').split('\r\n')[0] ?? '';
      firstMs ||= performance.now() - start;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ first, firstMs, ms: performance.now() - start }));
    const type = `Content-Type: multipart/form-data; boundary=${line}`;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\n${type}\r\n${head}\r\n\r\n`);
    write(socket);
  });
}
