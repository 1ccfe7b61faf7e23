/** Who came by a joining code (MEM-13). */
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { ApplicationState } from '@niangjia/shared/rules/membership';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { loadCode } from './codes';

interface CameBy {
  id: string;
  number: string;
  state: ApplicationState;
  name: string;
  submittedAt: string;
}

/**
 * Newest first, names masked. A code may have gone to another union while decided applications stayed behind, so each
 * row is looked at by its own union. Refusal NOT_FOUND, also for other unions' codes.
 */
export async function listCodeApplications(ask: Ask, token: string, after: string | undefined) {
  await loadCode(ask, token, 'applications.read');
  const reach = withinReach(ask, 'applications.read', 'u.path');
  const rows = await query<CameBy>(
    ask.db,
    `SELECT a.id, a.number, a.state, a.name, a.submittedAt FROM application a JOIN trade_union u ON u.id = a.unionId
     WHERE a.codeToken = ? AND ${reach.sql} ${after === undefined ? '' : 'AND a.id < ?'}
     ORDER BY a.id DESC LIMIT ${limits.page + 1}`,
    [token, ...reach.values, ...(after === undefined ? [] : [after])],
  );
  const page = rows.slice(0, limits.page);
  return {
    items: page.map(({ name, ...row }) => ({ ...row, nameMasked: maskName(name) })),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}
