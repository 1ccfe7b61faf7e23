/** The kinds of a campaign: worth, who pays what, how many there are and are left. */
import { sayTime } from '@niangjia/shared/rules/days';
import { sayFen, sayWorth } from '@niangjia/shared/rules/vouchers';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Stock } from './stock';
import type { Found } from './use-campaign';

export type FoundKind = Found['kinds'][number];

const count = (value: number) => value.toLocaleString('zh-CN');

function limitsOf({ perPerson, perDay, waves }: FoundKind, { way }: Found): string {
  return [
    `每人 ${perPerson} 张`,
    way === 'first' && perDay > 0 && `每天 ${count(perDay)} 张`,
    ...waves.map((wave) => `${sayTime(wave.at)} 放 ${count(wave.count)} 张`),
  ]
    .filter(Boolean)
    .join('，');
}

export function KindTable({ campaign }: { campaign: Found }) {
  const [changing, setChanging] = useState<FoundKind>();
  const running = campaign.state === 'published' || campaign.state === 'paused';
  const columns: TableColumnsType<FoundKind> = [
    {
      title: '券',
      className: 'cut widest',
      render: (_, kind) => (
        <span title={kind.words}>
          <strong>{kind.title}</strong>　{sayWorth(kind)}
          <br />
          <span className="second">{limitsOf(kind, campaign)}</span>
        </span>
      ),
    },
    {
      title: '一张谁出（元）',
      align: 'right',
      render: (_, kind) => (
        <>
          工会 {sayFen(kind.subsidyFen)}
          {kind.merchantFen > 0 && (
            <>
              <br />
              商家 {sayFen(kind.merchantFen)}
            </>
          )}
          {kind.bankFen > 0 && (
            <>
              <br />
              银行 {sayFen(kind.bankFen)}
            </>
          )}
        </>
      ),
    },
    { title: '总数', align: 'right', render: (_, kind) => count(kind.total) },
    { title: '已发', align: 'right', render: (_, kind) => count(kind.total - kind.left) },
    { title: '剩余', align: 'right', render: (_, kind) => <strong>{count(kind.left)}</strong> },
    ...(running && campaign.may.run
      ? [
          {
            title: '可以做',
            render: (_: unknown, kind: FoundKind) => (
              <Button size="small" id={`stock-${kind.id}`} onClick={() => setChanging(kind)}>
                调整数量
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className="panel">
      <h2>券</h2>
      <Table<FoundKind>
        id="kinds"
        size="small"
        rowKey="id"
        dataSource={campaign.kinds}
        columns={columns}
        pagination={false}
      />
      {changing && <Stock campaign={campaign} kind={changing} close={() => setChanging(undefined)} />}
    </section>
  );
}
