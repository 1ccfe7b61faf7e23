/**
 * A province at full size, made by MariaDB itself from sequences: 20,000 unions on five levels, a million members,
 * 50,000 applications that wait and 200,000 that are decided. The same seed gives the same rows. What is sealed is a
 * placeholder: nothing that is measured opens it.
 */
import type { Database } from '@niangjia/server/core/db';
import type { Kit } from '@niangjia/server/core/kit';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';

export const SIZES = {
  cities: 16,
  counties: 160,
  townships: 1600,
  grassroots: 18_223,
  members: 1_000_000,
  open: 50_000,
  decided: 200_000,
  /** Members with an ID number and a phone number of their own, to be looked up. */
  known: 200,
};

/** `G0000…42`: a letter says of what kind, a number which one; every id is 26 characters of the alphabet of ids. */
const idOf = (letter: string, nth: string) => `CONCAT('${letter}', LPAD(${nth}, 25, '0'))`;
export const plantedId = (letter: string, nth: number): string => `${letter}${String(nth).padStart(25, '0')}`;

/** A number below `below` that follows from seed and row. */
const pick = (seed: number, salt: string, below: string) =>
  `MOD(CONV(SUBSTR(MD5(CONCAT('${seed}${salt}', seq)), 1, 8), 16, 10), ${below})`;
const oneOf = (words: string[], which: string) => `ELT(1 + ${which}, ${words.map((word) => `'${word}'`).join(', ')})`;

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国文斌飞鹏辉红梅宁博雪晨宇浩'];
const WORK = ['FOOD_RIDER', 'COURIER', 'RIDE_HAILING', 'TRUCK', 'DOMESTIC', 'MANUFACTURING', 'SERVICE', 'OFFICE'];

interface Level {
  letter: string;
  level: string;
  name: string;
  count: number;
  upper: { letter: string; count: number } | null;
}
const LEVELS: Level[] = [
  { letter: 'A', level: 'province', name: '示例省总工会', count: 1, upper: null },
  { letter: 'B', level: 'city', name: '示例市总工会', count: SIZES.cities, upper: { letter: 'A', count: 1 } },
  {
    letter: 'C',
    level: 'county',
    name: '示例县总工会',
    count: SIZES.counties,
    upper: { letter: 'B', count: SIZES.cities },
  },
  {
    letter: 'D',
    level: 'township',
    name: '示例镇总工会',
    count: SIZES.townships,
    upper: { letter: 'C', count: SIZES.counties },
  },
  {
    letter: 'E',
    level: 'grassroots',
    name: '示例厂工会',
    count: SIZES.grassroots,
    upper: { letter: 'D', count: SIZES.townships },
  },
];

