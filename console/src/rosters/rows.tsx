/** The rows of a roster by what becomes of them, each problem with what to do about it. */
import { DownloadOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type RowState, rosterFields, rowStates } from '@niangjia/shared/rules/rosters';
import { App, Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api, download, sentenceOf } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { RowChip } from './chip';
import type { RosterRow } from './use-roster';

type Row = Reply<'GET /rosters/:id/rows'>['items'][number];

const columns: TableColumnsType<Row> = [
  { title: '第几行', dataIndex: 'line', align: 'right' },
  { title: '结果', render: (_, row) => <RowChip state={row.state} /> },
  { title: '姓名', dataIndex: 'nameMasked' },
  { title: '身份证号', dataIndex: 'idNumberMasked', className: 'number' },
  {
    title: '问题和办法',
    render: (_, row) => (
      <ul className="problems">
        {row.problems.map((problem) => (
          <li key={`${problem.code} ${problem.at}`}>
            <strong>{rosterFields[problem.at]}</strong>　{problem.sentence}
          </li>
        ))}
      </ul>
    ),
  },
];

export function RosterRows({ roster }: { roster: RosterRow }) {
  const { counts } = roster;
  const [state, setState] = useState<RowState>(counts.bad > 0 ? 'bad' : counts.stopped > 0 ? 'stopped' : 'good');
  const mayImport = useMay('rosters.import');
  const { message } = App.useApp();
  const { query, rows } = useList(['GET /rosters/:id/rows', roster.id, roster.state, state], (after) =>
    api('GET /rosters/:id/rows', { params: { id: roster.id }, query: { state, ...after } }),
  );
  const states = (Object.keys(rowStates) as RowState[]).filter((one) => one !== 'entered' || roster.state === 'done');
  return (
    <section className="panel">
      <div className="panel-head">
        <Segmented<RowState>
          id="row-state"
          aria-label="看哪些行"
          value={state}
          options={states.map((value) => ({ value, label: `${rowStates[value]} ${counts[value]}` }))}
          onChange={setState}
        />
        {mayImport && counts.bad + counts.stopped > 0 && (
          <Button
            id="problems"
            icon={<DownloadOutlined />}
            onClick={() =>
              download(`/rosters/${roster.id}/problems`).catch((error) => message.error(sentenceOf(error)))
            }
          >
            下载问题清单
          </Button>
        )}
      </div>
      <Listed query={query} rows={rows} empty="没有这样的行。" unit="行">
        <Table<Row> id="rows" size="small" rowKey="line" dataSource={rows} columns={columns} pagination={false} />
      </Listed>
    </section>
  );
}
