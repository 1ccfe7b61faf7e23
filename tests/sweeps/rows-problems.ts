/** Rows of the sweeps for technical problems. */
import type { Reply } from '@niangjia/shared/contract/index';
import type { problems } from '@niangjia/shared/contract/problems';
import { ANSWER, attachmentForm, document, problemBody, SOLUTION, verified, video } from '../problem-world';
import type { StaffMember } from '../world';
import { type By, type Call, photoForm, type Scene, send, steppedUp, subjectOf } from './cast';
import { ownExpert } from './rows-experts';

export type ProblemKeys = keyof typeof problems;

const place = '1 33 23333333333333333333 4';
const manage = '1 33 33332333333333333333 3';
const persons = '1 22 33333333333333333333 3';
export const problemMatrix: Record<ProblemKeys, string> = {
  //                                        - WD GNBLSPECRrFfAKYQXOVH g
  'POST /attachments': /*               */ '1 33 23332333333333333333 2',
  'GET /attachments/:id': /*            */ '2 22 22222222222222222222 2',
  'POST /problems': place,
  'GET /problems': /*                   */ '1 33 23222233333323333332 2',
  'GET /problems/:id': /*               */ '1 33 23222233333323333332 4',
  'POST /problems/:id/say': /*          */ '1 33 23332333333333333333 4',
  'POST /problems/:id/refile': place,
  'POST /problems/:id/withdraw': place,
  'POST /problems/:id/thank': place,
  'GET /problems/:id/experts': manage,
  'POST /problems/:id/match': manage,
  'POST /problems/:id/meet': manage,
  'POST /problems/:id/return': manage,
  'POST /problems/:id/solve': manage,
  'POST /problems/:id/contract': manage,
  'POST /problems/:id/review': manage,
  'POST /problems/:id/fund': manage,
  'GET /own-problems': persons,
  'GET /own-problems/:id': persons,
  'POST /own-problems/:id/answer': persons,
  'POST /own-problems/:id/decline': persons,
  'POST /own-problems/:id/opinion': persons,
};

const inside = (list: string, names: string) => names.replace(/\S+/g, `${list}[].$&`);
const row = 'dueOn field filedAt holder id number state title unionId unionName urgency workingDaysLeft';
/** What an answer holds beside the rest; what it does not is null or an empty list there. */
const parts = {
  names: 'expertNames[]',
  files: inside('steps', inside('files', 'address bytes id kind name')),
  meeting: 'meeting.link meeting.place meeting.startAt meeting.who',
  contract: 'contract.amountFen contract.expertNames[] contract.number contract.parties contract.signedOn',
  rating: 'rating.stars rating.thanks',
  experts: inside('experts', 'expertId name part reason since state title'),
  opinions: inside('opinions', 'at expertName reason yes'),
  opinion: 'opinion.reason opinion.yes',
  may: 'may[]',
};
type Part = keyof typeof parts;
const withParts = (plain: string, nulls: readonly Part[], has: readonly Part[]): string =>
  [plain, ...has.map((one) => parts[one]), ...nulls.filter((one) => !has.includes(one))].join(' ');
const whole = `${row} fundFen solution words ${inside('steps', 'at by id side what words')} contactName`;
const nulls = ['meeting', 'contract', 'rating'] as const;
const problem = (...has: Part[]) => withParts(`${whole} contactPhoneMasked jointId`, nulls, has);
const own = (...has: Part[]) => withParts(`${whole} part readableUntil work`, [...nulls, 'opinion'], has);
export const problemFields: Partial<Record<ProblemKeys, string>> = {
  'POST /attachments': 'bytes id kind name',
  'POST /problems': problem('may'),
  'GET /problems': `${inside('items', `${row} expertNames[]`)} next overdue total yours`,
  'GET /problems/:id': problem('names', 'experts', 'files', 'meeting', 'may'),
  'POST /problems/:id/say': problem('names', 'experts', 'may'),
  'POST /problems/:id/refile': problem('may'),
  'POST /problems/:id/withdraw': problem(),
  'POST /problems/:id/thank': problem('names', 'experts', 'rating'),
  'GET /problems/:id/experts': inside('items', 'expertId name reasons[] title unionName'),
  'POST /problems/:id/match': problem('names', 'experts', 'may'),
  'POST /problems/:id/meet': problem('names', 'experts', 'meeting', 'may'),
  'POST /problems/:id/return': problem('may'),
  'POST /problems/:id/solve': problem('names', 'experts'),
  'POST /problems/:id/contract': problem('names', 'experts', 'contract', 'may'),
  'POST /problems/:id/review': problem('names', 'experts', 'contract', 'may'),
  'POST /problems/:id/fund': problem('names', 'experts', 'contract', 'opinions', 'may'),
  'GET /own-problems': `${inside('items', `${row} expertNames[] part work`)} waiting`,
  'GET /own-problems/:id': own('names', 'may'),
  'POST /own-problems/:id/answer': own('names', 'may'),
  'POST /own-problems/:id/decline': 'done',
  'POST /own-problems/:id/opinion': own('names', 'contract', 'opinion'),
};

