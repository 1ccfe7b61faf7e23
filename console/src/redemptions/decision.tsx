/** One undo: what was redeemed and why it is to be taken back, and yes or no to it. */
import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { sayFen, undoStates } from '@niangjia/shared/rules/vouchers';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { useKeys } from '../ui/keys';
import { Reason } from '../ui/reason';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt';
import type { Undo } from './undos';

function Redeemed({ undo }: { undo: Undo }) {
  const { bill } = undo;
  return (
    <>
      <h2>{undo.title}</h2>
      <p>
        {undo.merchantName}，{undo.shopName}
        <br />
        <span className="second">
          会员 {undo.nameMasked}，{sayTime(undo.redeemedAt)} 核销
        </span>
      </p>
      <Receipt id="undo-bill">
        <ReceiptLine label="账单" value={sayFen(bill.spendFen)} />
        <ReceiptLine label="商家让利" value={sayFen(-bill.merchantFen)} />
        <ReceiptLine label="银行支持" value={sayFen(-bill.bankFen)} />
        <ReceiptLine label="工会补贴" value={sayFen(-bill.subsidyFen)} />
        <ReceiptTotal id="undo-pays" label="会员付了" value={`${sayFen(bill.paysFen)} 元`} />
      </Receipt>
      <p>
        <strong>{undo.askedBy}</strong> {sayTime(undo.at)} 申请撤销：{undo.reason}
      </p>
    </>
  );
}

export function Decision({ undo }: { undo: Undo }) {
  const [asking, setAsking] = useState<'agree' | 'refuse'>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: undo.id };
  const ask = (verb: 'agree' | 'refuse') => undo.mayDecide && setAsking(verb);
  useKeys({ a: () => ask('agree'), r: () => ask('refuse') });
  const settled = async (words: string) => {
    await client.invalidateQueries({ queryKey: ['GET /undos'] });
    setAsking(undefined);
    message.success(words);
  };
  return (
    <aside className="panel decision" aria-label="这笔核销">
      <Redeemed undo={undo} />
      {undo.state !== 'asked' && (
        <p id="undo-decided">
          {undo.decidedBy} {undoStates[undo.state]}
          {undo.refusal && `：${undo.refusal}`}
        </p>
      )}
      {undo.state === 'asked' && !undo.mayDecide && <p id="why-not">这件由另外的人复核：申请的人自己不能复核。</p>}
      {undo.mayDecide && (
        <>
          <Button
            id="agree"
            block
            size="large"
            type="primary"
            icon={<CheckOutlined />}
            aria-keyshortcuts="a"
            onClick={() => ask('agree')}
          >
            同意撤销 <kbd>a</kbd>
          </Button>
          <Button
            id="refuse"
            block
            size="large"
            icon={<CloseOutlined />}
            aria-keyshortcuts="r"
            onClick={() => ask('refuse')}
          >
            不同意 <kbd>r</kbd>
          </Button>
        </>
      )}
      {asking === 'agree' && (
        <ActDialog<object, Undo>
          id="agree-undo"
          title="同意撤销这笔核销"
          okText="确定撤销"
          tells={<p>立即撤销：券还给会员，没过期就能再用；这笔不付给商家，已经结算的从下一张结算单里扣。</p>}
          run={() => once('POST /undos/:id/agree', { params })}
          done={() => settled('已撤销，会员和核销员会收到通知。')}
          close={() => setAsking(undefined)}
        />
      )}
      {asking === 'refuse' && (
        <ActDialog<{ reason: string }, Undo>
          id="refuse-undo"
          title="不同意撤销"
          okText="确定不同意"
          tells={<p>核销保持不变，核销员会看到理由。</p>}
          run={(body) => once('POST /undos/:id/refuse', { params, body })}
          done={() => settled('已记下不同意，核销员会收到通知。')}
          close={() => setAsking(undefined)}
        >
          <Reason />
        </ActDialog>
      )}
    </aside>
  );
}
