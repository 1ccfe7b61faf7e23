/** How each refusal comes about that a technical problem can meet. */
import { limits } from '@niangjia/shared/rules/limits';
import { attachmentForm, document, SOLUTION, video } from '../problem-world';
import { person, send, steppedUp, subjectOf } from './cast';
import { ask, changed, closed, type How, missing, NOWHERE, scene as stage, twice } from './refusal-stage';
import { approved, broughtTo, managerOf, type ProblemKeys, problemProbes } from './rows-problems';

const sending = (bytes: Buffer): Promise<Awaited<ReturnType<How>>> =>
  ask('POST /attachments', { body: attachmentForm(bytes) });
/** The call of the probe, about a problem that was withdrawn in between. */
const gone =
  (key: ProblemKeys): How =>
  async () => {
    const call = await problemProbes[key](stage);
    await stage.world.sql(
      "UPDATE problem SET state = 'withdrawn', dueOn = NULL, closedOn = '2030-01-01' WHERE id = ?",
      [call.params?.id],
    );
    return send(stage, key, call);
  };
/** With experts of whom something is not as it should be. */
const withExpert =
  (key: 'POST /problems/:id/match' | 'POST /problems/:id/review', change: string): How =>
  async () => {
    const call = await problemProbes[key](stage);
    const [expertId] = (call.body as { expertIds: string[] }).expertIds;
    await stage.world.sql(change, [expertId]);
    return send(stage, key, call);
  };
const ENDED = "UPDATE expert SET endedAt = '2026-11-01T00:00:00.000Z', openPhone = NULL WHERE id = ?";
/** While money for it waits for a signature. */
const funding =
  (key: ProblemKeys, body: object): How =>
  async () => {
    const { id } = await approved(stage);
    const { token } = await managerOf(stage);
    await steppedUp(stage, token);
    const params = { id };
    await send(stage, 'POST /problems/:id/fund', { token, params, body: { amountFen: 1_000_000 } });
    return send(stage, key, { token, params, body });
  };
const both = (key: ProblemKeys): Record<string, How> => ({
  [`${key} NOT_FOUND`]: missing(key),
  [`${key} PROBLEM_STATE`]: gone(key),
});

