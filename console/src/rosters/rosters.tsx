/** Rosters that were uploaded, the newest first. */
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, download, sentenceOf } from '../api';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { RosterChip } from './chip';
import { UploadRoster } from './upload';
import type { RosterRow } from './use-roster';

const columns: TableColumnsType<RosterRow> = [
  {
    title: '文件',
    className: 'cut',
    render: (_, row) => (
      <Link to={`/rosters/${row.id}`} tabIndex={-1} title={row.fileName}>
        {row.fileName}
      </Link>
    ),
  },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '状态', render: (_, row) => <RosterChip state={row.state} /> },
  { title: '行数', align: 'right', render: (_, row) => row.counts.rows },
  { title: '可入册', align: 'right', render: (_, row) => row.counts.good },
  { title: '已在册', align: 'right', render: (_, row) => row.counts.same },
  { title: '有问题', align: 'right', render: (_, row) => row.counts.bad + row.counts.stopped },
  { title: '已入册', align: 'right', render: (_, row) => row.counts.entered },
  { title: '上传', render: (_, row) => `${row.uploadedBy} ${sayTime(row.uploadedAt)}` },
];

export function Rosters() {
  const { query, rows } = useList(['GET /rosters'], (after) => api('GET /rosters', { query: after }));
  const [uploading, setUploading] = useState(false);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const onRow = useRowKeys(rows, (id) => navigate(`/rosters/${id}`));
  const acts = (
    <>
      <Button
        id="roster-template"
        icon={<DownloadOutlined />}
        onClick={() => download('/roster-template').catch((error) => message.error(sentenceOf(error)))}
      >
        下载模板
      </Button>
      <Button id="new-roster" type="primary" icon={<UploadOutlined />} onClick={() => setUploading(true)}>
        上传名册
      </Button>
    </>
  );
  return (
    <Page title="名册导入" acts={rows.length > 0 && acts}>
      <Listed
        query={query}
        rows={rows}
        empty="还没有导入过名册。下载模板，填好后上传；错的行会逐条说明。"
        offer={<span className="row-acts">{acts}</span>}
        unit="份"
      >
        <Table<RosterRow>
          id="rosters"
          className="opens"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
      {uploading && <UploadRoster close={() => setUploading(false)} />}
    </Page>
  );
}
