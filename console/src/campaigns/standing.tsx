/** Where a campaign stands, and what comes next and by whom: one answer on top. */
import { TeamOutlined } from '@ant-design/icons';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { Link } from 'react-router';
import type { Found } from './use-campaign';

/** [what is, what comes next] */
function sentencesOf(one: Found): [string, string] {
  const { way, phase, drawnAt } = one;
  const until = `券用到 ${sayDay(one.useUntil)}，过期作废。`;
  if (one.state === 'draft') return ['这是草稿，会员看不到。', '核对后提请发布，由财务负责人复核预算。'];
  if (one.state === 'signing')
    return [
      '等财务负责人复核预算。',
      `复核同意后发布，${sayTime(one.claimFrom)} 开始${way === 'grant' ? '发放' : ''}。`,
    ];
  if (one.state === 'ended') return [`活动已结束${one.endReason ? `：${one.endReason}` : ''}。`, `已发出的${until}`];
  if (one.state === 'paused') return ['已暂停领取。', '已领到的券照常使用。恢复后继续领取，截止时间不变。'];
  if (phase === 'soon') return [`已发布，${sayTime(one.claimFrom)} 开始。`, `${sayTime(one.claimUntil)} 截止。`];
  if (way === 'lottery') {
    if (drawnAt) return [`${sayTime(drawnAt)} 已抽签，中签的已收到券。`, until];
    return phase === 'open'
      ? [`正在报名，${sayTime(one.claimUntil)} 截止。`, '截止后在右边抽签，结果公开，谁都能复算。']
      : [
          '报名已截止，等抽签。',
          one.beacon ? `填入约定的公开数字后抽签：${one.beacon}。` : '在右边抽签，结果公开，谁都能复算。',
        ];
  }
  if (way === 'grant') return ['已按名单发放。', until];
  return phase === 'open' ? [`正在领取，${sayTime(one.claimUntil)} 截止。`, until] : ['领取已结束。', until];
}

export function Standing({ campaign }: { campaign: Found }) {
  const [is, next] = sentencesOf(campaign);
  return (
    <section className="panel standing" aria-label="现在怎样">
      <p className="home-answer">{is}</p>
      <p>{next}</p>
      {campaign.jointId && campaign.state === 'signing' && (
        <p>
          <TeamOutlined />{' '}
          <Link id="to-joint" to={`/joint-acts/${campaign.jointId}?view=mine`}>
            看复核进度
          </Link>
        </p>
      )}
    </section>
  );
}
