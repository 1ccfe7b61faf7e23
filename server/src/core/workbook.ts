/** XLSX files that leave the house: text stays text, nothing in a cell is ever a formula (security.md C7). */
import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import type { FileReply } from './route';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Cell = string | number | Yuan | null;
interface Yuan {
  fen: number;
}
/** An amount of fen as a number of yuan that shows both decimals. */
export const yuan = (fen: number): Yuan => ({ fen });

export interface Sheet {
  name: string;
  /** A line above the columns, such as who took the list and when; also on each printed page. */
  note?: string;
  columns: { title: string; width: number }[];
  rows: Iterable<Cell[]> | AsyncIterable<Cell[]>;
}

/** What a spreadsheet or the CSV saved from it could take for a formula gets an apostrophe in front. */
export const harmless = (text: string): string =>
  /^[=+\-@\t\r\0]/.test(text) ? `'${text.replaceAll('\0', '')}` : text.replaceAll('\0', '');

const shown = (cell: Cell): string | number | null =>
  typeof cell === 'string' ? harmless(cell) : typeof cell === 'object' && cell !== null ? cell.fen / 100 : cell;

/** Writes row by row. Numbers stay numbers; ID and card numbers are given as text and stay so, with every digit. */
export async function makeWorkbook(sheets: Sheet[]): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  for (const { name, note, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: note === undefined ? 1 : 2 }],
      ...(note !== undefined && { headerFooter: { oddFooter: `&L${note.replaceAll('&', '&&')}&R&P / &N` } }),
    });
    columns.forEach(({ width }, nth) => {
      const column = sheet.getColumn(nth + 1);
      column.width = width;
      column.numFmt = '@';
    });
    if (note !== undefined) sheet.addRow([harmless(note)]).commit();
    const head = sheet.addRow(columns.map(({ title }) => title));
    head.font = { bold: true };
    head.commit();
    for await (const row of rows) {
      const line = sheet.addRow(row.map(shown));
      row.forEach((cell, nth) => {
        if (typeof cell === 'object' && cell !== null) line.getCell(nth + 1).numFmt = '0.00';
        if (typeof cell === 'number') line.getCell(nth + 1).numFmt = Number.isInteger(cell) ? '0' : '0.0##';
      });
      line.commit();
    }
    sheet.commit();
  }
  await book.commit();
  return Buffer.concat(chunks);
}

/** As the answer of a route with `file: 'out'`. `name` in plain letters, without its ending. */
export const workbookReply = async (name: string, sheets: Sheet[]): Promise<FileReply> => ({
  bytes: await makeWorkbook(sheets),
  type: XLSX_TYPE,
  name: `${name}.xlsx`,
});
