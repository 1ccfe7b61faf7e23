/** Experts that can be had: what each can do, how much is planned, how it was liked. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type Skill, skills } from '@niangjia/shared/rules/experts';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, once } from '../api';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useSettled } from '../ui/union-pick';
import { useRowKeys } from '../ui/use-row-keys';
import { ExpertChip, saySkills } from './chip';
import { ExpertDialog } from './expert-dialog';
import { ExpertTabs } from './tabs';
import './experts.css';

type Row = Reply<'GET /experts'>['items'][number];

const columns: TableColumnsType<Row> = [
  {
    title: '专家',
    render: (_, row) => (
      <Link to={`/experts/${row.id}`} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  { title: '头衔', className: 'cut', render: (_, row) => <span title={row.title}>{row.title}</span> },
  {
    title: '专长',
    className: 'cut',
    render: (_, row) => <span title={saySkills(row.skills)}>{saySkills(row.skills)}</span>,
  },
  { title: '常驻', className: 'cut', render: (_, row) => <span title={row.placeName}>{row.placeName}</span> },
  { title: '范围', align: 'right', render: (_, row) => `${row.reachKm} 公里` },
  { title: '已安排', align: 'right', render: (_, row) => `${row.coming} 次` },
  { title: '已完成', align: 'right', render: (_, row) => `${row.recorded} 次` },
  { title: '评价', align: 'right', render: (_, row) => (row.stars === null ? '—' : `${row.stars} 星`) },
  { title: '状态', render: (_, row) => <ExpertChip ended={row.endedAt !== null} /> },
];

export function Experts() {
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get('text') ?? '');
  const still = useSettled(text.trim());
  const given = search.get('skill') ?? '';
  const skill = Object.hasOwn(skills, given) ? (given as Skill) : undefined;
  const { query, rows, first } = useList(['GET /experts', skill, still], (after) =>
    api('GET /experts', { query: { ...(skill && { skill }), ...(still && { text: still }), ...after } }),
  );
  const [making, setMaking] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const onRow = useRowKeys(rows, (id) => navigate(`/experts/${id}`));
  return (
    <Page
      title="专家和场地"
      beside={first && <span className="second">{first.total} 位</span>}
      acts={
        <>
          <ExpertTabs />
          <Button id="new-expert" type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            登记专家
          </Button>
        </>
      }
    >
      <div className="bar expert-bar">
        <Input.Search
          id="expert-text"
          aria-label="按姓名或头衔查找"
          className="search"
          allowClear
          placeholder="姓名或头衔"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Select
          id="expert-skill"
          aria-label="专长"
          value={skill ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: '全部专长' },
            ...Object.entries(skills).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(next) => setSearch(next ? { skill: next } : {})}
          popupMatchSelectWidth={false}
        />
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={
          still || skill ? '没有符合条件的专家。' : '还没有专家。登记专长、常驻地和能去多远，就能按单位置安排上门。'
        }
        unit="位"
      >
        <Table<Row>
          id="experts"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
      {making && (
        <ExpertDialog
          run={(body) => once('POST /experts', { body })}
          done={(expert) => {
            void client.invalidateQueries({ queryKey: ['GET /experts'] });
            message.success('专家已登记。');
            navigate(`/experts/${expert.id}`);
          }}
          close={() => setMaking(false)}
        />
      )}
    </Page>
  );
}
