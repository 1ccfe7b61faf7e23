/** Two open transfers and one open request, so that both queues have something to show. */
import { type Ask, makeAsk } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { askIdentity } from '../modules/membership/request/ask';
import { askTransfer } from '../modules/membership/transfer/ask';
import { personByPhone } from '../modules/people/person';
import { madeUpPhone } from './people';

/** Speaks as the nth made-up person. */
async function speakAs(kit: Kit, nth: number, work: (ask: Ask) => Promise<unknown>): Promise<void> {
  await kit.db.tx(async (db) => {
    const personId = await personByPhone(makeAsk(kit, db, { kind: 'nobody' }).ask, madeUpPhone(nth));
    await work(makeAsk(kit, db, { kind: 'person', personId, sessionId: 'demo' }).ask);
  });
}

async function unionNamed(ask: Ask, name: string): Promise<string> {
  const [union] = await query<{ id: string }>(ask.db, 'SELECT id FROM trade_union WHERE name = ?', [name]);
  return union?.id ?? '';
}

export async function loadCases(kit: Kit): Promise<void> {
  // The 16th joined in the northern area, the 21st in Anqiu, the 36th among the riders.
  await speakAs(kit, 16, async (ask) =>
    askTransfer(ask, { toUnionId: await unionNamed(ask, '安丘市总工会'), reason: 'moved' }),
  );
  await speakAs(kit, 21, async (ask) =>
    askTransfer(ask, { toUnionId: await unionNamed(ask, '青州北部片区外卖骑手联合工会'), reason: 'newJob' }),
  );
  await speakAs(kit, 36, (ask) =>
    askIdentity(ask, { name: '刘建国·示例', idNumber: null, words: '登记时名字写错了一个字，以身份证为准' }),
  );
}
