/** Technical problems of units in three states: waiting to be matched, waiting for the expert, solved and thanked for. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, makeAsk } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { personByPhone } from '../modules/people/person';
import { fileProblem, thankExperts } from '../modules/problems/file';
import { solveProblem } from '../modules/problems/manage';
import { matchProblem } from '../modules/problems/match';
import { answerProblem } from '../modules/problems/own-acts';
import { demoExperts, FIRST_EXPERT } from './menu-plans';
import { madeUpPhone } from './people';
import { speakAs, unionId } from './speak';

const nothing = { photoIds: [], attachmentIds: [] };
const MANAGER = 'weifang-skill';
const UNIT = 'qz-north';

type Facts = Pick<Body<'POST /problems'>, 'title' | 'words' | 'field'>;

const filed = (kit: Kit, facts: Facts): Promise<string> =>
  speakAs(kit, UNIT, async (ask) => {
    const contact = { contactName: '王工（示例）', phone: madeUpPhone(FIRST_EXPERT + 90) };
    const place = { unionId: await unionId(ask, 'qz-north') };
    return (await fileProblem(ask, { ...facts, ...contact, ...place, ...nothing })).id;
  });

/** The demo's expert in this field, by the number under which the expert was registered. */
const phoneOf = (field: Facts['field']): string =>
  madeUpPhone(FIRST_EXPERT + demoExperts.findIndex(({ skills }) => skills.includes(field)));

async function matched(kit: Kit, facts: Facts): Promise<string> {
  const id = await filed(kit, facts);
  const phoneIndex = kit.secrets.index('phone', phoneOf(facts.field));
  await speakAs(kit, MANAGER, async (ask) => {
    const experts = await query<{ id: string }>(ask.db, 'SELECT id FROM expert WHERE openPhone = ?', [phoneIndex]);
    await matchProblem(ask, id, { expertIds: experts.map((one) => one.id), words: '' });
  });
  return id;
}

/** Speaks as the person with this number, who is made when nobody has signed in with it yet. */
const asPerson = (kit: Kit, phone: string, work: (ask: Ask) => Promise<unknown>) =>
  kit.db.tx(async (db) => {
    const personId = await personByPhone(makeAsk(kit, db, { kind: 'nobody' }).ask, phone);
    return work(makeAsk(kit, db, { kind: 'person', personId, sessionId: 'demo' }).ask);
  });

export async function loadProblems(kit: Kit): Promise<void> {
  await filed(kit, {
    title: '包装线称重偏差大，时好时坏',
    words: '动态称重每小时有十几袋超差，静态校准正常。换过传感器，没有改善。',
    field: 'automation',
  });
  await matched(kit, {
    title: '换模时间超过两小时，想减半',
    words: '冲压换模平均 130 分钟，一天换三次。工具和模具放在两处，调机靠一位老师傅。',
    field: 'lean',
  });
  const solved = { title: '数控车床加工端面有振纹', field: 'machining' } as const;
  const words = '材料 45 钢，转速 900 转，端面有 0.03 毫米振纹，换刀后仍有。';
  const id = await matched(kit, { ...solved, words });
  const solution = '主轴热伸长引起：开机热机 20 分钟，程序里补偿 0.03 毫米，连续三批合格。';
  await asPerson(kit, phoneOf(solved.field), (ask) => answerProblem(ask, id, { words: solution, ...nothing }));
  await speakAs(kit, MANAGER, (ask) => solveProblem(ask, id, solution));
  await speakAs(kit, UNIT, (ask) => thankExperts(ask, id, { stars: 5, thanks: '问题解决了，谢谢宋师傅' }));
}
