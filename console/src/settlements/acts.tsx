/** What is to be done with a settlement now, or who is asked next. */
import { TeamOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { sayMonth } from './chip';
import type { FoundSettlement } from './worked';

const next: Record<FoundSettlement['state'], string> = {
  draft: '核对每一笔后提交。出纳和财务负责人两个人都复核同意，才能付款。',
  signing: '等出纳和财务负责人复核，一共三个不同的人。',
  released: '已复核同意，等出纳付款并登记银行回单。',
  paid: '已付款，事情办完了。',
};

interface DialogProps {
  settlement: FoundSettlement;
  close: () => void;
}

function Submit({ settlement, close }: DialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { merchantName, month, lines, payFen, payeeName, payeeBank, payeeAccount } = settlement;
  return (
    <ActDialog<object, Reply<'POST /settlements/:id/submit'>>
      id="submit-settlement"
      title={`提交付款 ${sayFen(payFen)} 元`}
      okText="提交复核"
      tells={
        <>
          <p>
            {merchantName}，{sayMonth(month)}，{lines} 笔。
          </p>
          {payeeAccount ? (
            <p>
              付到{payeeName}，{payeeBank}，尾号 {payeeAccount.slice(-4)}。
            </p>
          ) : (
            <p>商家还没有登记收款账户，先在商家页提请登记。</p>
          )}
          <p>出纳和财务负责人都复核同意后才能付款。提交后金额不再变，之后的撤销进下一张结算单。</p>
        </>
      }
      run={() => once('POST /settlements/:id/submit', { params: { id: settlement.id } })}
      done={(act) => {
        void client.invalidateQueries();
        message.success('已提交，等出纳和财务负责人复核。');
        navigate(`/joint-acts/${act.id}?view=mine`);
      }}
      close={close}
    />
  );
}

function Paid({ settlement, close }: DialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const today = dayOf(new Date());
  return (
    <ActDialog<{ paidOn: string; reference: string }, FoundSettlement>
      id="paid"
      title={`登记付款 ${sayFen(settlement.payFen)} 元`}
      okText="登记"
      initial={{ paidOn: today }}
      tells={
        <p>
          收款：{settlement.payeeName}，{settlement.payeeBank}，
          <span className="number">{settlement.payeeAccount}</span>
          。银行付出后再登记。
        </p>
      }
      run={(body) => once('POST /settlements/:id/paid', { params: { id: settlement.id }, body })}
      done={(after) => {
        client.setQueryData(['GET /settlements/:id', settlement.id], after);
        void client.invalidateQueries({ queryKey: ['GET /settlements'] });
        message.success('已登记付款。');
        close();
      }}
      close={close}
    >
      <Form.Item name="paidOn" label="付款日期" rules={[{ required: true, message: '请选择日期。' }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item
        name="reference"
        label="银行回单号"
        rules={[{ required: true, whitespace: true, message: '请填写回单号。' }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </ActDialog>
  );
}

function Drop({ settlement, close }: DialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  return (
    <ActDialog<object, Reply<'POST /settlements/:id/drop'>>
      id="drop-settlement"
      title="作废这张结算单"
      okText="作废"
      danger
      tells={<p>里面的 {settlement.lines} 笔核销回到没有结算的状态，可以重新编制。</p>}
      run={() => api('POST /settlements/:id/drop', { params: { id: settlement.id } })}
      done={() => {
        void client.invalidateQueries({ queryKey: ['GET /settlements'] });
        message.success('结算单已作废。');
        navigate('/settlements');
      }}
      close={close}
    />
  );
}

export function SettlementActs({ settlement }: { settlement: FoundSettlement }) {
  const [act, setAct] = useState<'submit' | 'paid' | 'drop'>();
  const { may, state, jointId, payeeAccount, merchantId } = settlement;
  const dialog = { settlement, close: () => setAct(undefined) };
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>接下来</h2>
      <p id="settlement-next">{next[state]}</p>
      {jointId && (
        <p>
          <TeamOutlined />{' '}
          <Link id="to-joint" to={`/joint-acts/${jointId}?view=mine`}>
            看复核进度
          </Link>
        </p>
      )}
      {may.submit && !payeeAccount && (
        <Alert
          type="warning"
          showIcon
          title="商家还没有收款账户，不能提交。"
          description={<Link to={`/merchants/${merchantId}`}>去商家页提请登记</Link>}
        />
      )}
      {may.submit && (
        <Button
          id="settlement-submit"
          block
          size="large"
          type="primary"
          disabled={!payeeAccount}
          onClick={() => setAct('submit')}
        >
          提交付款
        </Button>
      )}
      {may.pay && (
        <Button id="settlement-paid" block size="large" type="primary" onClick={() => setAct('paid')}>
          登记付款
        </Button>
      )}
      {may.drop && (
        <Button id="settlement-drop" block danger onClick={() => setAct('drop')}>
          作废，重新编制
        </Button>
      )}
      {act === 'submit' && <Submit {...dialog} />}
      {act === 'paid' && <Paid {...dialog} />}
      {act === 'drop' && <Drop {...dialog} />}
    </aside>
  );
}
