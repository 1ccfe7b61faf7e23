/** Yes or no for the side on which this officer stands; an upper union may stand on both. */
import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { type TransferSide, transferSides } from '@niangjia/shared/rules/members';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Fragment, useState } from 'react';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Clock } from '../ui/chips';
import { useKeys } from '../ui/keys';
import { Reason } from '../ui/reason';
import type { Row } from './transfers';

const tells: Record<TransferSide, string> = {
  from: '同意转出：对方也同意后，会员离开您的工会。',
  to: '同意转入：对方也同意后，会员进入您的工会。',
};

export function Answer({ transfer }: { transfer: Row }) {
  const [asking, setAsking] = useState<{ verb: 'agree' | 'refuse'; side: TransferSide }>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: transfer.id };
  const [first] = transfer.may;
  const ask = (verb: 'agree' | 'refuse', side: TransferSide | undefined) => side && setAsking({ verb, side });
  useKeys({ a: () => ask('agree', first), r: () => ask('refuse', first) });
  const settled = (after: Row, words: string) => {
    client.setQueryData(['GET /transfers/:id', transfer.id], after);
    void client.invalidateQueries({ queryKey: ['GET /transfers'] });
    setAsking(undefined);
    message.success(words);
  };
  const side = asking?.side ?? 'from';
  return (
    <aside className="panel decision" aria-label="答复">
      <h2>答复</h2>
      {transfer.state === 'asked' && (
        <p>
          <Clock row={transfer} />
        </p>
      )}
      {transfer.may.length === 0 && (
        <p id="why-not">
          {transfer.state === 'asked'
            ? '现在等另一方答复，或这一方由同工会的其他人办理。您这里没有要办的。'
            : '这份转会已办结，不用再办。'}
        </p>
      )}
      {transfer.may.map((one, i) => (
        <Fragment key={one}>
          <p className="second">{tells[one]}</p>
          <Button
            id={`agree-${one}`}
            block
            size="large"
            type="primary"
            icon={<CheckOutlined />}
            onClick={() => ask('agree', one)}
          >
            以{transferSides[one]}同意 {i === 0 && <kbd>a</kbd>}
          </Button>
          <Button id={`refuse-${one}`} block icon={<CloseOutlined />} onClick={() => ask('refuse', one)}>
            以{transferSides[one]}不同意 {i === 0 && <kbd>r</kbd>}
          </Button>
        </Fragment>
      ))}
      {asking?.verb === 'agree' && (
        <ActDialog<Record<never, never>, Row>
          id="agree"
          title={`以${transferSides[side]}同意`}
          okText="确定同意"
          tells={<p>{tells[side]}入会日期和会员号不变。同意后不能收回。</p>}
          run={() => once('POST /transfers/:id/agree', { params, body: { side } })}
          done={(after) => settled(after, after.state === 'done' ? '双方都同意，已转入。' : '已同意，等另一方答复。')}
          close={() => setAsking(undefined)}
        />
      )}
      {asking?.verb === 'refuse' && (
        <ActDialog<{ reason: string }, Row>
          id="refuse"
          title={`以${transferSides[side]}不同意`}
          okText="确定不同意"
          tells={<p>会员会看到您写的理由，会籍留在原来的工会。</p>}
          run={({ reason }) => once('POST /transfers/:id/refuse', { params, body: { side, reason } })}
          done={(after) => settled(after, '已记下不同意。')}
          close={() => setAsking(undefined)}
        >
          <Reason label="写给会员的理由" />
        </ActDialog>
      )}
    </aside>
  );
}
