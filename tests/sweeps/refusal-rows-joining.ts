/** How each refusal comes about that an application can meet. */
import { applicant, member, returned, send } from './cast';
import { probes } from './probes';
import {
  ask,
  bodyOf,
  changed,
  closed,
  endMembership,
  giveMembership,
  type How,
  idOf,
  missing,
  NOWHERE,
  ownCase,
  scene,
  twice,
} from './refusal-stage';

export const joiningRows: Record<string, How> = {
  'POST /applications NOT_FOUND': () => changed('POST /applications', { unionId: NOWHERE }),
  'POST /applications UNION_CLOSED': async () => {
    const call = await probes['POST /applications'](scene);
    return closed(() => send(scene, 'POST /applications', call));
  },
  'POST /applications CONSENT_MISSING': () => changed('POST /applications', { consents: [] }),
  'POST /applications ALREADY_MEMBER': async () => {
    const one = await member(scene);
    return ask('POST /applications', {
      token: one.token,
      body: { ...(await bodyOf('POST /applications')), idNumber: one.idNumber },
    });
  },
  'POST /applications APPLICATION_OPEN': async () =>
    ask('POST /applications', { token: (await applicant(scene)).token }),
  'POST /applications ID_IN_USE': async () =>
    changed('POST /applications', { idNumber: (await applicant(scene)).idNumber }),
  'POST /applications PHONE_IN_USE': async () => ask('POST /applications', { token: (await member(scene)).token }),
  'POST /applications/:id/resubmit NOT_FOUND': missing('POST /applications/:id/resubmit'),
  'POST /applications/:id/resubmit MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/resubmit'),
  'POST /applications/:id/resubmit ID_IN_USE': async () =>
    changed('POST /applications/:id/resubmit', { idNumber: (await applicant(scene)).idNumber }),
  'POST /applications/:id/resubmit PHONE_IN_USE': async () => {
    const [one, back] = [await member(scene), await returned(scene)];
    await giveMembership(one.application.id, back.application.id);
    const body = { name: '王小明', idNumber: back.idNumber, occupation: 'OTHER' };
    return send(scene, 'POST /applications/:id/resubmit', { token: back.token, ...idOf(back), body });
  },
  'POST /applications/:id/resubmit UNION_CLOSED': async () => {
    const call = await probes['POST /applications/:id/resubmit'](scene);
    return closed(() => send(scene, 'POST /applications/:id/resubmit', call));
  },
  'POST /applications/:id/recall NOT_FOUND': missing('POST /applications/:id/recall'),
  'POST /applications/:id/recall MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/recall'),
  'GET /applications/:id NOT_FOUND': missing('GET /applications/:id'),
  'POST /applications/:id/approve NOT_FOUND': missing('POST /applications/:id/approve'),
  'POST /applications/:id/approve MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/approve'),
  'POST /applications/:id/approve OWN_CASE': ownCase('POST /applications/:id/approve'),
  'POST /applications/:id/approve ID_IN_USE': async () => {
    const former = await member(scene);
    await endMembership(former.application.id);
    const call = await probes['POST /applications'](scene);
    const again = await send(scene, 'POST /applications', {
      ...call,
      body: { ...(call.body as object), idNumber: former.idNumber },
    });
    return send(scene, 'POST /applications/:id/approve', { token: scene.officer.token, params: { id: again.body.id } });
  },
  'POST /applications/:id/approve ALREADY_MEMBER': async () => {
    const [one, waits] = [await member(scene), await applicant(scene)];
    await giveMembership(one.application.id, waits.application.id);
    return send(scene, 'POST /applications/:id/approve', { token: scene.officer.token, ...idOf(waits) });
  },
  'POST /applications/:id/approve UNION_CLOSED': async () => {
    const call = await probes['POST /applications/:id/approve'](scene);
    return closed(() => send(scene, 'POST /applications/:id/approve', call));
  },
  'POST /applications/:id/return NOT_FOUND': missing('POST /applications/:id/return'),
  'POST /applications/:id/return MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/return'),
  'POST /applications/:id/return OWN_CASE': ownCase('POST /applications/:id/return'),
  'POST /applications/:id/refuse NOT_FOUND': missing('POST /applications/:id/refuse'),
  'POST /applications/:id/refuse MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/refuse'),
  'POST /applications/:id/refuse OWN_CASE': ownCase('POST /applications/:id/refuse'),
  'POST /applications/:id/reveal NOT_FOUND': missing('POST /applications/:id/reveal'),
  'POST /applications/:id/reveal STEP_UP_FIRST': async () =>
    ask('POST /applications/:id/reveal', { token: (await scene.world.staff('officer')).token }),
  'POST /applications/:id/reveal CONSENT_MISSING': async () => {
    const call = await probes['POST /applications/:id/reveal'](scene);
    const later = [`W${scene.next()}`.padEnd(26, '0'), '2026-12-01T00:00:00.000Z', call.params?.id];
    await scene.world.sql(
      `INSERT INTO consent (id, personId, purpose, textHash, version, channel, state, at)
       SELECT ?, personId, purpose, textHash, version, channel, 'withdrawn', ? FROM consent
       WHERE purpose = 'joining' AND personId = (SELECT personId FROM application WHERE id = ?)`,
      later,
    );
    return send(scene, 'POST /applications/:id/reveal', call);
  },
};
