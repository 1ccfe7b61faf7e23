/** Applications that wait, the most urgent first. */
import { type ApplicationState, applicationStates } from '@niangjia/shared/rules/membership';
import { Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../me';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { useRowKeys } from '../ui/use-row-keys';
import { BulkApprove } from './bulk-approve';
import { ColumnChoice, columnsOf, useHiddenColumns } from './columns';
import { CountCards } from './counts';
import { type Filter, type QueueRow, searchOf, useFilter, useQueue } from './use-queue';

const states = Object.keys(applicationStates) as ApplicationState[];

function emptyWords({ state, urgency }: Filter): string {
  if (urgency) return '这一列没有申请。新的申请到期前会出现在这里。';
  if (state === 'submitted') return '没有等待审核的申请。有人提交后会出现在这里。';
  return `没有“${applicationStates[state]}”的申请。`;
}

function Rows({ filter }: { filter: Filter }) {
  const { query, rows, counts } = useQueue(filter);
  const [selected, setSelected] = useState<string[]>([]);
  const [hidden, setHidden] = useHiddenColumns();
  const navigate = useNavigate();
  const mayDecide = useMay('applications.decide');
  const search = searchOf(filter);
  const open = (id: string) => navigate(`/applications/${id}${search}`);
  const selectable = mayDecide && filter.state === 'submitted';
  const chosen = rows.filter((row) => selected.includes(row.id));
  const toggle = (id: string) =>
    setSelected(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  const onRow = useRowKeys(rows, open, selectable ? toggle : undefined);

  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => query.refetch()} />;
  return (
    <>
      {counts && <CountCards counts={counts} filter={filter} />}
      <div className="bar">
        <Segmented
          id="state"
          aria-label="状态"
          value={filter.state}
          options={states.map((value) => ({ value, label: applicationStates[value] }))}
          onChange={(state) => navigate({ search: searchOf({ state, urgency: undefined }) })}
        />
        <span className="bar-acts">
          <BulkApprove rows={chosen} keepSelected={setSelected} />
          <ColumnChoice hidden={hidden} setHidden={setHidden} />
        </span>
      </div>
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {rows.length === 0 ? (
        <Nothing words={emptyWords(filter)} />
      ) : (
        <Table<QueueRow>
          id="queue"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columnsOf(search, hidden, filter.state === 'submitted')}
          pagination={false}
          onRow={onRow}
          {...(selectable && {
            rowSelection: {
              selectedRowKeys: chosen.map((row) => row.id),
              onChange: (keys) => setSelected(keys.map(String)),
              getCheckboxProps: (row) => ({ 'aria-label': `选中 ${row.number}` }),
            },
          })}
        />
      )}
      <footer className="more">
        {rows.length > 0 && <span>已载入 {rows.length} 份</span>}
        {query.hasNextPage && (
          <Button id="more" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            再载入一些
          </Button>
        )}
      </footer>
    </>
  );
}

export function Queue() {
  const filter = useFilter();
  return (
    <Page title="入会审核">
      <Rows key={searchOf(filter)} filter={filter} />
    </Page>
  );
}
