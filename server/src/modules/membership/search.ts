/** Finding one member: what was typed says by what. It travels in the body, so that no log of addresses holds it. */
import { normaliseIdNumber, normalisePhone, phoneProblem } from '@niangjia/shared/rules/identity';
import { limits } from '@niangjia/shared/rules/limits';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { type MemberRow, SELECT_MEMBER, toMemberItem } from './book';
import { beginning, inParts, partsWithin } from './reach';

type By = 'name' | 'number' | 'idNumber' | 'phone';

/** A member number has 14 digits, an ID number 18 characters, a phone number 11; all else is the beginning of a name. */
function kindOf(text: string): By {
  if (/^\d{17}[\dX]$/.test(normaliseIdNumber(text))) return 'idNumber';
  if (phoneProblem(text) === undefined) return 'phone';
  return /^\d{14}$/.test(normaliseIdNumber(text)) ? 'number' : 'name';
}

/** SQL condition for the member that was typed. */
function typed(ask: Ask, by: By, text: string): { sql: string; value: string } {
  const { secrets } = ask.kit;
  if (by === 'idNumber')
    return { sql: 'p.idNumberIndex = ?', value: secrets.index('id-number', normaliseIdNumber(text)) };
  if (by === 'phone') return { sql: 'p.phoneIndex = ?', value: secrets.index('phone', normalisePhone(text)) };
  if (by === 'number') return { sql: 'm.number = ?', value: normaliseIdNumber(text) };
  return { sql: `p.name LIKE ? ESCAPE '!'`, value: beginning(text) };
}

/** Members within reach, whatever their state, by name; `after` is the id of the last one before. */
export async function searchMembers(ask: Ask, { text, after }: { text: string; after?: string | null }) {
  const by = kindOf(text);
  const wanted = typed(ask, by, text);
  const part = inParts(await partsWithin(ask, 'members.read'), 'u.path');
  const [last] = after
    ? await query<{ name: string | null }>(
        ask.db,
        `SELECT p.name FROM membership m JOIN person p ON p.id = m.personId JOIN trade_union u ON u.id = m.unionId
         WHERE m.id = ? AND ${part.sql}`,
        [after, ...part.values],
      )
    : [];
  const rows = await query<MemberRow>(
    ask.db,
    `${SELECT_MEMBER} WHERE ${wanted.sql} AND ${part.sql} ${last ? 'AND (p.name > ? OR (p.name = ? AND m.id > ?))' : ''}
     ORDER BY p.name, m.id LIMIT ${limits.page + 1}`,
    [wanted.value, ...part.values, ...(last ? [last.name, last.name, after] : [])],
  );
  const page = rows.slice(0, limits.page);
  return { items: page.map(toMemberItem), next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null, by };
}
