/** Paths of a subtree, wherever they are kept: on the unions, their counts, and on the applications that they hold. */
import { applicationStates } from '@niangjia/shared/rules/membership';
import { type Ask, rangeOf } from '../../core/ask';

const states = Object.keys(applicationStates)
  .map((state) => `'${state}'`)
  .join(', ');

/**
 * What stands under the path `from` stands under `to`: unions, and applications by the union that holds them.
 * Without `itself` only what is below.
 */
export async function movePaths(ask: Ask, from: string, to: string, { itself }: { itself: boolean }): Promise<void> {
  if (from === to) return;
  const values = [to, from.length + 1, ...rangeOf(from)];
  const atLeast = itself ? '>=' : '>';
  await ask.db.query(
    `UPDATE trade_union SET path = CONCAT(?, SUBSTR(path, ?)) WHERE path ${atLeast} ? AND path < ?`,
    values,
  );
  await ask.db.query(
    `UPDATE union_tally SET path = CONCAT(?, SUBSTR(path, ?)) WHERE path ${atLeast} ? AND path < ?`,
    values,
  );
  // The states are all there are: named, so that the index with the path behind the state serves.
  await ask.db.query(
    `UPDATE application SET heldPath = CONCAT(?, SUBSTR(heldPath, ?))
     WHERE state IN (${states}) AND heldPath ${atLeast} ? AND heldPath < ?`,
    values,
  );
}

/** What was written at the very moment of a move and still bears the old path. */
export async function mendPaths(ask: Ask, from: string): Promise<void> {
  await ask.db.query(
    `UPDATE union_tally SET path = (SELECT u.path FROM trade_union u WHERE u.id = union_tally.unionId)
     WHERE path >= ? AND path < ?`,
    rangeOf(from),
  );
  await ask.db.query(
    `UPDATE application SET heldPath = (SELECT u.path FROM trade_union u WHERE u.id = application.heldBy)
     WHERE state IN (${states}) AND heldPath >= ? AND heldPath < ?`,
    rangeOf(from),
  );
}
