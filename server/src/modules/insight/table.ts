/** Figures as a table that leaves the house: numbers only, small counts hidden. */
import { sayDay } from '@niangjia/shared/rules/days';
import { type Dimension, dimensions, measures, SMALLEST_GROUP } from '@niangjia/shared/rules/statistics';
import type { Ask } from '../../core/ask';
import type { FileReply } from '../../core/route';
import { workbookReply } from '../../core/workbook';
import { breakDown } from './breakdown';
import type { Span } from './scope';

const columns = ['members', 'joined', 'movedIn', 'movedOut', 'left'] as const;

export async function drawTable(ask: Ask, span: Span & { by: Dimension }): Promise<FileReply> {
  const { rows, scope } = await breakDown(ask, span, true);
  const hidden = `少于${SMALLEST_GROUP}`;
  return workbookReply(`statistics-${span.by}-${scope.from}-${scope.to}`, [
    {
      name: `按${dimensions[span.by]}`,
      note: `${scope.name}　${sayDay(scope.from)}（${scope.from}）至 ${scope.to}　读取时间 ${ask.now.toISOString()}`,
      columns: [
        { title: dimensions[span.by], width: 36 },
        ...columns.map((column) => ({ title: measures[column].label, width: 14 })),
      ],
      rows: rows.map((row) => [row.label, ...columns.map((column) => row[column] ?? hidden)]),
    },
    {
      name: '口径',
      columns: [
        { title: '指标', width: 20 },
        { title: '定义', width: 80 },
      ],
      rows: Object.values(measures).map(({ label, definition }) => [label, definition]),
    },
  ]);
}
