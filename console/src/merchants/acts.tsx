/** What may be done with a merchant: change the contract, name the account to pay to, end it. */
import type { Input as Given, Reply } from '@niangjia/shared/contract/index';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, once } from '../api';
import { useMay } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { ContractDialog, type FoundMerchant } from './contract';

type Account = Given<'POST /merchants/:id/payee'>['body'];

interface PayeeProps {
  merchant: FoundMerchant;
  done: (act: Reply<'POST /merchants/:id/payee'>) => void;
  close: () => void;
}

function PayeeDialog({ merchant, done, close }: PayeeProps) {
  return (
    <ActDialog<Account, Reply<'POST /merchants/:id/payee'>>
      id="payee"
      title={`登记收款账户：${merchant.name}`}
      okText="提请复核"
      initial={{ name: merchant.name }}
      tells={
        <p>
          财务负责人复核同意后生效，之后的结算付到这个账户。请照合同上的账户填写，有变更的先当面或打登记的电话向商家核实。
        </p>
      }
      run={(body) =>
        once('POST /merchants/:id/payee', {
          params: { id: merchant.id },
          body: { ...body, account: body.account.replace(/\s/g, '') },
        })
      }
      done={done}
      close={close}
    >
      <Form.Item name="name" label="户名" rules={[{ required: true, whitespace: true, message: '请填写户名。' }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="bank" label="开户行" rules={[{ required: true, whitespace: true, message: '请填写开户行。' }]}>
        <Input maxLength={60} autoComplete="off" placeholder="例：中国农业银行青州市支行" />
      </Form.Item>
      <Form.Item
        name="account"
        label="账号"
        rules={[{ required: true, pattern: /^(\d\s*){8,30}$/, message: '账号是 8 到 30 位数字。' }]}
      >
        <Input maxLength={40} inputMode="numeric" autoComplete="off" />
      </Form.Item>
    </ActDialog>
  );
}

export function MerchantActs({ merchant }: { merchant: FoundMerchant }) {
  const [act, setAct] = useState<'contract' | 'payee' | 'end'>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const settles = useMay('settlements.read');
  const params = { id: merchant.id };
  const close = () => setAct(undefined);
  const done = (after: FoundMerchant, words: string) => {
    client.setQueryData(['GET /merchants/:id', merchant.id], after);
    void client.invalidateQueries({ queryKey: ['GET /merchants'] });
    message.success(words);
    close();
  };
  const may = merchant.mayManage && merchant.endedAt === null;
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {!may && <p id="why-not">{merchant.endedAt ? '合作已经结束，只能查看。' : '您的岗位在这里只能查看。'}</p>}
      {may && (
        <>
          <Button id="merchant-contract" className="act" block onClick={() => setAct('contract')}>
            修改合同 <span className="second">价格、次数、期限</span>
          </Button>
          <Button
            id="merchant-payee"
            className="act"
            block
            disabled={merchant.payeeJointId !== null}
            onClick={() => setAct('payee')}
          >
            提请登记收款账户 <span className="second">财务负责人复核</span>
          </Button>
          <Button id="merchant-end" className="act" block danger onClick={() => setAct('end')}>
            结束合作 <span className="second">券不能再用</span>
          </Button>
        </>
      )}
      {settles && (
        <p>
          <Link to="/settlements">商家结算</Link>
        </p>
      )}
      {act === 'contract' && (
        <ContractDialog
          merchant={merchant}
          run={(body) => api('POST /merchants/:id', { params, body })}
          done={(after) => done(after, '合同已修改。')}
          close={close}
        />
      )}
      {act === 'payee' && (
        <PayeeDialog
          merchant={merchant}
          done={(proposed) => {
            void client.invalidateQueries();
            message.success('已提请，等财务负责人复核。');
            navigate(`/joint-acts/${proposed.id}?view=mine`);
          }}
          close={close}
        />
      )}
      {act === 'end' && (
        <ActDialog<{ reason: string }, FoundMerchant>
          id="end-merchant"
          title={`结束合作：${merchant.name}`}
          okText="结束合作"
          danger
          tells={
            <p>立即不能再核销，门店关闭，核销员结束。已核销、没结算的仍可结算付款。不能恢复，再合作要重新登记。</p>
          }
          run={(body) => api('POST /merchants/:id/end', { params, body })}
          done={(after) => done(after, '合作已结束。')}
          close={close}
        >
          <Reason placeholder="例：合同到期，不再续签" />
        </ActDialog>
      )}
    </aside>
  );
}
