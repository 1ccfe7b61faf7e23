/** Roster import: upload, match the columns, see every bad row explained, and a second person lets the good ones in. */
import * as z from 'zod';
import { fileProblems, rosterFields, rosterStates, rowProblems, rowStates } from '../rules/rosters';
import { jointAct } from './joint';
import { cursor, type Entry, givenId, id, instant, oneOf } from './parts';

const roster = z.object({
  id,
  fileName: z.string(),
  unionId: id,
  unionName: z.string(),
  state: oneOf(rosterStates),
  uploadedAt: instant,
  uploadedBy: z.string(),
  /** Why nothing could be read, or null. */
  problem: z.object({ code: oneOf(fileProblems), sentence: z.string() }).nullable(),
  /** How it was read: `UTF-8`, `GBK`, `XLSX`. */
  encoding: z.string().nullable(),
  /** Names of the columns as they stand in the file, and which field each is. */
  columns: z.array(z.object({ name: z.string(), field: oneOf(rosterFields).nullable(), sample: z.string() })),
  counts: z.object({ rows: z.int(), good: z.int(), same: z.int(), bad: z.int(), stopped: z.int(), entered: z.int() }),
  /** Of the running stage, 0 to 100. */
  progress: z.int(),
  jointId: id.nullable(),
  /** The same file was uploaded before: its roster. */
  earlierId: id.nullable(),
});

const acts = ['NOT_FOUND', 'ROSTER_STATE'] as const;

export const rosters = {
  'POST /rosters': {
    who: 'rosters.import',
    what: '上传会员名册',
    query: z.strictObject({ unionId: givenId, fileName: z.string().max(200) }),
    reply: roster,
    refusals: ['NOT_FOUND', 'UNION_CLOSED', 'TOO_LARGE', 'WRONG_TYPE', 'FILE_BROKEN'],
    file: 'in',
    perMinute: 10,
  },
  'GET /rosters': {
    who: 'rosters.import',
    what: '查看名册导入',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({ items: z.array(roster), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /rosters/:id': { who: 'rosters.confirm', what: '查看一次名册导入', reply: roster, refusals: ['NOT_FOUND'] },
  /** The mapping is kept for the union's next file with the same header. */
  'POST /rosters/:id/map': {
    who: 'rosters.import',
    what: '对列并检查名册',
    body: z.strictObject({ columns: z.array(oneOf(rosterFields).nullable()).min(2).max(60) }),
    reply: roster,
    refusals: [...acts, 'COLUMN_MISSING', 'COLUMN_TWICE'],
  },
  'GET /rosters/:id/rows': {
    who: 'rosters.confirm',
    what: '查看名册的行',
    query: z.strictObject({ state: oneOf(rowStates).optional(), after: cursor.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          /** Line of the file, the header being 1. */
          line: z.int(),
          state: oneOf(rowStates),
          nameMasked: z.string(),
          idNumberMasked: z.string(),
          problems: z.array(z.object({ code: oneOf(rowProblems), at: oneOf(rosterFields), sentence: z.string() })),
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  /** XLSX of the rows that do not enter: line, field, what to do; no ID number in full. */
  'GET /rosters/:id/problems': {
    who: 'rosters.import',
    what: '下载名册的问题清单',
    reply: z.any(),
    refusals: ['NOT_FOUND'],
    file: 'out',
    audit: true,
  },
  'GET /roster-template': { who: 'rosters.import', what: '下载名册模板', reply: z.any(), refusals: [], file: 'out' },
  'POST /rosters/:id/submit': {
    who: 'rosters.import',
    what: '提请名册入册',
    reply: jointAct,
    refusals: [...acts, 'NOTHING_TO_ENTER', 'NO_IDENTITY', 'UNION_CLOSED'],
    once: true,
  },
  'POST /rosters/:id/recall': { who: 'rosters.import', what: '撤回名册导入', reply: roster, refusals: acts },
} as const satisfies Record<string, Entry>;
