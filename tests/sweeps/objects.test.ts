import { entryOf, type Key } from '@niangjia/shared/contract/index';
import type { Who } from '@niangjia/shared/contract/parts';
import { type ApplicationState, type ApplicationVerb, applicationMoves } from '@niangjia/shared/rules/membership';
import { permissions, type Role, roles } from '@niangjia/shared/rules/roles';
import * as fc from 'fast-check';
import type { Answer } from '../world';
import { applicant, keys, openScene, person, type Scene, send, subjectOf } from './cast';
import { probes } from './probes';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.world.close());

const MISSING: Record<string, string> = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', token: 'nobody-has-made-this-one' };
const withoutId = ({ text }: Answer) => text.replace(/"requestId":"\w+"/, '');
const TABLES = [
  'application',
  'application_step',
  'membership',
  'person',
  'join_code',
  'stored_file',
  'trade_union',
  'post',
  'look',
  'consent',
  'outbox',
  'joint_act',
  'joint_signature',
  'invitation',
  'notice',
  'closing',
  'hold',
];
/** Everything that a call could change, as one text. */
async function everything(): Promise<string> {
  const rows = [];
  for (const table of TABLES) rows.push(await scene.world.sql(`SELECT * FROM ${table}`));
  rows.push(await scene.world.sql('SELECT id, account, name, personId, disabledAt FROM staff_account'));
  return JSON.stringify(rows);
}
const denied = () =>
  scene.world.sql<{ by: string; what: string; object: string }>(
    "SELECT `by`, what, object FROM audit_row WHERE outcome = 'denied' ORDER BY seq",
  );

/** Anybody may open these; those of files by a signature, which nobody can make for another one. */
const OPEN: Key[] = [
  'GET /join-codes/:token',
  'GET /unions/:id/invitation',
  'GET /files/:id',
  'GET /me/exports/:token',
  'GET /erasures/:token',
  // Published: whoever is not meant reads why not; a draw is for everybody to draw again.
  'GET /offers/:id',
  'POST /offers/:id/ticket',
  'POST /offers/:id/claim',
  'GET /campaigns/:id/draw',
  'GET /open-events/:id',
  'GET /attachments/:id',
];
const guarded = keys.filter((key) => key.includes('/:') && !OPEN.includes(key));

/** Of a union that has nothing to do with it, with a post that gives what the entry asks for. */
async function strangerFor(who: Who): Promise<{ token: string }> {
  const may = (role: Role) => (roles[role].may as readonly string[]).includes(who);
  if (!(who in permissions) || may('officer')) return scene.stranger;
  return scene.world.staff((Object.keys(roles) as Role[]).find(may) ?? 'officer', scene.world.unions.elsewhere);
}

describe('the records of others', () => {
  it.each(guarded)(
    'B2: %s tells a stranger the same as if the record did not exist, and is written down',
    async (key) => {
      const call = await probes[key](scene);
      const { who } = entryOf(key);
      const strangers = who === 'person' || who === 'signed-in' ? [(await person(scene)).token] : [];
      if (who !== 'person') strangers.push((await strangerFor(who)).token);
      for (const token of strangers) {
        const [before, deniedBefore] = [await everything(), (await denied()).length];
        const foreign = await send(scene, key, { ...call, token });
        const rows = (await denied()).slice(deniedBefore);
        expect([foreign.status, foreign.body.code]).toEqual([404, 'NOT_FOUND']);
        expect(rows).toHaveLength(1);
        const [id = ''] = Object.values(call.params ?? {});
        expect(rows[0]).toMatchObject({
          what: key,
          object: expect.stringContaining(id),
          by: expect.stringContaining(subjectOf(token)),
        });
        expect(await everything()).toBe(before);
        const [name = ''] = Object.keys(call.params ?? {});
        const missing = await send(scene, key, { ...call, token, params: { [name]: MISSING[name] ?? '' } });
        expect([missing.status, withoutId(missing)]).toEqual([foreign.status, withoutId(foreign)]);
        const headers = (answer: Answer) =>
          [...answer.headers].filter(([header]) => !['date', 'content-length'].includes(header));
        expect(headers(missing)).toEqual(headers(foreign));
      }
      expect((await send(scene, key, call)).status).toBe(200);
    },
  );

  it('B2: a union outside the officer’s reach is told like none when a code is made for it', async () => {
    const { body } = await probes['POST /join-codes'](scene);
    const foreign = await send(scene, 'POST /join-codes', { token: scene.stranger.token, body });
    const missing = await send(scene, 'POST /join-codes', {
      token: scene.stranger.token,
      body: { ...(body as object), unionId: MISSING.id },
    });
    expect([foreign.status, withoutId(foreign)]).toEqual([404, withoutId(missing)]);
  });

  it('B2: the signature of one photo opens no other, and tells nothing about whether it exists', async () => {
    const [one, two] = [await probes['GET /files/:id'](scene), await probes['GET /files/:id'](scene)];
    const foreign = await send(scene, 'GET /files/:id', { ...one, query: two.query ?? {} });
    const missing = await send(scene, 'GET /files/:id', { ...one, params: { id: MISSING.id ?? '' } });
    expect([foreign.status, withoutId(foreign)]).toEqual([404, withoutId(missing)]);
  });

  it('B2: lists and counts of another union’s officer hold nothing of ours', async () => {
    await applicant(scene);
    const queue = await scene.stranger.api('GET /applications');
    expect(queue).toEqual({ items: [], next: null, counts: { overdue: 0, due: 0, calm: 0 } });
    expect((await scene.stranger.api('GET /join-codes')).items).toEqual([]);
    expect((await scene.stranger.api('GET /union-choices')).items.map(({ name }) => name)).toEqual(['深圳市总工会']);
  });
});