/** Fields that take any words. */
export const problemWords = ['title', 'contactName', 'solution', 'thanks', 'who', 'place', 'number', 'parties'];

const managers = new WeakMap<Scene, Promise<StaffMember>>();
/** Who looks after the street's problems. */
export function managerOf(scene: Scene): Promise<StaffMember> {
  const known = managers.get(scene) ?? scene.world.staff('production');
  managers.set(scene, known);
  return known;
}

/** Of the street, in a field that the experts of these rows have. */
const bodyOf = (scene: Scene) => ({
  ...problemBody(scene.world.unions.street.id),
  field: 'counselling' as const,
});
const reason = { reason: '近期有别的安排' };
const OPINION = { yes: true, reason: '方案可行，经费与工作量相称。' };

type Stage = 'filed' | 'returned' | 'matched' | 'discussing' | 'contracted' | 'solved';
export interface Brought {
  problem: Reply<'GET /problems/:id'>;
  expert: { token: string; expertId: string };
}

/** A problem of the street brought as far as `stage`; `by` is its expert where a person asks. */
export async function broughtTo(scene: Scene, stage: Stage, by?: By): Promise<Brought> {
  const manager = await managerOf(scene);
  const expert = await ownExpert(scene, by);
  const problem = await scene.officer.api('POST /problems', { body: bodyOf(scene) });
  const params = { id: problem.id };
  const done = { problem, expert };
  if (stage === 'filed') return done;
  if (stage === 'returned') {
    await manager.api('POST /problems/:id/return', { params, body: reason });
    return done;
  }
  await manager.api('POST /problems/:id/match', { params, body: { expertIds: [expert.expertId], words: '' } });
  if (stage === 'matched') return done;
  await scene.world.as(expert.token)('POST /own-problems/:id/answer', { params, body: ANSWER });
  if (stage === 'solved') await manager.api('POST /problems/:id/solve', { params, body: SOLUTION });
  if (stage === 'contracted')
    await manager.api('POST /problems/:id/contract', { params, body: contractOf(expert.expertId) });
  return done;
}

const contractOf = (expertId: string) => ({
  ...{ number: 'HT-2026-17', parties: '甲方北部片区，乙方周老师', amountFen: 3_000_000, signedOn: '2026-11-20' },
  expertIds: [expertId],
});
const MEETING = {
  startAt: '2027-05-05T01:00:00.000Z',
  place: '工会三楼',
  link: 'https://meet.example/1',
  who: '王工、李高工',
};

/** Who judges is known by the ID number; members are already. */
async function known({ world }: Scene, token: string): Promise<void> {
  const [person] = await world.sql<{ idNumberIndex: string | null }>('SELECT idNumberIndex FROM person WHERE id = ?', [
    subjectOf(token),
  ]);
  if (person?.idNumberIndex === null) await verified(world, token);
}

/** A contracted problem with somebody who judges it: the caller, or a new person. */
async function toJudge(scene: Scene, by?: By) {
  const { problem } = await broughtTo(scene, 'contracted');
  const judge = await ownExpert(scene, by);
  await known(scene, judge.token);
  const params = { id: problem.id };
  await (await managerOf(scene)).api('POST /problems/:id/review', { params, body: { expertIds: [judge.expertId] } });
  return { problem, judge };
}

/** A contracted problem that two have approved. */
export async function approved(scene: Scene) {
  const { problem, judge } = await toJudge(scene);
  const second = await ownExpert(scene);
  await known(scene, second.token);
  const params = { id: problem.id };
  await (await managerOf(scene)).api('POST /problems/:id/review', { params, body: { expertIds: [second.expertId] } });
  for (const { token } of [judge, second])
    await scene.world.as(token)('POST /own-problems/:id/opinion', { params, body: OPINION });
  return problem;
}

const byManager = async (scene: Scene, by?: By) => (by ?? (await managerOf(scene))).token;
/** A call of the department about a problem in this stage. */
const managed =
  (stage: Stage, body: (brought: Brought, scene: Scene) => unknown) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const brought = await broughtTo(scene, stage);
    return { token: await byManager(scene, by), params: { id: brought.problem.id }, body: await body(brought, scene) };
  };
