/** Parts of the tree within which an officer may look, and SQL conditions for them. */
import { type Permission, reachOf } from '@niangjia/shared/rules/roles';
import { type Ask, below, mustReach, rangeOf, staffOf } from '../../core/ask';
import { loadUnion } from '../unions/service';

/**
 * Paths of the parts of the tree that a permission reaches, none within another; with `unionId` that part alone.
 * Throws NOT_FOUND for a union outside the reach.
 */
export async function partsWithin(ask: Ask, permission: Permission, unionId?: string): Promise<string[]> {
  if (unionId !== undefined) {
    const { path } = await loadUnion(ask, unionId);
    mustReach(ask, permission, path, `union:${unionId}`);
    return [path];
  }
  const paths = [...new Set(reachOf(staffOf(ask).posts, permission))].sort();
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
}

/** SQL condition for "in one of these parts" on a column that holds a union's path. Without any part never true. */
export const inParts = (parts: readonly string[], column: string): { sql: string; values: string[] } =>
  parts.length === 0
    ? { sql: '1 = 0', values: [] }
    : { sql: `(${parts.map(() => below(column)).join(' OR ')})`, values: parts.flatMap(rangeOf) };

/** Paths of the unions above these parts: `/a/b/c/` has `/a/` and `/a/b/`. */
export const aboveParts = (parts: readonly string[]): string[] => [
  ...new Set(
    parts.flatMap((path) => {
      const ids = path.split('/').filter(Boolean);
      return ids.slice(1).map((_, nth) => `/${ids.slice(0, nth + 1).join('/')}/`);
    }),
  ),
];

/** For LIKE with ESCAPE '!': wild cards in what people type are plain characters. */
export const beginning = (text: string): string => `${text.replace(/[!%_]/g, (character) => `!${character}`)}%`;
