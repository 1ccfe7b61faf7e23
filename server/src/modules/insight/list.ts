/** The list behind a number: the very changes that it counts. */

import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { ChangeKind, MembershipState } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type Ask, below, rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import { type Span, scopeOf } from './scope';

interface Row {
  changeId: string;
  on: string;
  id: string;
  number: string;
  name: string | null;
  unionId: string;
  unionName: string;
  occupation: Occupation;
  state: MembershipState;
  joinedOn: string;
}

interface Filter extends Span {
  kind: ChangeKind;
  occupation?: Occupation | undefined;
  codeToken?: string | undefined;
  after?: string | undefined;
}

/** Newest first. Refusals NOT_FOUND, SPAN_TOO_LONG. */
export async function listChanges(ask: Ask, filter: Filter) {
  const scope = await scopeOf(ask, 'members.read', filter);
  const where = [below('u.path'), 'c.kind = ?', 'c.onDay BETWEEN ? AND ?'];
  const values: unknown[] = [...rangeOf(scope.path), filter.kind, scope.from, scope.to];
  if (filter.kind === 'movedIn' || filter.kind === 'movedOut') {
    where.push(`NOT ${below('o.path')}`);
    values.push(...rangeOf(scope.path));
  }
  if (filter.occupation) {
    where.push('c.occupation = ?');
    values.push(filter.occupation);
  }
  if (filter.codeToken !== undefined) {
    where.push(`c.source = 'application' AND a.codeToken = ?`);
    values.push(filter.codeToken);
  }
  if (filter.after) {
    const [on, id] = filter.after.split('_');
    where.push('(c.onDay < ? OR (c.onDay = ? AND c.id < ?))');
    values.push(on, on, id ?? '');
  }
  const rows = await query<Row>(
    ask.db,
    `SELECT c.id AS changeId, c.onDay AS \`on\`, m.id, m.number, p.name, u.id AS unionId, u.name AS unionName, c.occupation,
       m.state, m.joinedOn
     FROM trade_union u JOIN membership_change c ON c.unionId = u.id JOIN membership m ON m.id = c.membershipId
     JOIN person p ON p.id = m.personId LEFT JOIN trade_union o ON o.id = c.otherUnionId
     ${filter.codeToken === undefined ? '' : 'LEFT JOIN application a ON a.id = c.sourceId'}
     WHERE ${where.join(' AND ')} ORDER BY c.onDay DESC, c.id DESC LIMIT ${limits.page + 1}`,
    values,
  );
  const page = rows.slice(0, limits.page);
  const last = page.at(-1);
  return {
    items: page.map(({ changeId: _, name, ...row }) => ({ ...row, nameMasked: maskName(name ?? '已注销') })),
    next: rows.length > limits.page && last ? `${last.on}_${last.changeId}` : null,
  };
}
