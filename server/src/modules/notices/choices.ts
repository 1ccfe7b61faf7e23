/** Of what a person is told elsewhere than in the inbox, and how. The inbox itself cannot be switched off. */
import {
  isOnByDefault,
  type NoticeKind,
  type NoticeWay,
  noticeKinds,
  noticeWays,
} from '@niangjia/shared/rules/notices';
import type { EntityManager } from 'typeorm';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insertOnce, query, update } from '../../core/sql';
import { type NoticeChoice, NoticeChoiceTable } from './entity';

const chosen = (db: EntityManager, personId: string) =>
  query<NoticeChoice>(db, 'SELECT kind, way, isOn FROM notice_choice WHERE personId = ?', [personId]);

const isOn = (choices: readonly NoticeChoice[], kind: NoticeKind, way: NoticeWay): boolean => {
  const choice = choices.find((one) => one.kind === kind && one.way === way);
  return choice ? Boolean(choice.isOn) : isOnByDefault(kind, way);
};

/** The ways on which a person wants to be told of a kind. */
export async function waysOf(db: EntityManager, personId: string, kind: NoticeKind): Promise<NoticeWay[]> {
  const choices = await chosen(db, personId);
  return (Object.keys(noticeWays) as NoticeWay[]).filter((way) => isOn(choices, kind, way));
}

export async function listChoices(ask: Ask) {
  const choices = await chosen(ask.db, personOf(ask).personId);
  const ways = Object.keys(noticeWays) as NoticeWay[];
  return {
    items: (Object.keys(noticeKinds) as NoticeKind[]).map((kind) => ({
      kind,
      label: noticeKinds[kind],
      ways: ways.map((way) => ({ way, label: noticeWays[way], on: isOn(choices, kind, way) })),
    })),
  };
}

export async function choose(
  ask: Ask,
  { kind, way, on }: { kind: NoticeKind; way: NoticeWay; on: boolean },
): Promise<{ done: true }> {
  const { personId } = personOf(ask);
  const at = ask.now.toISOString();
  if ((await update(ask.db, NoticeChoiceTable, { personId, kind, way }, { isOn: on, at })) === 0)
    if (!(await insertOnce(ask.db, NoticeChoiceTable, { id: ulid(), personId, kind, way, isOn: on, at })))
      await update(ask.db, NoticeChoiceTable, { personId, kind, way }, { isOn: on, at });
  return { done: true };
}