/** A call of the unit. */
const placed =
  (stage: Stage, body: (scene: Scene) => unknown) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const { problem: one } = await broughtTo(scene, stage);
    return { token: (by ?? scene.officer).token, params: { id: one.id }, body: body(scene) };
  };
const facts = (scene: Scene) => {
  const { unionId: _, ...rest } = bodyOf(scene);
  return rest;
};
const another = async (scene: Scene) => [(await ownExpert(scene)).expertId];

export const problemProbes: Record<ProblemKeys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /attachments': async (scene, by) => {
    // Persons whom rows before this one made experts are none any more.
    if (!by) await scene.world.sql('UPDATE expert SET openPhone = NULL');
    const body = attachmentForm(document());
    return { token: (by ?? scene.officer).token, query: { fileName: '图纸.pdf' }, body };
  },
  'GET /attachments/:id': async (scene) => {
    const { token } = scene.officer;
    const call = { token, query: { fileName: '现场.mp4' }, body: attachmentForm(video()) };
    const { id } = (await send(scene, 'POST /attachments', call)).body as { id: string };
    const { steps } = await scene.officer.api('POST /problems', { body: { ...bodyOf(scene), attachmentIds: [id] } });
    const { searchParams } = new URL(steps[0]?.files[0]?.address ?? '', 'http://x');
    return { params: { id }, query: Object.fromEntries(searchParams) };
  },
  'POST /problems': async (scene, by) => ({ token: (by ?? scene.officer).token, body: bodyOf(scene) }),
  'GET /problems': async (scene, by) => {
    await broughtTo(scene, 'matched');
    return { token: (by ?? scene.officer).token, query: { stage: 'open', state: 'matched', field: 'counselling' } };
  },
  'GET /problems/:id': async (scene, by) => {
    const { token } = scene.officer;
    const photo = (await send(scene, 'POST /files', { token, body: await photoForm() })).body as { id: string };
    const { problem: one } = await broughtTo(scene, 'discussing');
    const params = { id: one.id };
    await scene.officer.api('POST /problems/:id/say', { params, body: { ...ANSWER, photoIds: [photo.id] } });
    await (await managerOf(scene)).api('POST /problems/:id/meet', { params, body: MEETING });
    return { token: (by ?? scene.officer).token, params };
  },
  'POST /problems/:id/say': placed('matched', () => ANSWER),
  'POST /problems/:id/refile': placed('returned', facts),
  'POST /problems/:id/withdraw': placed('filed', () => reason),
  'POST /problems/:id/thank': placed('solved', () => ({ stars: 5, thanks: '谢谢周老师' })),
  'GET /problems/:id/experts': async (scene, by) => {
    const { problem: one } = await broughtTo(scene, 'filed');
    return { token: await byManager(scene, by), params: { id: one.id }, query: { part: 'solver' } };
  },
  'POST /problems/:id/match': managed('filed', ({ expert }) => ({ expertIds: [expert.expertId], words: '请先看照片' })),
  'POST /problems/:id/meet': managed('matched', () => MEETING),
  'POST /problems/:id/return': managed('filed', () => reason),
  'POST /problems/:id/solve': managed('discussing', () => SOLUTION),
  'POST /problems/:id/contract': managed('discussing', ({ expert }) => contractOf(expert.expertId)),
  'POST /problems/:id/review': managed('contracted', async (_, scene) => ({ expertIds: await another(scene) })),
  'POST /problems/:id/fund': async (scene, by) => {
    const { id } = await approved(scene);
    const token = await byManager(scene, by);
    await steppedUp(scene, token);
    return { token, params: { id }, body: { amountFen: 1_000_000 } };
  },
  'GET /own-problems': async (scene, by) => ({ token: (await broughtTo(scene, 'matched', by)).expert.token }),
  'GET /own-problems/:id': async (scene, by) => {
    const { problem: one, expert } = await broughtTo(scene, 'matched', by);
    return { token: expert.token, params: { id: one.id } };
  },
  'POST /own-problems/:id/answer': async (scene, by) => {
    const { problem: one, expert } = await broughtTo(scene, 'matched', by);
    return { token: expert.token, params: { id: one.id }, body: ANSWER };
  },
  'POST /own-problems/:id/decline': async (scene, by) => {
    const { problem: one, expert } = await broughtTo(scene, 'matched', by);
    return { token: expert.token, params: { id: one.id }, body: reason };
  },
  'POST /own-problems/:id/opinion': async (scene, by) => {
    const { problem: one, judge } = await toJudge(scene, by);
    return { token: judge.token, params: { id: one.id }, body: OPINION };
  },
};
