/** Acts on a shop and on who redeems there. */
import type { Input as Given } from '@niangjia/shared/contract/index';
import { Form, Input, InputNumber } from 'antd';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { nameRule, phoneRule } from '../ui/person-rules';
import { Reason } from '../ui/reason';
import type { FoundMerchant } from './contract';
import type { Cashier, Shop } from './shops';

type GivenShop = Given<'POST /shops/:id'>['body'];

interface DialogProps {
  merchant: FoundMerchant;
  done: (after: FoundMerchant, words: string) => void;
  close: () => void;
}

const filled = (message: string) => [{ required: true, whitespace: true, message }];
const degrees = (most: number) => [
  { type: 'number' as const, min: -most, max: most, message: `是 -${most} 到 ${most} 之间的度数。` },
];

/** A new shop, or what has changed of one. */
export function ShopDialog({ merchant, shop, done, close }: DialogProps & { shop?: Shop }) {
  const send = ({ latitude, longitude, ...rest }: Partial<GivenShop>) => {
    const body = { ...rest, latitude: latitude ?? null, longitude: longitude ?? null } as GivenShop;
    return shop
      ? api('POST /shops/:id', { params: { id: shop.id }, body })
      : once('POST /merchants/:id/shops', { params: { id: merchant.id }, body });
  };
  return (
    <ActDialog<GivenShop, FoundMerchant>
      id="shop"
      title={shop ? `修改门店：${shop.name}` : '登记门店'}
      okText={shop ? '保存' : '登记'}
      initial={shop ?? { offlinePerDay: 0 }}
      run={send}
      done={(after) => done(after, shop ? '门店已修改。' : '门店已登记。接着加核销员。')}
      close={close}
    >
      <Form.Item name="name" label="门店名称" rules={filled('请填写门店名称。')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="address" label="地址" rules={filled('请填写地址。')} extra="会员照这个地址找过去。">
        <Input maxLength={120} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="latitude" label="纬度（可以不填）" rules={degrees(90)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="36.684525" />
        </Form.Item>
        <Form.Item name="longitude" label="经度（可以不填）" rules={degrees(180)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="118.479622" />
        </Form.Item>
      </div>
      <Form.Item
        name="offlinePerDay"
        label="没有网络时每天最多核销几笔"
        extra="0 是必须有网络。离线核销可能重复，重复的由工会承担，只给信号差的门店开。"
        rules={[{ required: true, message: '请填写，0 是必须有网络。' }]}
      >
        <InputNumber min={0} max={200} precision={0} suffix="笔" />
      </Form.Item>
    </ActDialog>
  );
}

export function CloseShop({ shop, done, close }: DialogProps & { shop: Shop }) {
  return (
    <ActDialog<{ reason: string }, FoundMerchant>
      id="close-shop"
      title={`关闭门店：${shop.name}`}
      okText="关闭门店"
      danger
      tells={<p>立即不能在这里核销，核销员一起结束。不能恢复，再开要重新登记。</p>}
      run={(body) => api('POST /shops/:id/close', { params: { id: shop.id }, body })}
      done={(after) => done(after, '门店已关闭。')}
      close={close}
    >
      <Reason placeholder="例：门店搬迁" />
    </ActDialog>
  );
}

export function CashierDialog({ shop, done, close }: DialogProps & { shop: Shop }) {
  return (
    <ActDialog<{ name: string; phone: string }, FoundMerchant>
      id="cashier"
      title={`加核销员：${shop.name}`}
      okText="登记"
      tells={<p>用这个手机号在手机上登录，就能在“我的”里打开核销台扫码，不用装别的应用。</p>}
      run={(body) => once('POST /shops/:id/cashiers', { params: { id: shop.id }, body })}
      done={(after) => done(after, '核销员已登记。')}
      close={close}
    >
      <Form.Item name="name" label="姓名" rules={[nameRule]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label="手机号" rules={[phoneRule]}>
        <Input inputMode="tel" maxLength={20} autoComplete="off" />
      </Form.Item>
    </ActDialog>
  );
}

export function EndCashier({ shop, cashier, done, close }: DialogProps & { shop: Shop; cashier: Cashier }) {
  return (
    <ActDialog<{ reason: string }, FoundMerchant>
      id="end-cashier"
      title={`结束核销员：${cashier.name}`}
      okText="结束"
      danger
      tells={
        <p>
          {cashier.name} 立即不能在{shop.name}核销。已核销的不变。
        </p>
      }
      run={(body) => api('POST /cashiers/:id/end', { params: { id: cashier.id }, body })}
      done={(after) => done(after, '核销员已结束。')}
      close={close}
    >
      <Reason placeholder="例：已离职" />
    </ActDialog>
  );
}
