/** Which column of the file is which: guessed, or as this union's last file had it; a person decides. */
import { type RosterField, rosterFields } from '@niangjia/shared/rules/rosters';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select, Table } from 'antd';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import type { RosterRow } from './use-roster';

const options = [
  { value: '', label: '不导入这一列' },
  ...Object.entries(rosterFields).map(([value, label]) => ({ value, label })),
];

export function Mapping({ roster }: { roster: RosterRow }) {
  const client = useQueryClient();
  const [fields, setFields] = useState(roster.columns.map(({ field }) => field));
  const map = useMutation({
    mutationFn: () => api('POST /rosters/:id/map', { params: { id: roster.id }, body: { columns: fields } }),
    onSuccess: (next) => client.setQueryData(['GET /rosters/:id', roster.id], next),
  });
  const rows = roster.columns.map((column, nth) => ({ ...column, nth }));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>第一步：对列</h2>
        <Button id="map" type="primary" loading={map.isPending} onClick={() => map.mutate()}>
          对好了，开始检查
        </Button>
      </div>
      <p className="second">看一眼每一列对得上吗。姓名和身份证号必须有。这次的对法会记住，下次同样的表头不用再对。</p>
      {map.isError && <Alert id="map-error" type="error" showIcon title={sentenceOf(map.error)} />}
      <Table
        id="columns"
        size="small"
        rowKey="nth"
        dataSource={rows}
        pagination={false}
        columns={[
          { title: '文件里的列', dataIndex: 'name' },
          { title: '第一行内容', className: 'cut', dataIndex: 'sample' },
          {
            title: '是什么',
            render: (_, row) => (
              <Select
                aria-label={`“${row.name}”是什么`}
                value={fields[row.nth] ?? ''}
                options={options}
                popupMatchSelectWidth={false}
                onChange={(next) =>
                  setFields(fields.map((one, nth) => (nth === row.nth ? ((next || null) as RosterField | null) : one)))
                }
              />
            ),
          },
        ]}
      />
    </section>
  );
}