export const problemRefusals: Record<string, How> = {
  'POST /attachments NOT_ALLOWED': async () => ask('POST /attachments', { token: (await person(stage)).token }),
  'POST /attachments TOO_LARGE': () => sending(document(limits.attachment.document)),
  'POST /attachments WRONG_TYPE': () => sending(Buffer.from('MZ is no document')),
  'POST /attachments FILE_BROKEN': () => sending(video().subarray(0, 1000)),
  'POST /attachments DAY_QUOTA': async () => {
    const by = await stage.world.staff('officer');
    for (let nth = 0; nth < limits.attachment.perDay; nth += 1)
      await ask('POST /attachments', { token: by.token, body: attachmentForm(document()) });
    return ask('POST /attachments', { token: by.token, body: attachmentForm(document()) });
  },
  'GET /attachments/:id NOT_FOUND': missing('GET /attachments/:id'),
  'GET /attachments/:id LINK_EXPIRED': async () => {
    const call = await problemProbes['GET /attachments/:id'](stage);
    stage.world.clock.forward(5 * 60_000);
    return send(stage, 'GET /attachments/:id', call);
  },
  'POST /problems NOT_FOUND': () => changed('POST /problems', { unionId: NOWHERE }),
  'POST /problems UNION_CLOSED': () => closed(() => ask('POST /problems')),
  'GET /problems/:id NOT_FOUND': missing('GET /problems/:id'),
  ...both('POST /problems/:id/say'),
  'POST /problems/:id/say NOT_ALLOWED': async () =>
    ask('POST /problems/:id/say', { token: (await stage.world.staff('auditor')).token }),
  ...both('POST /problems/:id/refile'),
  ...both('POST /problems/:id/withdraw'),
  ...both('POST /problems/:id/thank'),
  'GET /problems/:id/experts NOT_FOUND': missing('GET /problems/:id/experts'),
  ...both('POST /problems/:id/match'),
  'POST /problems/:id/match EXPERT_ENDED': withExpert('POST /problems/:id/match', ENDED),
  'POST /problems/:id/match SKILL_MISSING': withExpert(
    'POST /problems/:id/match',
    'DELETE FROM expert_skill WHERE expertId = ?',
  ),
  'POST /problems/:id/match EXPERT_ASSIGNED': () => twice('POST /problems/:id/match'),
  ...both('POST /problems/:id/meet'),
  'POST /problems/:id/meet DAY_PAST': () => changed('POST /problems/:id/meet', { startAt: '2026-11-01T01:00:00.000Z' }),
  'POST /problems/:id/meet PLACE_MISSING': () => changed('POST /problems/:id/meet', { place: '', link: '' }),
  ...both('POST /problems/:id/return'),
  ...both('POST /problems/:id/solve'),
  'POST /problems/:id/solve JOINT_OPEN': funding('POST /problems/:id/solve', SOLUTION),
  ...both('POST /problems/:id/contract'),
  ...both('POST /problems/:id/review'),
  'POST /problems/:id/review EXPERT_ENDED': withExpert('POST /problems/:id/review', ENDED),
  'POST /problems/:id/review EXPERT_ASSIGNED': () => twice('POST /problems/:id/review'),
  'POST /problems/:id/review EXPERT_PARTY': async () => {
    const { problem, expert } = await broughtTo(stage, 'contracted');
    const call = { params: { id: problem.id }, body: { expertIds: [expert.expertId] } };
    return send(stage, 'POST /problems/:id/review', { ...call, token: (await managerOf(stage)).token });
  },
  'POST /problems/:id/review JOINT_OPEN': funding('POST /problems/:id/review', { expertIds: [NOWHERE] }),
  ...both('POST /problems/:id/fund'),
  'POST /problems/:id/fund OPINIONS_MISSING': async () => {
    const { problem } = await broughtTo(stage, 'contracted');
    const { token } = await managerOf(stage);
    await steppedUp(stage, token);
    const call = { token, params: { id: problem.id }, body: { amountFen: 1_000_000 } };
    return send(stage, 'POST /problems/:id/fund', call);
  },
  'POST /problems/:id/fund STEP_UP_FIRST': async () => {
    const call = await problemProbes['POST /problems/:id/fund'](stage);
    const { id } = await managerOf(stage);
    await stage.world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [id]);
    return send(stage, 'POST /problems/:id/fund', call);
  },
  'POST /problems/:id/fund NO_IDENTITY': async () => {
    const by = await stage.world.staff('production');
    await stage.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
    return send(stage, 'POST /problems/:id/fund', await problemProbes['POST /problems/:id/fund'](stage, by));
  },
  'POST /problems/:id/fund SAME_PERSON': async () => {
    const call = await problemProbes['POST /problems/:id/fund'](stage);
    await stage.world.sql(
      `UPDATE problem_opinion SET signer = (SELECT idNumberIndex FROM staff_account WHERE id = ?)
       WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM problem_opinion WHERE problemId = ?) one)`,
      [(await managerOf(stage)).id, call.params?.id],
    );
    return send(stage, 'POST /problems/:id/fund', call);
  },
  'POST /problems/:id/fund JOINT_OPEN': () => twice('POST /problems/:id/fund'),
  'GET /own-problems/:id NOT_FOUND': missing('GET /own-problems/:id'),
  ...both('POST /own-problems/:id/answer'),
  ...both('POST /own-problems/:id/decline'),
  ...both('POST /own-problems/:id/opinion'),
  'POST /own-problems/:id/opinion JUDGE_UNKNOWN': async () => {
    const call = await problemProbes['POST /own-problems/:id/opinion'](stage);
    await stage.world.sql('UPDATE person SET idNumberIndex = NULL WHERE id = ?', [subjectOf(call.token ?? '')]);
    return send(stage, 'POST /own-problems/:id/opinion', call);
  },
  'POST /own-problems/:id/opinion SAME_PERSON': async () => {
    const call = await problemProbes['POST /own-problems/:id/opinion'](stage);
    await stage.world.sql(
      'UPDATE problem SET contractSigner = (SELECT idNumberIndex FROM person WHERE id = ?) WHERE id = ?',
      [subjectOf(call.token ?? ''), call.params?.id],
    );
    return send(stage, 'POST /own-problems/:id/opinion', call);
  },
  'POST /own-problems/:id/opinion OPINION_GIVEN': () => twice('POST /own-problems/:id/opinion'),
};
