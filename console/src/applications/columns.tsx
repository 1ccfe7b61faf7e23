/** The queue's columns; which of them are shown is remembered on this machine. */
import { SettingOutlined } from '@ant-design/icons';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { Button, Checkbox, Popover, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Clock, FiledChip, RisenChip } from '../ui/chips';
import type { QueueRow } from './use-queue';

const choices = {
  occupation: '工种',
  unionName: '工会',
  codeLabel: '来源',
  submittedAt: '提交时间',
};
type Choice = keyof typeof choices;
const PLACE = 'niangjia.queue.hidden';

export function useHiddenColumns(): [Choice[], (next: Choice[]) => void] {
  const [hidden, setHidden] = useState(() => (localStorage.getItem(PLACE) ?? '').split(',') as Choice[]);
  return [
    hidden,
    (next) => {
      setHidden(next);
      localStorage.setItem(PLACE, next.join(','));
    },
  ];
}

export function ColumnChoice({ hidden, setHidden }: { hidden: Choice[]; setHidden: (next: Choice[]) => void }) {
  const names = Object.keys(choices) as Choice[];
  const boxes = (
    <Checkbox.Group
      className="column-choice"
      options={names.map((name) => ({ value: name, label: choices[name] }))}
      value={names.filter((name) => !hidden.includes(name))}
      onChange={(shown) => setHidden(names.filter((name) => !shown.includes(name)))}
    />
  );
  return (
    <Popover
      content={boxes}
      trigger="click"
      placement="bottomRight"
      getPopupContainer={(button) => button.parentElement ?? button}
    >
      <Button id="columns" icon={<SettingOutlined />}>
        显示的列
      </Button>
    </Popover>
  );
}

/** Once decided there is no term any more, and with the applicant it stands still. */
const term = (row: QueueRow) =>
  row.state === 'submitted' && (
    <span className="term">
      <span>{sayDay(row.dueOn)}</span>
      <Clock row={row} />
    </span>
  );

const source = ({ codeLabel, filed }: QueueRow) =>
  filed ? <FiledChip /> : codeLabel ? <span title={codeLabel}>{codeLabel}</span> : '自行查找';

const name = (row: QueueRow) => (
  <span className="term">
    {row.nameMasked} {row.risen && <RisenChip />}
  </span>
);

/**
 * @param search the filter, which the case takes along
 * @param open whether the rows still have a term
 */
export function columnsOf(search: string, hidden: Choice[], open: boolean): TableColumnsType<QueueRow> {
  const all: TableColumnsType<QueueRow> = [
    {
      key: 'number',
      title: '编号',
      render: (_, row) => (
        <Link className="number" to={`/applications/${row.id}${search}`} tabIndex={-1}>
          {row.number}
        </Link>
      ),
    },
    { key: 'name', title: '姓名', render: (_, row) => name(row) },
    { key: 'occupation', title: '工种', render: (_, row) => occupations[row.occupation] },
    {
      key: 'unionName',
      title: '工会',
      className: 'cut',
      render: (_, row) => <span title={row.unionName}>{row.unionName}</span>,
    },
    { key: 'codeLabel', title: '来源', className: 'cut', render: (_, row) => source(row) },
    { key: 'submittedAt', title: '提交时间', render: (_, row) => sayTime(row.submittedAt) },
    { key: 'term', title: '最晚办结', render: (_, row) => term(row) },
  ];
  return all.filter(({ key }) => !hidden.includes(key as Choice) && (open || key !== 'term'));
}
