/** The contract: every endpoint by its key `"METHOD /path"`. Grep the key and the whole feature appears. */
import type * as z from 'zod';
import { campaigns } from './campaigns';
import { events } from './events';
import { experts } from './experts';
import { files } from './files';
import { joint } from './joint';
import { members } from './members';
import { membership } from './membership';
import { menu } from './menu';
import { merchants } from './merchants';
import { notices } from './notices';
import { orders } from './orders';
import { ownData } from './own-data';
import type { Entry } from './parts';
import { people } from './people';
import { posts } from './posts';
import { problems } from './problems';
import { redemptions } from './redemptions';
import { rosters } from './rosters';
import { settlements } from './settlements';
import { statistics } from './statistics';
import { system } from './system';
import { transfers } from './transfers';
import { tree } from './tree';
import { unions } from './unions';
import { visits } from './visits';
import { vouchers } from './vouchers';

export const contract = {
  ...system,
  ...people,
  ...posts,
  ...joint,
  ...unions,
  ...tree,
  ...membership,
  ...members,
  ...transfers,
  ...notices,
  ...ownData,
  ...rosters,
  ...statistics,
  ...campaigns,
  ...vouchers,
  ...redemptions,
  ...merchants,
  ...settlements,
  ...menu,
  ...orders,
  ...experts,
  ...visits,
  ...events,
  ...problems,
  ...files,
} as const;

export type Contract = typeof contract;
export type Key = keyof Contract;

type PathParameters<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParameters<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Path parameters of a key: `'GET /applications/:id'` -> `{ id: string }`. */
export type Params<K extends Key> = { [Name in PathParameters<K>]: string };
export type Body<K extends Key> = Contract[K] extends { body: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;
export type Query<K extends Key> = Contract[K] extends { query: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;
export type Reply<K extends Key> = z.output<Contract[K]['reply']>;

/** What a caller sends: before trimming and other transforms. */
type Sent<K extends Key, Part extends 'body' | 'query'> = Contract[K] extends {
  [P in Part]: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : undefined;
type Needed<Name extends string, Value> = [Value] extends [undefined]
  ? { [N in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [N in Name]?: Value }
    : { [N in Name]: Value };

/** The second argument of `api(key, input)`. */
export type Input<K extends Key> = ([PathParameters<K>] extends [never]
  ? { params?: undefined }
  : { params: Params<K> }) &
  Needed<'body', Sent<K, 'body'>> &
  Needed<'query', Sent<K, 'query'>>;

/** Asserts that an entry has the common shape; a wider view of it for code that serves all of them. */
export const entryOf = (key: Key): Entry => contract[key];
