/** Whom the list of a campaign names: member numbers are pasted, lines that do not fit are told one by one. */
import type { Reply } from '@niangjia/shared/contract/index';
import { limits } from '@niangjia/shared/rules/limits';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api';
import { ActDialog, ActError } from '../ui/act-dialog';
import type { Found } from './use-campaign';

type Outcome = Reply<'POST /campaigns/:id/list'>;

function Told({ added, already, bad }: Outcome) {
  return (
    <>
      <Alert
        id="list-outcome"
        type={bad.length > 0 ? 'warning' : 'success'}
        showIcon
        title={`新加 ${added} 人，${already} 人本来就在名单上${bad.length > 0 ? `，${bad.length} 行没有加上` : ''}。`}
      />
      {bad.length > 0 && (
        <ul id="list-bad" className="problems">
          {bad.map(({ line, text, sentence }) => (
            <li key={line}>
              <strong>第 {line} 行</strong>　<span className="number">{text}</span>　{sentence}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function PersonList({ campaign }: { campaign: Found }) {
  const [numbers, setNumbers] = useState('');
  const [clearing, setClearing] = useState(false);
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: campaign.id };
  const fresh = () => client.invalidateQueries({ queryKey: ['GET /campaigns/:id', campaign.id] });
  const add = useMutation({
    mutationFn: () => api('POST /campaigns/:id/list', { params, body: { numbers } }),
    onSuccess: async ({ bad }) => {
      // What was taken goes, what was not stays to be mended.
      setNumbers(bad.map(({ text }) => text).join('\n'));
      await fresh();
    },
  });
  const open = campaign.state === 'draft' && campaign.may.edit;
  return (
    <section className="panel stack" id="person-list">
      <div className="panel-head">
        <h2>名单：{campaign.listed.toLocaleString('zh-CN')} 人</h2>
        {open && campaign.listed > 0 && (
          <Button id="clear-list" size="small" onClick={() => setClearing(true)}>
            清空名单
          </Button>
        )}
      </div>
      {!open && <p className="second">名单在提请发布时定下，不能再改。</p>}
      {open && (
        <>
          <label htmlFor="list-numbers">粘贴会员号，一行一个。可以分几次粘贴，重复的只算一次。</label>
          <Input.TextArea
            id="list-numbers"
            rows={5}
            maxLength={limits.voucher.list}
            value={numbers}
            onChange={(event) => setNumbers(event.target.value)}
            placeholder="37078126000001"
          />
          <div>
            <Button id="add-list" disabled={numbers.trim() === ''} loading={add.isPending} onClick={() => add.mutate()}>
              加到名单
            </Button>
          </div>
          {add.data && <Told {...add.data} />}
          <ActError id="list" error={add.error} />
        </>
      )}
      {clearing && (
        <ActDialog<object, Reply<'POST /campaigns/:id/list/clear'>>
          id="list-clear"
          title="清空名单"
          okText="清空"
          danger
          tells={<p>名单上的 {campaign.listed} 人都去掉，之后可以重新粘贴。</p>}
          run={() => api('POST /campaigns/:id/list/clear', { params })}
          done={async () => {
            await fresh();
            add.reset();
            message.success('名单已清空。');
            setClearing(false);
          }}
          close={() => setClearing(false)}
        />
      )}
    </section>
  );
}
