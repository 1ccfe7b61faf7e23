/** The header of a roster: where it is, what its columns are called, and which field each seems to be. */
import { limits } from '@niangjia/shared/rules/limits';
import type { RosterField } from '@niangjia/shared/rules/rosters';
import { sha256 } from '../../core/ids';
import { Digits, type Line, textOf } from './cell';
import type { RosterColumn } from './entity';

/** Names under which a column means a field, spaces and everything in brackets left out. Nothing is guessed beyond them. */
const NAMES: Record<RosterField, RegExp> = {
  name: /^(职工|会员|员工|人员|本人)?(姓名|名字)$/,
  idNumber: /^(居民|会员|职工)?(身份证|证件)(号|号码|编号)?$|^公民身份号码$/,
  occupation: /^(工种|职业|工作种类|从业类型)$/,
  phone: /^(本人)?(手机|手机号|手机号码|移动电话|联系电话|联系方式|电话)$/,
  joinedOn: /^(入会|加入工会)(日期|时间|年月日)$/,
};

/** How many lines may stand above the header: a title, a date, who made it. */
const ABOVE = 10;
export const headerReach = ABOVE;

const plainName = (name: string): string => name.replace(/[（(【[].*?[)）】\]]/g, '').replace(/[\s*＊:：]/g, '');

const fieldOf = (name: string): RosterField | null =>
  (Object.keys(NAMES) as RosterField[]).find((field) => NAMES[field].test(plainName(name))) ?? null;

const namesOf = (line: Line): string[] => {
  const names = Array.from(line.cells, (cell) => textOf(cell).slice(0, 60));
  while (names.length > 0 && names.at(-1) === '') names.pop();
  return names.slice(0, limits.roster.columns);
};

export interface Header {
  line: number;
  names: string[];
  /** Whether name and ID number were found by their names. */
  known: boolean;
}

/** The header among the first lines: one that names both, else the first line if it looks like one. */
export function findHeader(lines: readonly Line[]): Header | undefined {
  const named = lines.slice(0, ABOVE).find((line) => {
    const fields = namesOf(line).map(fieldOf);
    return fields.includes('name') && fields.includes('idNumber');
  });
  if (named) return { line: named.line, names: namesOf(named), known: true };
  const [first] = lines;
  if (!first) return undefined;
  const names = namesOf(first);
  const filled = names.filter((name) => name !== '');
  const data = first.cells.some((cell) => cell instanceof Digits) || filled.some((name) => /\d{5}/.test(name));
  return filled.length >= 2 && !data ? { line: first.line, names, known: false } : undefined;
}

/** Which field each column is; two columns that claim the same one are left to a person. */
export function guessColumns(names: readonly string[]): (RosterField | null)[] {
  const fields = names.map(fieldOf);
  return fields.map((field) => (field && fields.filter((one) => one === field).length === 1 ? field : null));
}

export const headerHashOf = (names: readonly string[]): string => sha256(names.map(plainName).join('\n'));

/** A value of a column as an example that tells nothing about anybody. */
function maskSample(text: string): string {
  if (/^[\dXx]{15,}$/.test(text)) return `${text.slice(0, 3)}***********${text.slice(-4)}`;
  if (/^\d{7,}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-2)}`;
  const [first = ''] = text;
  return first + '*'.repeat(Math.min(4, [...text].length - 1));
}

/** The columns with the first value that each has, masked. Names of occupations stay: a person has to know them. */
export const describeColumns = (
  names: readonly string[],
  fields: readonly (RosterField | null)[],
  first: readonly string[],
): RosterColumn[] =>
  names.map((name, nth) => {
    const field = fields[nth] ?? null;
    const sample = first[nth] ?? '';
    const shown =
      field === 'occupation' || field === 'joinedOn' ? sample.slice(0, 20) : sample === '' ? '' : maskSample(sample);
    return { name: name === '' ? `第 ${nth + 1} 列` : name, field, sample: shown };
  });
