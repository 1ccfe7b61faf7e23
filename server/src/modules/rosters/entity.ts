/** Rosters: the upload and how far it is, its rows until they have entered, and how a union's columns were matched. */
import type { FileProblem, RosterField, RosterState } from '@niangjia/shared/rules/rosters';
import { hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface Roster {
  id: string;
  unionId: string;
  fileName: string;
  /** SHA-256 of the file as it came. */
  fileHash: string;
  bytes: number;
  state: RosterState;
  problem: FileProblem | null;
  /** `UTF-8`, `GBK`, `UTF-16`, `XLSX`. */
  encoding: string | null;
  /** JSON of the columns, samples masked; `[]` until the file has been read. */
  columns: string;
  /** SHA-256 of the column names: the next file with the same ones is matched alike. */
  headerHash: string | null;
  /** Line of the header, and the sheet in which it stands (from 0). */
  headerLine: number;
  sheet: number;
  /** Rows in all, and of each kind; `good` are those that still wait. */
  total: number;
  good: number;
  same: number;
  bad: number;
  stopped: number;
  entered: number;
  /** The last line that the running stage has done: what is behind it is not done again. */
  atLine: number;
  progress: number;
  uploadedBy: string;
  /** Index of the uploader's ID number: that natural person never confirms (d.3 row 13). */
  signer: string | null;
  uploadedAt: string;
  changedAt: string;
  jointId: string | null;
  earlierId: string | null;
  /** When file and rows were taken away; only the counts stay. */
  clearedAt: string | null;
}
export const RosterTable = table<Roster>(
  'roster',
  {
    id: primary(key),
    unionId: key,
    fileName: text(200),
    fileHash: hash,
    bytes: int,
    state: text(12),
    problem: optional(text(20)),
    encoding: optional(text(10)),
    columns: long,
    headerHash: optional(hash),
    headerLine: int,
    sheet: int,
    total: int,
    good: int,
    same: int,
    bad: int,
    stopped: int,
    entered: int,
    atLine: int,
    progress: int,
    uploadedBy: key,
    signer: optional(hash),
    uploadedAt: instant,
    changedAt: instant,
    jointId: optional(key),
    earlierId: optional(key),
    clearedAt: optional(instant),
  },
  {
    ix_roster_union: ['unionId', 'id'],
    ix_roster_state: ['state', 'id'],
    ix_roster_file: ['unionId', 'fileHash'],
    uq_roster_joint: ['jointId'],
  },
  { fk_roster_union: ['unionId', 'trade_union'] },
);

export interface RosterRow {
  rosterId: string;
  line: number;
  /** Never `entered`: a good row behind `atLine` of a roster that enters has entered. */
  state: 'good' | 'same' | 'bad' | 'stopped';
  nameMasked: string;
  idNumberMasked: string;
  /** JSON of [code, field]; null when there is none. */
  problems: string | null;
  /** Of a good row: JSON of its values under the roster's key, which ends with the roster. */
  sealed: string | null;
}
export const RosterRowTable = table<RosterRow>(
  'roster_row',
  {
    rosterId: primary(key),
    line: primary(int),
    state: text(8),
    nameMasked: text(12),
    idNumberMasked: text(18),
    problems: optional(text(600)),
    sealed: optional(text(600)),
  },
  { ix_roster_row_state: ['rosterId', 'state', 'line'] },
);

/** How a union matched the columns of a header before. */
export interface RosterMapping {
  id: string;
  unionId: string;
  headerHash: string;
  /** JSON of the fields, one a column. */
  columns: string;
  at: string;
}
export const RosterMappingTable = table<RosterMapping>(
  'roster_mapping',
  { id: primary(key), unionId: key, headerHash: hash, columns: long, at: instant },
  { uq_roster_mapping: ['unionId', 'headerHash'] },
);

export const rosterTables = [RosterTable, RosterRowTable, RosterMappingTable];

/** A column of the file. `sample` is masked: it leaves the server and is kept. */
export interface RosterColumn {
  name: string;
  field: RosterField | null;
  sample: string;
}
export const columnsOf = (roster: Pick<Roster, 'columns'>): RosterColumn[] => JSON.parse(roster.columns);

/** Where the values of a row are sealed, under the key of its roster. */
export const rowPlace = (line: number) => ({ table: 'roster_row', column: 'sealed', rowId: String(line) });
