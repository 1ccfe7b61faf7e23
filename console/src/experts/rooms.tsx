/** Rooms in which services can be held: entered, closed. */
import { CheckCircleOutlined, PlusOutlined, StopOutlined } from '@ant-design/icons';
import type { Input as Given, Reply } from '@niangjia/shared/contract/index';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { UnionPick } from '../ui/union-pick';
import { PlaceFields } from './expert-dialog';
import { ExpertTabs } from './tabs';
import './experts.css';

type Room = Reply<'GET /rooms'>['items'][number];
type New = Given<'POST /rooms'>['body'];

const filled = (message: string) => [{ required: true, whitespace: true, message }];

function NewRoom({ done, close }: { done: () => void; close: () => void }) {
  return (
    <ActDialog<New, Room>
      id="room"
      title="登记场地"
      okText="登记"
      width={760}
      run={(body) => once('POST /rooms', { body })}
      done={done}
      close={close}
    >
      <Form.Item name="unionId" label="哪家工会的场地" rules={[{ required: true, message: '请选择工会。' }]}>
        <UnionPick />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="name" label="名称" rules={filled('请填写名称。')}>
          <Input maxLength={40} placeholder="例：二楼多功能厅" />
        </Form.Item>
        <Form.Item name="seats" label="座位" rules={[{ required: true, message: '请填写座位数。' }]}>
          <InputNumber className="wide" min={1} max={5000} precision={0} suffix="座" />
        </Form.Item>
        <Form.Item name="placeName" label="在哪里" rules={filled('请填写地点。')}>
          <Input maxLength={40} placeholder="例：青州市职工服务中心" />
        </Form.Item>
        <Form.Item name="address" label="地址" rules={filled('请填写地址。')}>
          <Input maxLength={120} />
        </Form.Item>
        <PlaceFields />
      </div>
    </ActDialog>
  );
}

export function Rooms() {
  const query = useQuery({ queryKey: ['GET /rooms'], queryFn: () => api('GET /rooms') });
  const [making, setMaking] = useState(false);
  const [closing, setClosing] = useState<Room>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const done = (words: string) => {
    void client.invalidateQueries({ queryKey: ['GET /rooms'] });
    message.success(words);
    setMaking(false);
    setClosing(undefined);
  };
  const columns: TableColumnsType<Room> = [
    { title: '场地', className: 'cut', render: (_, room) => <span title={room.name}>{room.name}</span> },
    { title: '在哪里', className: 'cut', render: (_, room) => <span title={room.placeName}>{room.placeName}</span> },
    { title: '地址', className: 'cut', render: (_, room) => <span title={room.address}>{room.address}</span> },
    { title: '座位', align: 'right', dataIndex: 'seats' },
    { title: '工会', className: 'cut', render: (_, room) => <span title={room.unionName}>{room.unionName}</span> },
    {
      title: '状态',
      render: (_, room) =>
        room.closedAt ? (
          <Tag icon={<StopOutlined />}>已停用</Tag>
        ) : (
          <Tag color="success" icon={<CheckCircleOutlined />}>
            可用
          </Tag>
        ),
    },
    {
      title: '操作',
      align: 'right',
      render: (_, room) =>
        room.closedAt === null && (
          <Button id={`close-${room.id}`} danger onClick={() => setClosing(room)}>
            停用
          </Button>
        ),
    },
  ];
  const rows = query.data?.items ?? [];
  return (
    <Page
      title="专家和场地"
      acts={
        <>
          <ExpertTabs />
          <Button id="new-room" type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            登记场地
          </Button>
        </>
      }
    >
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && <Nothing words="还没有场地。集中办的服务要有场地才能安排。" />}
      {rows.length > 0 && (
        <Table<Room> id="rooms" size="small" rowKey="id" dataSource={rows} columns={columns} pagination={false} />
      )}
      {making && <NewRoom done={() => done('场地已登记。')} close={() => setMaking(false)} />}
      {closing && (
        <ActDialog<object, { done: true }>
          id="close-room"
          title={`停用：${closing.name}`}
          okText="停用"
          danger
          tells={<p>以后不再安排在这里。还有没办完的服务时，要先改派或取消。</p>}
          run={() => api('POST /rooms/:id/close', { params: { id: closing.id } })}
          done={() => done('场地已停用。')}
          close={() => setClosing(undefined)}
        />
      )}
    </Page>
  );
}
