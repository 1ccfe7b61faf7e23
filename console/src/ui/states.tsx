/** What stands where data will be: its shape while it loads, what will come when there is none, what went wrong. */
import { ReloadOutlined } from '@ant-design/icons';
import { Refused } from '@niangjia/shared/client';
import { Alert, Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api';

export function Loading({ rows = 8 }: { rows?: number }) {
  return (
    <div className="panel" role="status" aria-label="正在载入">
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const number = error instanceof Refused && error.status >= 500 ? error.body.requestId : '';
  return (
    <Alert
      type="error"
      showIcon
      title={sentenceOf(error)}
      description={number && `问题编号 ${number}，联系管理员时请报这个号。`}
      action={
        <Button id="retry" icon={<ReloadOutlined />} onClick={retry}>
          再试一次
        </Button>
      }
    />
  );
}

export function Nothing({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <Empty className="nothing" image={Empty.PRESENTED_IMAGE_SIMPLE} description={words}>
      {children}
    </Empty>
  );
}
