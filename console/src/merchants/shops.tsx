/** Shops of a merchant, each with who redeems there. */
import { PlusOutlined, StopOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import type { FoundMerchant } from './contract';
import { CashierDialog, CloseShop, EndCashier, ShopDialog } from './shop-dialogs';

export type Shop = FoundMerchant['shopList'][number];
export type Cashier = Shop['cashiers'][number];

type Asking =
  | { what: 'shop'; shop?: Shop }
  | { what: 'close' | 'cashier'; shop: Shop }
  | { what: 'end'; shop: Shop; cashier: Cashier };

function Cashiers({ shop, may, ask }: { shop: Shop; may: boolean; ask: (asking: Asking) => void }) {
  if (shop.cashiers.length === 0) return <p className="warning">还没有核销员，这里不能核销。</p>;
  return (
    <ul className="cashiers">
      {shop.cashiers.map((cashier) => (
        <li key={cashier.id}>
          <strong>{cashier.name}</strong>
          <span className="number">{cashier.phoneMasked}</span>
          <span className="second">
            {cashier.endedAt ? `${sayTime(cashier.endedAt)} 已结束` : `${sayTime(cashier.since)} 起`}
          </span>
          {may && !cashier.endedAt && (
            <Button size="small" id={`end-${cashier.id}`} onClick={() => ask({ what: 'end', shop, cashier })}>
              结束
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function ShopCard({ shop, may, ask }: { shop: Shop; may: boolean; ask: (asking: Asking) => void }) {
  const open = may && shop.closedAt === null;
  return (
    <article className="shop" id={`shop-${shop.id}`}>
      <div className="panel-head">
        <h3>
          {shop.name} {shop.closedAt && <Tag icon={<StopOutlined />}>已关闭</Tag>}
        </h3>
        {open && (
          <span className="row-acts">
            <Button size="small" id={`add-cashier-${shop.id}`} onClick={() => ask({ what: 'cashier', shop })}>
              加核销员
            </Button>
            <Button size="small" id={`edit-shop-${shop.id}`} onClick={() => ask({ what: 'shop', shop })}>
              修改
            </Button>
            <Button size="small" id={`close-shop-${shop.id}`} onClick={() => ask({ what: 'close', shop })}>
              关闭
            </Button>
          </span>
        )}
      </div>
      <p>{shop.address}</p>
      <p className="second">
        {shop.latitude === null || shop.longitude === null
          ? '没有登记位置，不能比较核销地点的远近。'
          : `北纬 ${shop.latitude}°，东经 ${shop.longitude}°。`}
        {shop.offlinePerDay > 0 ? `没有网络时每天最多核销 ${shop.offlinePerDay} 笔。` : '必须连上网络才能核销。'}
      </p>
      {!shop.closedAt && <Cashiers shop={shop} may={open} ask={ask} />}
    </article>
  );
}

export function Shops({ merchant }: { merchant: FoundMerchant }) {
  const [asking, setAsking] = useState<Asking>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const may = merchant.mayManage && merchant.endedAt === null;
  const close = () => setAsking(undefined);
  const done = (after: FoundMerchant, words: string) => {
    client.setQueryData(['GET /merchants/:id', merchant.id], after);
    message.success(words);
    close();
  };
  const dialog = { merchant, done, close };
  return (
    <section className="panel stack" id="shops">
      <div className="panel-head">
        <h2>门店和核销员</h2>
        {may && (
          <Button id="new-shop" icon={<PlusOutlined />} onClick={() => setAsking({ what: 'shop' })}>
            登记门店
          </Button>
        )}
      </div>
      {merchant.shopList.length === 0 && <p className="second">还没有门店。登记门店和核销员后，会员才能在那里用券。</p>}
      {merchant.shopList.map((shop) => (
        <ShopCard key={shop.id} shop={shop} may={may} ask={setAsking} />
      ))}
      {asking?.what === 'shop' && <ShopDialog {...dialog} {...(asking.shop && { shop: asking.shop })} />}
      {asking?.what === 'close' && <CloseShop {...dialog} shop={asking.shop} />}
      {asking?.what === 'cashier' && <CashierDialog {...dialog} shop={asking.shop} />}
      {asking?.what === 'end' && <EndCashier {...dialog} shop={asking.shop} cashier={asking.cashier} />}
    </section>
  );
}