const EXTRA = [
  'id',
  'role',
  'status',
  'state',
  'amount',
  'approved_by',
  'org_id',
  'unionId',
  'created_by',
  'version',
  'deleted_at',
  '__proto__',
  'constructor',
];
const writes = keys.filter((key) => key.startsWith('POST') && entryOf(key).file !== 'in');

describe('fields that nobody asked for', () => {
  it.each(writes)('B4: %s refuses each of them and changes nothing', async (key) => {
    const call = await probes[key](scene);
    const body = (call.body ?? {}) as Record<string, unknown>;
    const before = await everything();
    for (const name of EXTRA.filter((one) => !(one in body) || one.startsWith('_') || one === 'constructor')) {
      const value = /^(__proto__|constructor)$/.test(name) ? { prototype: { admin: true } } : 'approved';
      const text = JSON.stringify({ ...body, '\0': value }).replace('\\u0000', name);
      const answer = await send(scene, key, { ...call, body: text });
      expect([name, answer.status, answer.body.code]).toEqual([name, 400, expect.stringMatching(/^BAD_(INPUT|JSON)$/)]);
    }
    expect(await everything()).toBe(before);
    expect((await send(scene, key, call)).status).toBe(200);
  });
});

type Act = ApplicationVerb | 'stranger approves' | 'stranger recalls' | 'submit again';
const ACTS: Act[] = [
  ...(Object.keys(applicationMoves) as ApplicationVerb[]),
  'stranger approves',
  'stranger recalls',
  'submit again',
];

describe('an application', () => {
  it('B5: goes only by legal moves, whatever the applicant and officers try, and never on after its end', async () => {
    const other = await person(scene);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ACTS), { minLength: 1, maxLength: 9 }), async (acts) => {
        const rider = await applicant(scene);
        const { id } = rider.application;
        const history = ['submit'];
        let state: ApplicationState = 'submitted';
        for (const act of acts) {
          const verb = (act.includes(' ') ? 'approve' : act) as ApplicationVerb;
          const officer = scene.officer.token;
          const byOfficer = applicationMoves[verb].by === 'officer';
          const body =
            verb === 'resubmit'
              ? { name: '王小明', idNumber: rider.idNumber, occupation: 'COURIER' }
              : byOfficer && verb !== 'approve'
                ? { reason: '按规定办理此件' }
                : {};
          const ask = (key: string, token: string, sent: unknown = {}) =>
            send(scene, key, { token, params: { id }, body: sent });
          if (act === 'stranger approves')
            expect((await ask('POST /applications/:id/approve', scene.stranger.token)).status).toBe(404);
          else if (act === 'stranger recalls')
            expect((await ask('POST /applications/:id/recall', other.token)).status).toBe(404);
          else if (act === 'submit again') {
            const again = await probes['POST /applications'](scene);
            const open = state === 'submitted' || state === 'returned' || state === 'approved';
            if (open)
              expect((await send(scene, 'POST /applications', { ...again, token: rider.token })).status).toBe(409);
          } else {
            const legal = (applicationMoves[verb].from as readonly string[]).includes(state);
            const answer = await ask(`POST /applications/:id/${verb}`, byOfficer ? officer : rider.token, body);
            expect([verb, state, answer.status]).toEqual([verb, state, legal ? 200 : 409]);
            if (legal) {
              state = applicationMoves[verb].to;
              history.push(verb);
            }
          }
        }
        const mine = (await rider.api('GET /applications/mine')).items.find((one) => one.id === id);
        expect([mine?.state, mine?.steps.map((step) => step.verb)]).toEqual([state, history]);
        const folded = (mine?.steps ?? [])
          .slice(1)
          .reduce<string>((_, step) => applicationMoves[step.verb as ApplicationVerb].to, 'submitted');
        expect(folded).toBe(state);
        const members = await scene.world.sql('SELECT id FROM membership WHERE applicationId = ?', [id]);
        expect(members).toHaveLength(state === 'approved' ? 1 : 0);
      }),
      { numRuns: 15 },
    );
  });
});
