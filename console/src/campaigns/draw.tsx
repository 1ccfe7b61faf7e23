import { sayTime } from '@niangjia/shared/rules/days';
import { Form, Input } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import type { ActProps } from './acts';
import type { Found } from './use-campaign';

/** Draws the winners, once; the seed's secret half is published with the result. */
export function Draw({ campaign, done, close }: ActProps) {
  const { beacon, commitment } = campaign;
  return (
    <ActDialog<{ beaconValue?: string }, Found>
      id="draw"
      title={`抽签：${campaign.title}`}
      okText="抽签"
      tells={
        <>
          <p>抽签只能做一次，马上进行：抽中的人收到券和通知，没抽中的也收到通知。</p>
          <p>
            种子的指纹在发布时已经公开（{commitment?.slice(0, 12)}…），报名已于 {sayTime(campaign.claimUntil)}{' '}
            截止。结果和种子随即公开，谁都能复算。
          </p>
        </>
      }
      run={({ beaconValue }) =>
        once('POST /campaigns/:id/draw', {
          params: { id: campaign.id },
          body: { beaconValue: beacon ? (beaconValue ?? '') : null },
        })
      }
      done={(after) => done('正在抽签，结果马上公开在这一页。', after)}
      close={close}
    >
      {beacon && (
        <Form.Item
          name="beaconValue"
          label={beacon}
          extra="照公布的填写；只看其中的数字和字母，标点和空格不算。填错了别人就复算不出同样的结果。"
          rules={[{ required: true, whitespace: true, message: '请填写发布时约定的公开数字。' }]}
        >
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
      )}
    </ActDialog>
  );
}