/** Plants into a migrated, empty database. Foreign keys and unique keys hold by construction: they are not tried. */
export async function plant(kit: Kit, db: Database, seed: number, say: (line: string) => void): Promise<void> {
  const work = async (what: string, sql: string, values: unknown[] = []) => {
    const since = Date.now();
    await db.tx(async (manager) => {
      for (const one of ['foreign_key_checks = 0', 'unique_checks = 0', 'max_statement_time = 0'])
        await manager.query(`SET SESSION ${one}`);
      await manager.query(sql, values);
      for (const one of ['foreign_key_checks = 1', 'unique_checks = 1', 'max_statement_time = 5'])
        await manager.query(`SET SESSION ${one}`);
    });
    say(`${what} ${((Date.now() - since) / 1000).toFixed(1)} s`);
  };
  for (const { letter, level, name, count, upper } of LEVELS)
    await work(
      level,
      `INSERT INTO trade_union (id, name, level, parentId, path, districtCode, holding, phone, closedAt)
       SELECT ${idOf(letter, 'seq')}, CONCAT('${name}', seq), '${level}', ${upper ? 'p.id' : 'NULL'},
         CONCAT(${upper ? 'p.path' : `'/'`}, ${idOf(letter, 'seq')}, '/'), '37', 0, NULL, NULL
       FROM seq_1_to_${count} ${upper ? `JOIN trade_union p ON p.id = ${idOf(upper.letter, `1 + MOD(seq - 1, ${upper.count})`)}` : ''}`,
    );
  const at = kit.now().toISOString();
  const sealed = `1.${'x'.repeat(62)}`;
  const name = `CONCAT(${oneOf(SURNAMES, pick(seed, 's', String(SURNAMES.length)))},
    ${oneOf(GIVEN, pick(seed, 'g', String(GIVEN.length)))}, ${oneOf(['', ...GIVEN], pick(seed, 'h', String(GIVEN.length + 1)))})`;
  await work(
    'persons',
    `INSERT INTO person (id, name, idNumberIndex, idNumberSealed, phoneIndex, phoneSealed, openid, signedInAt, createdAt)
     SELECT ${idOf('P', 'seq')}, ${name}, SHA2(CONCAT('id', seq), 256), ?, SHA2(CONCAT('phone', seq), 256), ?, NULL, ?, ?
     FROM seq_1_to_${SIZES.members}`,
    [sealed, sealed, at, at],
  );
  // Two in a hundred are in one works of its own size; the others spread over all.
  const union = idOf('E', `IF(MOD(seq, 50) = 0, 1, 1 + ${pick(seed, 'u', String(SIZES.grassroots))})`);
  const occupation = oneOf(WORK, pick(seed, 'o', String(WORK.length)));
  const joinedOn = `DATE_FORMAT(DATE_ADD('2016-01-01', INTERVAL ${pick(seed, 'd', '3900')} DAY), '%Y-%m-%d')`;
  await work(
    'memberships',
    `INSERT INTO membership (id, number, personId, unionId, applicationId, occupation, joinedOn, state, verifiedAt,
       activePerson, activeIdNumber, codeSecretSealed)
     SELECT ${idOf('M', 'seq')}, CONCAT('370000', LPAD(seq, 8, '0')), ${idOf('P', 'seq')}, ${union}, ${idOf('R', '1')},
       ${occupation}, ${joinedOn}, 'active', ?, ${idOf('P', 'seq')}, SHA2(CONCAT('id', seq), 256), ?
     FROM seq_1_to_${SIZES.members}`,
    [at, sealed],
  );
  await work(
    'tallies',
    `INSERT INTO union_tally (unionId, path, active, retained)
     SELECT u.id, u.path, COUNT(*), 0 FROM membership m JOIN trade_union u ON u.id = m.unionId GROUP BY u.id, u.path`,
  );
  const application = (letter: string, count: number, state: string, dueOn: string) =>
    `INSERT INTO application (id, number, personId, unionId, name, idNumberIndex, idNumberSealed, occupation, state,
       submittedAt, dueOn, heldBy, heldPath)
     SELECT ${idOf(letter, 'seq')}, CONCAT('RH20261123-${letter}', seq), ${idOf('P', `1 + MOD(seq * 7, ${SIZES.members})`)},
       u.id, ${name}, SHA2(CONCAT('${letter}', seq), 256), ?, ${occupation}, ${state}, ?, ${dueOn}, u.id, u.path
     FROM seq_1_to_${count} JOIN trade_union u ON u.id = ${idOf('E', `1 + ${pick(seed, letter, String(SIZES.grassroots))}`)}`;
  const soon = `DATE_FORMAT(DATE_ADD('2026-11-20', INTERVAL ${pick(seed, 't', '7')} DAY), '%Y-%m-%d')`;
  await work('open applications', application('Q', SIZES.open, `'submitted'`, soon), [sealed, at]);
  await work('decided applications', application('S', SIZES.decided, `'approved'`, joinedOn), [sealed, at]);
  await work('statistics', 'ANALYZE TABLE trade_union, person, membership, application, union_tally');
}

/** Gives some of them numbers that can be looked up with the keys of this run. */
export async function plantKnown(kit: Kit, db: Database): Promise<void> {
  for (let nth = 1; nth <= SIZES.known; nth += 1)
    await db.writer.query('UPDATE person SET idNumberIndex = ?, phoneIndex = ? WHERE id = ?', [
      kit.secrets.index('id-number', madeUpIdNumber(nth)),
      kit.secrets.index('phone', madeUpPhone(nth)),
      plantedId('P', nth),
    ]);
}
