/** More or fewer of a kind: fewer at once, more when a second person has signed for the money. */
import type { Reply } from '@niangjia/shared/contract/index';
import { limits } from '@niangjia/shared/rules/limits';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { FoundKind } from './kind-table';
import type { Found } from './use-campaign';

interface StockProps {
  campaign: Found;
  kind: FoundKind;
  close: () => void;
}

const say = (count: number) => count.toLocaleString('zh-CN');

export function Stock({ campaign, kind, close }: StockProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [total, setTotal] = useState(kind.total);
  const given = kind.total - kind.left;
  const more = total - kind.total;
  return (
    <ActDialog<{ total: number; reason: string }, Reply<'POST /campaigns/:id/stock'>>
      id="stock"
      title={`调整“${kind.title}”的数量`}
      okText={more > 0 ? '提请复核' : '减少'}
      initial={{ total: kind.total }}
      tells={
        <p>
          现在 {say(kind.total)} 张，已发 {say(given)} 张，剩 {say(kind.left)} 张。减少立即生效，最少到 {say(given)}{' '}
          张；增加要财务负责人复核预算后才生效。
        </p>
      }
      run={(body) =>
        once('POST /campaigns/:id/stock', { params: { id: campaign.id }, body: { ...body, kindId: kind.id } })
      }
      done={({ campaign: after, act }) => {
        client.setQueryData(['GET /campaigns/:id', campaign.id], after);
        void client.invalidateQueries({ queryKey: ['GET /joint-acts'] });
        message.success(act ? '已提请复核，同意后数量才变。' : `已改为 ${say(total)} 张。`);
        close();
        if (act) navigate(`/joint-acts/${act.id}?view=mine`);
      }}
      close={close}
    >
      <Form.Item
        name="total"
        label="改成几张"
        extra={
          more > 0
            ? `多 ${say(more)} 张，工会预算增加 ${sayFen(more * kind.subsidyFen)} 元。`
            : more < 0
              ? `少 ${say(-more)} 张，工会预算减少 ${sayFen(-more * kind.subsidyFen)} 元。`
              : '和现在一样。'
        }
        rules={[
          {
            required: true,
            type: 'integer',
            min: given,
            max: limits.voucher.total,
            message: `已发出 ${given} 张，不能比这个少。`,
          },
          {
            validator: async (_, value) =>
              value === kind.total ? Promise.reject(new Error('和现在一样，不用改。')) : undefined,
          },
        ]}
      >
        <InputNumber min={0} precision={0} suffix="张" onChange={(next) => setTotal(next ?? kind.total)} />
      </Form.Item>
      <Reason placeholder="例：报名人数多，经主席办公会同意追加" />
    </ActDialog>
  );
}
