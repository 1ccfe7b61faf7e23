/** Changes of memberships within a scope and a span: what came, went and moved. */
import { type Flow, flows } from '@niangjia/shared/rules/statistics';
import { type Ask, below, rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import type { Scope } from './scope';

/** Length of an id and its slash in a union's path. */
const STEP = 27;

/** SQL of the part of a path below the scope: the id of the child in whose branch the union is, or empty. */
export const branchOf = (column: string): string => `SUBSTR(${column}, ?, 26)`;
export const branchAt = (scope: Scope): number => scope.path.length + 1;

interface FlowRow {
  kind: string;
  part: string | null;
  otherPath: string | null;
  n: number | string;
}

export type Counts = Record<Flow, number>;
export const nothing = (): Counts => ({ joined: 0, movedIn: 0, movedOut: 0, left: 0 });

const flowOf = (kind: string): Flow | undefined =>
  (Object.keys(flows) as Flow[]).find((flow) => (flows[flow] as readonly string[]).includes(kind));

const parts = {
  all: { select: `''`, join: '' },
  union: { select: branchOf('u.path'), join: '' },
  month: { select: 'SUBSTR(c.onDay, 1, 7)', join: '' },
  occupation: { select: 'c.occupation', join: '' },
  code: {
    select: `COALESCE(a.codeToken, '')`,
    join: "LEFT JOIN application a ON a.id = c.sourceId AND c.source = 'application'",
  },
} as const;

/**
 * Counts by part. A move within the scope is no move of the scope; by union it counts where it crosses from one branch
 * to another.
 */
export async function countFlows(ask: Ask, scope: Scope, by: keyof typeof parts): Promise<Map<string, Counts>> {
  const { select, join } = parts[by];
  const other =
    by === 'union' ? `SUBSTR(o.path, 1, ${branchAt(scope) - 1 + STEP})` : `SUBSTR(o.path, 1, ${scope.path.length})`;
  const rows = await query<FlowRow>(
    ask.db,
    `SELECT c.kind, ${select} AS part, ${other} AS otherPath, COUNT(*) AS n
     FROM trade_union u JOIN membership_change c ON c.unionId = u.id
     LEFT JOIN trade_union o ON o.id = c.otherUnionId ${join}
     WHERE ${below('u.path')} AND c.kind IN ('joined', 'movedIn', 'movedOut', 'left', 'expelled') AND c.onDay BETWEEN ? AND ?
     GROUP BY c.kind, part, otherPath`,
    [...(by === 'union' ? [branchAt(scope)] : []), ...rangeOf(scope.path), scope.from, scope.to],
  );
  const counts = new Map<string, Counts>();
  for (const { kind, part, otherPath, n } of rows) {
    const flow = flowOf(kind);
    if (!flow) continue;
    const key = part ?? '';
    const within = by === 'union' ? scope.path + (key && `${key}/`) : scope.path;
    // The own book of the scope's union is a branch of its own: whatever lies deeper is outside of it.
    const inside = otherPath !== null && (by === 'union' && !key ? otherPath === within : otherPath.startsWith(within));
    if ((flow === 'movedIn' || flow === 'movedOut') && inside) continue;
    const known = counts.get(key) ?? nothing();
    known[flow] += Number(n);
    counts.set(key, known);
  }
  return counts;
}
