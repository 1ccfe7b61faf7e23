import { sayDay, sayFullTime, sayTime } from '@niangjia/shared/rules/days';
import { sayFen, ways } from '@niangjia/shared/rules/vouchers';
import { Fact, Facts as Panel } from '../ui/fact';
import type { Found } from './use-campaign';

const limited = (count: number, unit: string) => (count === 0 ? '不限' : `${count} 张${unit}`);

/** The terms of a campaign, as they were signed. */
export function Facts({ campaign }: { campaign: Found }) {
  const { way, line, favourNew, beacon, commitment } = campaign;
  return (
    <>
      <Panel title="活动">
        <Fact label="编号">{campaign.number}</Fact>
        <Fact label="主办">{campaign.unionName}</Fact>
        <Fact label="怎么发">
          {ways[way]}
          {line && '，可候补'}
          {favourNew && '，没领过的优先'}
        </Fact>
        <Fact label={way === 'lottery' ? '报名时间' : '领取时间'}>
          {sayFullTime(campaign.claimFrom)} 至 {sayFullTime(campaign.claimUntil)}
        </Fact>
        <Fact label="使用时间">
          {sayDay(campaign.useFrom)} 至 {sayDay(campaign.useUntil)}
          {campaign.extendMonths > 0 && `，没用完可延一次，${campaign.extendMonths} 个月`}
        </Fact>
        {way !== 'grant' && (
          <Fact label="每人最多">
            {limited(campaign.perPerson, '')}
            {way === 'first' && `，每天${limited(campaign.perPersonDay, '')}`}
          </Fact>
        )}
        <Fact label="工会预算最多">{sayFen(campaign.budgetFen)} 元</Fact>
        <Fact label="制定">
          {campaign.createdBy}　{sayTime(campaign.createdAt)}
        </Fact>
        {beacon && <Fact label="约定的公开数字">{beacon}</Fact>}
        {commitment && (
          <Fact label="种子的指纹（发布时已公开）">
            <code className="print">{commitment}</code>
          </Fact>
        )}
        {campaign.words && <Fact label="说明">{campaign.words}</Fact>}
      </Panel>
      <section className="panel" id="audience">
        <h2>谁能领</h2>
        <ul className="audience">
          {campaign.audienceWords.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
