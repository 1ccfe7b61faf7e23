import { int, key, long, primary, table } from '../../core/columns';

/** The public data of a draw, cut into pages: the JSON text is that of all pages in their order. Never changed. */
export interface DrawPage {
  campaignId: string;
  page: number;
  text: string;
}
export const DrawPageTable = table<DrawPage>('draw_page', {
  campaignId: primary(key),
  page: primary(int),
  text: long,
});

export const drawTables = [DrawPageTable];
