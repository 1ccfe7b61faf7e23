/** Staff accounts: which posts they bear, how long they have lain idle, and what is to be done about it. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { IDLE_DAYS } from '@niangjia/shared/rules/posts';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { AccountChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { Reason } from '../ui/reason';

type Account = Reply<'GET /accounts'>['items'][number];
type Ask = (what: 'disable' | 'invite', account: Account) => void;

/** From here on the row says what is coming. */
const IDLE_SOON = IDLE_DAYS - 30;

function Posts({ account }: { account: Account }) {
  const words = account.posts.map((post) => `${post.unionName} ${post.roleLabel}`).join('；') || '没有岗位';
  return <span title={words}>{words}</span>;
}

function Idle({ account: { state, idleDays } }: { account: Account }) {
  if (state !== 'active') return null;
  return (
    <span className={idleDays >= IDLE_SOON ? 'warning' : ''}>
      {idleDays} 天{idleDays >= IDLE_SOON && `，满 ${IDLE_DAYS} 天自动停用`}
    </span>
  );
}

const columnsOf = (mayConfirm: boolean, ask: Ask): TableColumnsType<Account> => [
  { title: '姓名', dataIndex: 'name' },
  { title: '账号', dataIndex: 'account' },
  { title: '状态', render: (_, one) => <AccountChip state={one.state} /> },
  { title: '岗位', className: 'cut', render: (_, one) => <Posts account={one} /> },
  { title: '最近使用', render: (_, one) => (one.usedAt ? sayTime(one.usedAt) : '没有用过') },
  { title: '闲置', align: 'right', render: (_, one) => <Idle account={one} /> },
  {
    title: '可以做',
    render: (_, one) => (
      <span className="row-acts">
        {one.mayDisable && one.state !== 'disabled' && (
          <Button size="small" id={`disable-${one.id}`} onClick={() => ask('disable', one)}>
            停用
          </Button>
        )}
        {mayConfirm && one.state !== 'disabled' && (
          <Button size="small" id={`invite-${one.id}`} onClick={() => ask('invite', one)}>
            {one.state === 'invited' ? '重发启用短信' : '换验证器'}
          </Button>
        )}
      </span>
    ),
  },
];

export function Accounts() {
  const [search, setSearch] = useSearchParams();
  const idle = search.get('idle') === '1';
  // A person's name does not stand in the address.
  const [name, setName] = useState('');
  const filter = { ...(name && { name }), ...(idle && { idle: '1' as const }) };
  const { query, rows } = useList(['GET /accounts', filter, 'list'], (after) =>
    api('GET /accounts', { query: { ...filter, ...after } }),
  );
  const mayConfirm = useMay('posts.confirm');
  const client = useQueryClient();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<{ what: 'disable' | 'invite'; account: Account }>();
  const settled = (words: string) => {
    setAsked(undefined);
    message.success(words);
    void client.invalidateQueries({ queryKey: ['GET /accounts'] });
  };
  const account = asked?.account;
  return (
    <Page title="账号">
      <div className="bar">
        <Input.Search
          id="account-search"
          className="search"
          aria-label="按姓名查找账号"
          placeholder="按姓名查找"
          allowClear
          maxLength={40}
          onSearch={(text) => setName(text.trim())}
        />
        <Checkbox checked={idle} onChange={(event) => setSearch(event.target.checked ? { idle: '1' } : {})}>
          只看 {IDLE_DAYS} 天没有用过的
        </Checkbox>
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={name ? '没有找到这个姓名的账号。' : idle ? `没有 ${IDLE_DAYS} 天没用过的账号。` : '这里还没有账号。'}
        unit="个"
      >
        <Table<Account>
          id="accounts"
          className="barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columnsOf(mayConfirm, (what, one) => setAsked({ what, account: one }))}
          pagination={false}
        />
      </Listed>
      {account && asked.what === 'disable' && (
        <ActDialog<{ reason: string }, Account>
          id="disable"
          title={`停用 ${account.name} 的账号`}
          okText="停用账号"
          danger
          tells={<p>停用后立即退出登录，不能再登录。没办完的事由同工会的人接着办；没有别人时，转到上级工会。</p>}
          run={(body) => api('POST /accounts/:id/disable', { params: { id: account.id }, body })}
          done={() => settled(`${account.name} 的账号已停用。`)}
          close={() => setAsked(undefined)}
        >
          <Reason />
        </ActDialog>
      )}
      {account && asked.what === 'invite' && (
        <ActDialog<Record<never, never>, Account>
          id="invite"
          title={`给 ${account.name} 重发启用短信`}
          okText="发送"
          tells={
            <p>
              短信发到登记的手机号。{account.state === 'active' && '此人要重新绑定验证器、重设密码，旧的立即作废。'}
            </p>
          }
          run={() => api('POST /accounts/:id/invite', { params: { id: account.id } })}
          done={() => settled('短信已发出。')}
          close={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
}
