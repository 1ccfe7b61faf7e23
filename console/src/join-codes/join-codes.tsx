/** Joining codes: where they hang, what came of them, and their posters. */
import { PictureOutlined, PlusOutlined, StopOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { codeKinds } from '@niangjia/shared/rules/unions';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { useMay } from '../me';
import { CodeChip } from '../ui/chips';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { NewCode } from './new-code';
import { Poster } from './poster';
import { WhoCame } from './who-came';

export type Code = Reply<'GET /join-codes'>['items'][number];

/** `2027-03-01` -> `2027年3月1日` */
const expiry = ({ expiresOn }: Code) =>
  expiresOn
    ? `${expiresOn.slice(0, 4)}年${Number(expiresOn.slice(5, 7))}月${Number(expiresOn.slice(8))}日`
    : '长期有效';

function Withdraw({ code, close }: { code: Code; close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const withdraw = useMutation({
    mutationFn: () => api('POST /join-codes/:token/withdraw', { params: { token: code.token } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['GET /join-codes'] });
      message.success(`“${code.label}”已停用。`);
      close();
    },
  });
  return (
    <Modal
      open
      title={`停用“${code.label}”`}
      okText="停用"
      cancelText="不停用"
      okButtonProps={{ id: 'withdraw-confirm', loading: withdraw.isPending }}
      onOk={() => withdraw.mutate()}
      onCancel={close}
    >
      <p>
        停用后不能恢复。再扫这个码的人会被告知已停用，并可以查找工会；已经提交的 {code.applications} 份申请不受影响。
      </p>
      {withdraw.isError && <Alert type="error" showIcon title={sentenceOf(withdraw.error)} />}
    </Modal>
  );
}

/** How many applied by it; who may read applications sees who. */
function Came({ code, open }: { code: Code; open: (code: Code) => void }) {
  const mayRead = useMay('applications.read');
  if (!mayRead || code.applications === 0) return code.applications;
  return (
    <Button
      size="small"
      type="link"
      id={`came-${code.token}`}
      aria-label={`看经由“${code.label}”的 ${code.applications} 份申请`}
      onClick={() => open(code)}
    >
      {code.applications}
    </Button>
  );
}

export function JoinCodes() {
  const mayManage = useMay('codes.manage');
  const codes = useQuery({ queryKey: ['GET /join-codes'], queryFn: () => api('GET /join-codes') });
  const [adding, setAdding] = useState(false);
  const [poster, setPoster] = useState<Code>();
  const [leaving, setLeaving] = useState<Code>();
  const [came, setCame] = useState<Code>();

  const columns: TableColumnsType<Code> = [
    { title: '用在哪里', className: 'cut', render: (_, code) => <span title={code.label}>{code.label}</span> },
    { title: '工会', className: 'cut', render: (_, code) => <span title={code.unionName}>{code.unionName}</span> },
    { title: '种类', render: (_, code) => codeKinds[code.kind] },
    { title: '状态', render: (_, code) => <CodeChip state={code.state} /> },
    { title: '有效期至', render: (_, code) => expiry(code) },
    { title: '申请', align: 'right', render: (_, code) => <Came code={code} open={setCame} /> },
    { title: '成为会员', dataIndex: 'members', align: 'right' },
    { title: '新建时间', render: (_, code) => sayTime(code.createdAt) },
    {
      title: '可以做',
      render: (_, code) =>
        code.state === 'active' && (
          <span className="row-acts">
            <Button size="small" id={`poster-${code.token}`} icon={<PictureOutlined />} onClick={() => setPoster(code)}>
              海报
            </Button>
            {mayManage && (
              <Button
                size="small"
                id={`withdraw-${code.token}`}
                icon={<StopOutlined />}
                onClick={() => setLeaving(code)}
              >
                停用
              </Button>
            )}
          </span>
        ),
    },
  ];
  const add = mayManage && (
    <Button id="new-code" type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      新建入会码
    </Button>
  );
  return (
    <Page title="入会码" acts={codes.data?.items.length ? add : undefined}>
      {codes.isPending && <Loading />}
      {codes.isError && <Failed error={codes.error} retry={() => codes.refetch()} />}
      {codes.data?.items.length === 0 && (
        <Nothing words="还没有入会码。新建一个，印成海报，扫码就能申请入会。">{add}</Nothing>
      )}
      {codes.data && codes.data.items.length > 0 && (
        <Table
          id="codes"
          size="small"
          rowKey="token"
          dataSource={codes.data.items}
          columns={columns}
          pagination={false}
        />
      )}
      {adding && <NewCode close={() => setAdding(false)} made={setPoster} />}
      {poster && <Poster code={poster} close={() => setPoster(undefined)} />}
      {came && <WhoCame code={came} close={() => setCame(undefined)} />}
      {leaving && <Withdraw code={leaving} close={() => setLeaving(undefined)} />}
    </Page>
  );
}
