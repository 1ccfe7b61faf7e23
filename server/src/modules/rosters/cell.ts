/** One cell as the file has it: nothing is turned into anything else before its column is known. */

/** A number of a spreadsheet, with the very digits that stand in the file. */
export class Digits {
  constructor(readonly raw: string) {}
}
/** A formula without a result, or a result that is an error. */
export const FORMULA = Symbol('formula');
export type Cell = string | Digits | typeof FORMULA;

export interface Line {
  /** As the spreadsheet counts: the first is 1, blank ones count. */
  line: number;
  cells: (Cell | undefined)[];
}

/** Why a whole file is not read. */
export class FileFault extends Error {
  constructor(readonly problem: import('@niangjia/shared/rules/rosters').FileProblem) {
    super(problem);
  }
}

/**
 * Text of a cell: full-width digits, letters and spaces made plain, spaces at the ends gone, and the apostrophe that a
 * spreadsheet puts before a number that is text. `="…"`, by which lists keep their zeros, is its literal.
 */
export function textOf(cell: Cell | undefined): string {
  if (cell === undefined || cell === FORMULA) return '';
  if (cell instanceof Digits) return cell.raw;
  // Most cells are plain already.
  if (/^[\p{Script=Han}0-9A-Za-z]*$/u.test(cell)) return cell;
  const plain = cell
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim();
  const literal = /^="([^"]*)"$/.exec(plain)?.[1];
  return (literal ?? plain.replace(/^'/, '')).trim();
}

/** Whether a text is a formula that was never worked out. */
export const isFormula = (cell: Cell | undefined): boolean =>
  cell === FORMULA || (typeof cell === 'string' && /^\s*=/.test(cell) && !/^\s*="[^"]*"\s*$/.test(cell));

export const isBlank = (line: Line): boolean =>
  line.cells.every((cell) => cell === undefined || (typeof cell === 'string' && cell.trim() === ''));
