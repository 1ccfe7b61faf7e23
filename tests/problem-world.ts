/** A unit, a department, experts, and a problem brought as far as a test wants it. */
import { createHash } from 'node:crypto';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import type { Skill } from '@niangjia/shared/rules/experts';
import { freshPhone, plantExpert } from './order-world';
import { freshIdNumber } from './two-persons';
import type { StaffMember, World } from './world';

export const REASON = { reason: '图纸看不清，请补拍' };
export const ANSWER = { words: '主轴热伸长引起，先做热机，再补偿 0.03 毫米。', photoIds: [], attachmentIds: [] };
export const SOLUTION = { solution: '开机热机 20 分钟，程序里补偿 0.03 毫米，连续三批合格。' };

export const problemBody = (unionId: string): Input<'POST /problems'>['body'] => ({
  unionId,
  title: '数控车床加工端面振纹',
  words: '材料 45 钢，转速 900 转，端面有 0.03 毫米振纹，换刀后仍有。',
  field: 'machining',
  contactName: '王工',
  phone: '19900000388',
  photoIds: [],
  attachmentIds: [],
});

export type Problem = Reply<'GET /problems/:id'>;

/** An expert of the county with the field, signed in on the phone. */
export async function expertOf(world: World, name = '李高工', skills: Skill[] = ['machining']) {
  const phone = freshPhone();
  const { id } = await plantExpert(world, { name, title: '高级工程师', skills, phone });
  return { id, phone, ...(await world.signIn(phone)) };
}

/** Officer of the unit, department of the county, one expert. */
export async function castOf(world: World) {
  return {
    unit: await world.staff('officer', world.unions.rider),
    manager: await world.staff('production', world.unions.county),
    expert: await expertOf(world),
  };
}
export type Cast = Awaited<ReturnType<typeof castOf>>;

export const filed = (world: World, unit: StaffMember, different: object = {}): Promise<Problem> =>
  unit.api('POST /problems', { body: { ...problemBody(world.unions.rider.id), ...different } });

/** Brought as far as `state`, by this cast. */
export async function problemIn(
  world: World,
  { unit, manager, expert }: Cast,
  state: 'filed' | 'returned' | 'matched' | 'discussing' | 'contracted' | 'solved',
): Promise<Problem> {
  const problem = await filed(world, unit);
  const params = { id: problem.id };
  if (state === 'filed') return problem;
  if (state === 'returned') return manager.api('POST /problems/:id/return', { params, body: REASON });
  const matched = await manager.api('POST /problems/:id/match', {
    params,
    body: { expertIds: [expert.id], words: '' },
  });
  if (state === 'matched') return matched;
  await expert.api('POST /own-problems/:id/answer', { params, body: ANSWER });
  if (state === 'contracted')
    return manager.api('POST /problems/:id/contract', { params, body: contractBody(expert.id) });
  if (state === 'solved') return manager.api('POST /problems/:id/solve', { params, body: SOLUTION });
  return manager.api('GET /problems/:id', { params });
}

export const contractBody = (expertId: string) => ({
  number: 'HT-2026-17',
  parties: '甲方北部片区工会，乙方李高工',
  expertIds: [expertId],
  amountFen: 3_000_000,
  signedOn: '2026-11-20',
});

/** Two experts who judge, and have said what they think. */
export async function judged(
  world: World,
  manager: StaffMember,
  id: string,
  opinions: readonly boolean[] = [true, true],
) {
  const judges = [];
  for (const [nth] of opinions.entries()) judges.push(await expertOf(world, `评审${'甲乙丙丁'[nth]}`));
  const params = { id };
  await manager.api('POST /problems/:id/review', { params, body: { expertIds: judges.map((one) => one.id) } });
  for (const { token } of judges) await verified(world, token);
  for (const [nth, yes] of opinions.entries())
    await judges[nth]?.api('POST /own-problems/:id/opinion', {
      params,
      body: { yes, reason: '方案可行，经费与工作量相称。' },
    });
  return judges;
}

/** As if the union had verified who this expert is. */
export const verified = (world: World, token: string, idNumber = freshIdNumber()) =>
  world.sql('UPDATE person SET idNumberIndex = ? WHERE id = ?', [
    world.kit.secrets.index('id-number', idNumber),
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub,
  ]);

export const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
export const PLACE = '+36.6845+118.4796/';
/** The bones of an MP4 of a phone, with the place of the recording in its user data. */
export const video = (pictures = 3000, brand = 'isom'): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\x00\x00\x02\x00isomiso2`, 'latin1')),
    box(
      'moov',
      Buffer.concat([
        box('mvhd', Buffer.alloc(100, 1)),
        box('trak', Buffer.concat([box('tkhd', Buffer.alloc(84, 2)), box('meta', Buffer.from(PLACE))])),
        box('udta', box('\xa9xyz', Buffer.from(PLACE))),
      ]),
    ),
    box('mdat', Buffer.alloc(pictures, 7)),
  ]);
export const document = (bytes = 2000): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, 32)]);

export function attachmentForm(bytes: Buffer): FormData {
  const form = new FormData();
  form.set('length', String(bytes.length));
  form.set('sha256', createHash('sha256').update(bytes).digest('hex'));
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'a');
  return form;
}
export const sendAttachment = (world: World, token: string, bytes: Buffer, fileName = '现场.mp4') =>
  world.raw('POST', `/attachments?${new URLSearchParams({ fileName })}`, { token, body: attachmentForm(bytes) });
