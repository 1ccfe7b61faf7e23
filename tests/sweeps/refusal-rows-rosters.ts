/** How each refusal comes about that a roster can meet. */
import type { rosters } from '@niangjia/shared/contract/rosters';
import { limits } from '@niangjia/shared/rules/limits';
import { csvOf, goodLine, rosterForm } from '../roster-files';
import type { Answer } from '../world';
import { send } from './cast';
import { ask, closed, type How, missing, NOWHERE, scene as stage } from './refusal-stage';
import { rosterAt, uploadPath } from './rows-rosters';

type Keys = keyof typeof rosters;

const gone = (key: Keys): How => missing(key);
const entering =
  (key: Keys, body?: unknown): How =>
  async () =>
    send(stage, key, { ...(await rosterAt('entering')(stage)), ...(body !== undefined && { body }) });
const columns =
  (given: (string | null)[]): How =>
  () =>
    ask('POST /rosters/:id/map', { body: { columns: given } });
const uploadAs = async (change: { unionId?: string; fileName?: string; form?: FormData }): Promise<Answer> =>
  send(stage, 'POST /rosters', {
    token: stage.officer.token,
    ...uploadPath(stage, change.unionId, change.fileName),
    body: change.form ?? rosterForm(csvOf(goodLine(1))),
  });

export const rosterRefusals: Record<string, How> = {
  'POST /rosters NOT_FOUND': () => uploadAs({ unionId: NOWHERE }),
  'POST /rosters UNION_CLOSED': () => closed(() => uploadAs({})),
  'POST /rosters TOO_LARGE': async () => {
    const form = rosterForm(Buffer.from('a'));
    form.set('file', new Blob([Buffer.alloc(limits.roster.bytes + 1)]), 'a.csv');
    return uploadAs({ form });
  },
  'POST /rosters WRONG_TYPE': () => uploadAs({ fileName: '名册.exe' }),
  'POST /rosters FILE_BROKEN': () => {
    const form = rosterForm(csvOf(goodLine(1)));
    form.set('length', '3');
    return uploadAs({ form });
  },
  'GET /rosters/:id NOT_FOUND': gone('GET /rosters/:id'),
  'POST /rosters/:id/map NOT_FOUND': gone('POST /rosters/:id/map'),
  'POST /rosters/:id/map ROSTER_STATE': entering('POST /rosters/:id/map', { columns: ['name', 'idNumber'] }),
  'POST /rosters/:id/map COLUMN_MISSING': columns(['name', null, null, null, null]),
  'POST /rosters/:id/map COLUMN_TWICE': columns(['name', 'idNumber', 'occupation', 'name', null]),
  'GET /rosters/:id/rows NOT_FOUND': gone('GET /rosters/:id/rows'),
  'GET /rosters/:id/problems NOT_FOUND': gone('GET /rosters/:id/problems'),
  'POST /rosters/:id/submit NOT_FOUND': gone('POST /rosters/:id/submit'),
  'POST /rosters/:id/submit ROSTER_STATE': entering('POST /rosters/:id/submit'),
  'POST /rosters/:id/submit NOTHING_TO_ENTER': async () => {
    const call = await rosterAt('checked')(stage);
    await stage.world.sql('UPDATE roster SET good = 0 WHERE id = ?', [call.params?.id]);
    return send(stage, 'POST /rosters/:id/submit', call);
  },
  'POST /rosters/:id/submit NO_IDENTITY': async () => {
    const by = await stage.world.staff('officer');
    await stage.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
    return ask('POST /rosters/:id/submit', { token: by.token });
  },
  'POST /rosters/:id/submit UNION_CLOSED': async () => {
    const call = await rosterAt('checked')(stage);
    return closed(() => send(stage, 'POST /rosters/:id/submit', call));
  },
  'POST /rosters/:id/recall NOT_FOUND': gone('POST /rosters/:id/recall'),
  'POST /rosters/:id/recall ROSTER_STATE': entering('POST /rosters/:id/recall'),
};
