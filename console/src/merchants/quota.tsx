import type { Reply } from '@niangjia/shared/contract/index';
import { Progress } from 'antd';

type Quota = NonNullable<Reply<'GET /merchants/:id'>['quota']>;

const say = (count: number) => count.toLocaleString('zh-CN');

/** How far the yearly duty of a contract is done: a bar with its number. */
export function QuotaBar({ quota, wide = false }: { quota: Quota | null; wide?: boolean }) {
  if (!quota) return <span className="second">没有约定</span>;
  const { done, of, until } = quota;
  return (
    <div className={wide ? 'quota wide' : 'quota'}>
      <Progress
        percent={Math.min(100, Math.round((done / of) * 100))}
        size="small"
        showInfo={false}
        aria-label={`${of} 次里已服务 ${done} 次`}
      />
      <span>
        {say(done)} / {say(of)}
        {wide && ` 次，${done < of ? `到 ${until} 还差 ${say(of - done)} 次` : '这个合同年已完成'}`}
      </span>
    </div>
  );
}
