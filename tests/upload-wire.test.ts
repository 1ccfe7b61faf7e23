import { randomBytes } from 'node:crypto';
import { form, line, openApps, outcomes, photo, ports, said, talk } from './upload-world';

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openApps();
});
beforeEach(() => {
  outcomes.length = 0;
});
afterAll(() => close());

const small = randomBytes(50_000);
const whole = form([...said(small), photo(small)]);
const settled = async () => {
  for (const start = performance.now(); outcomes.length === 0 && performance.now() - start < 1_000; )
    await new Promise((done) => setTimeout(done, 10));
  return outcomes;
};

/** Everything before the file's first byte. */
const opening = form([photo(Buffer.alloc(0))]).subarray(0, -(line.length + 8));
const framed = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

test.each([
  ['a file', opening],
  ['a preamble', Buffer.from('x')],
  ['an epilogue', whole],
])('D1: who sends %s without end has the answer while sending, and is cut off', async (_, begin) => {
  const chunk = framed(randomBytes(65_536));
  const { first, firstMs, ms } = await talk(ports.patient, '/files', 'Transfer-Encoding: chunked', (socket) => {
    socket.write(framed(begin));
    const pump = setInterval(() => {
      for (let i = 0; i < 40 && socket.write(chunk); i += 1);
    }, 1);
    socket.on('close', () => clearInterval(pump));
  });
  expect(first).toContain('413');
  expect(ms - firstMs).toBeLessThan(10_000);
});

test('D1: a gigabyte that is only announced is too large at once', async () => {
  const { first, firstMs } = await talk(ports.strict, '/files', `Content-Length: ${2 ** 30}`, () => {});
  expect(first).toContain('413');
  expect(firstMs).toBeLessThan(1_400);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
  'X16: a connection that breaks after %s tenths leaves nothing hanging',
  async (tenth) => {
    const part = whole.subarray(0, Math.floor((whole.length * tenth) / 10));
    await talk(ports.strict, '/files', `Content-Length: ${whole.length}`, (socket) =>
      socket.write(part, () => setTimeout(() => socket.destroy(), 30)),
    );
    expect(await settled()).toEqual(['FILE_BROKEN']);
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
  'X16: a body that is whole for HTTP and cut after %s tenths is broken',
  async (tenth) => {
    const part = whole.subarray(0, Math.floor((whole.length * tenth) / 10));
    const { first, firstMs } = await talk(
      ports.strict,
      '/files',
      `Content-Length: ${part.length}\r\nConnection: close`,
      (socket) => socket.write(part),
    );
    expect(first).toContain('422');
    expect(firstMs).toBeLessThan(5_000);
  },
);

test('X16: who drips is ended by the time limit of requests, and the route comes back', async () => {
  const { first, ms } = await talk(ports.strict, '/files', `Content-Length: ${whole.length}`, (socket) => {
    socket.write(whole.subarray(0, 2_000));
    const drip = setInterval(() => socket.write('x'), 50);
    socket.on('close', () => clearInterval(drip));
  });
  expect(first).toContain('408');
  expect(ms).toBeLessThan(10_000);
  expect(await settled()).toEqual(['FILE_BROKEN']);
});

test('X16: who stalls is ended by the upload itself where requests have no time limit', async () => {
  const { first, firstMs } = await talk(ports.patient, '/quick', `Content-Length: ${whole.length}`, (socket) =>
    socket.write(whole.subarray(0, 2_000)),
  );
  expect(first).toContain('422');
  expect(firstMs).toBeLessThan(5_000);
  expect(await settled()).toEqual(['FILE_BROKEN']);
});
