/** What expert, units and whoever signed in are told of a visit. None of it names a person. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { noticePages } from '@niangjia/shared/rules/notices';
import { sayStart } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { tellExpert } from '../experts/load';
import { notify } from '../notices/notify';
import type { FoundOrder } from '../orders/load';
import { tellUnit } from '../orders/tell';
import type { Visit } from './entity';

type Told = Pick<Visit, 'id' | 'number' | 'expertId'>;
interface Said {
  title: string;
  words: string;
}

export const tellVisitExpert = (ask: Ask, { id, number, expertId }: Told, said: Said): Promise<void> =>
  tellExpert(ask, expertId, { ...said, page: `${noticePages.visit}?id=${id}`, number });

export async function tellUnits(ask: Ask, orders: readonly FoundOrder[], said: Said): Promise<void> {
  for (const order of orders) await tellUnit(ask, order, said);
}

/** Whoever signed in already, when the visit goes elsewhere after all. */
export async function tellPresent(ask: Ask, { id }: Pick<Visit, 'id'>, said: Said): Promise<void> {
  const present = await query<{ id: string; personId: string }>(
    ask.db,
    'SELECT id, personId FROM attendance WHERE visitId = ? ORDER BY id',
    [id],
  );
  for (const { id: attendance, personId } of present)
    await notify(ask, personId, { ...said, kind: 'visit', page: `${noticePages.attendance}?id=${attendance}` });
}

/** Both are asked for their answer. */
export async function tellPlanned(ask: Ask, visit: Visit, title: string, orders: readonly FoundOrder[]): Promise<void> {
  const { startAt, placeName, people, answerBy, expertAgreedAt } = visit;
  const until = sayDay(dayOf(answerBy ?? startAt));
  const when = `${sayStart(startAt)}在${placeName}`;
  await tellVisitExpert(
    ask,
    visit,
    expertAgreedAt === null
      ? { title: '有一次上门服务请您答复', words: `“${title}”拟于${when}办，约 ${people} 人。请在${until}前答复。` }
      : {
          title: '上门服务换了单位',
          words: `“${title}”仍是${sayStart(startAt)}，改在${placeName}办，约 ${people} 人。`,
        },
  );
  await tellUnits(ask, orders, {
    title: `“${title}”有时间了，请答复`,
    words: `拟于${when}办。请在${until}前到“点单”里答复，到时没有答复就让给下一家。`,
  });
}
