/** What one row says, and what is wrong with it by itself. Nothing is mended that could be meant otherwise. */
import { addDays, isDay } from '@niangjia/shared/rules/days';
import {
  bornOnOf,
  idNumberProblem,
  nameProblem,
  normaliseIdNumber,
  normalisePhone,
  phoneProblem,
} from '@niangjia/shared/rules/identity';
import { isOldEnough, type Occupation, occupations } from '@niangjia/shared/rules/membership';
import type { RosterField, RowProblem } from '@niangjia/shared/rules/rosters';
import { type Cell, Digits, isFormula, textOf } from './cell';

export type Problem = [RowProblem, RosterField];

export interface Values {
  name: string;
  idNumber: string;
  occupation: Occupation;
  phone: string | null;
  /** null: the day on which the roster enters. */
  joinedOn: string | null;
}

export interface Verdict {
  /** As far as they could be read. */
  name: string;
  idNumber: string;
  /** An ID number that has the right form, for finding it twice. */
  isNumber: boolean;
  phone: string | null;
  occupation: Occupation | null;
  joinedOn: string | null;
  problems: Problem[];
  /** `lost`: digits were surely lost; `perhaps`: it ends as if they were, but its check digit fits. */
  digits: 'lost' | 'perhaps' | null;
}

/** Column of each field; -1 when there is none. */
export type Columns = Record<RosterField, number>;
export interface Clock {
  today: string;
  from1904: boolean;
}

const LABELS = new Map<string, Occupation>(
  Object.entries(occupations).flatMap(([code, label]) => [
    [label, code as Occupation],
    [code, code as Occupation],
  ]),
);
/** A long number as a spreadsheet shows it: 3.70784E+17. */
const FLOAT = /^\d(\.\d+)?E\+?\d+$/i;

/** Two characters of a name are often set apart to fill a column: between Han characters a space means nothing. */
const nameOf = (text: string): string =>
  text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').replace(/\s+/g, ' ');

function judgeName(cell: Cell | undefined, verdict: Verdict): void {
  verdict.name = nameOf(textOf(cell));
  if (isFormula(cell)) verdict.problems.push(['FORMULA', 'name']);
  else if (verdict.name === '') verdict.problems.push(['NAME_MISSING', 'name']);
  else if (nameProblem(verdict.name)) verdict.problems.push(['NAME_ODD', 'name']);
}

function judgeIdNumber(cell: Cell | undefined, verdict: Verdict, today: string): void {
  const add = (problem: RowProblem) => void verdict.problems.push([problem, 'idNumber']);
  const text = normaliseIdNumber(textOf(cell));
  verdict.idNumber = text;
  if (isFormula(cell)) return add('FORMULA');
  if (text === '') return add('ID_MISSING');
  // A spreadsheet keeps 15 digits of a number: whatever stands behind them was never written by anybody.
  if (FLOAT.test(text) || (cell instanceof Digits && text.replace(/\D/g, '').length > 15)) {
    verdict.digits = 'lost';
    return add('ID_FLOAT');
  }
  if (text.length !== 18) return add('ID_LENGTH');
  const isNumber = /^\d{17}[\dX]$/.test(text);
  if (isNumber && !idNumberProblem(text, today)) {
    verdict.isNumber = true;
    if (text.endsWith('000')) verdict.digits = 'perhaps';
    if (!isOldEnough(bornOnOf(text), today)) add('TOO_YOUNG');
    return undefined;
  }
  if (isNumber && text.endsWith('000')) {
    verdict.digits = 'lost';
    return add('ID_FLOAT');
  }
  const bornOn = bornOnOf(text);
  return add(isNumber && (!isDay(bornOn) || bornOn > today) ? 'ID_DATE' : 'ID_CHECK');
}

const twoDigits = (text: string): string => text.padStart(2, '0');

/** Days since the last one of 1899 (or the first one of 1904) as spreadsheets count; only what can be a day of joining. */
function dayOfSerial(raw: string, from1904: boolean): string | null {
  if (/^(19|20)\d{6}$/.test(raw)) return `${raw.slice(0, 4)}-${raw.slice(4, 6)}-${raw.slice(6)}`;
  const serial = Math.floor(Number(raw));
  if (!(serial > 60 && serial < 100_000)) return null;
  return addDays(from1904 ? '1904-01-01' : '1899-12-30', serial);
}

function dayIn(cell: Cell | undefined, from1904: boolean): string | null {
  if (cell instanceof Digits) return dayOfSerial(cell.raw, from1904);
  const text = textOf(cell).replace(/\s*[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const [, year, month = '', day = ''] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  return year === undefined ? null : `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

function judgeJoinedOn(cell: Cell | undefined, verdict: Verdict, { today, from1904 }: Clock): void {
  if (isFormula(cell)) verdict.problems.push(['FORMULA', 'joinedOn']);
  else if (textOf(cell) !== '') {
    const day = dayIn(cell, from1904);
    if (day === null || !isDay(day) || day < '1925-05-01') verdict.problems.push(['DATE_ODD', 'joinedOn']);
    else if (day > today) verdict.problems.push(['DATE_AHEAD', 'joinedOn']);
    else verdict.joinedOn = day;
  }
}

function judgePhone(cell: Cell | undefined, verdict: Verdict): void {
  const text = normalisePhone(textOf(cell));
  if (isFormula(cell)) verdict.problems.push(['FORMULA', 'phone']);
  else if (text !== '') {
    if (phoneProblem(text)) verdict.problems.push(['PHONE_ODD', 'phone']);
    else verdict.phone = text;
  }
}

/** Judges one row by itself. */
export function judge(cells: readonly (Cell | undefined)[], columns: Columns, clock: Clock): Verdict {
  const verdict: Verdict = {
    name: '',
    idNumber: '',
    isNumber: false,
    phone: null,
    occupation: null,
    joinedOn: null,
    problems: [],
    digits: null,
  };
  judgeName(cells[columns.name], verdict);
  judgeIdNumber(cells[columns.idNumber], verdict, clock.today);
  const work = cells[columns.occupation];
  verdict.occupation = LABELS.get(textOf(work).replace(/\s/g, '')) ?? null;
  if (isFormula(work)) verdict.problems.push(['FORMULA', 'occupation']);
  else if (verdict.occupation === null) verdict.problems.push(['OCCUPATION_UNKNOWN', 'occupation']);
  if (columns.phone >= 0) judgePhone(cells[columns.phone], verdict);
  if (columns.joinedOn >= 0) judgeJoinedOn(cells[columns.joinedOn], verdict, clock);
  return verdict;
}
