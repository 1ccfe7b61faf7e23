/** Of all who are entitled: who has one, and who never had any. */
import { sayTime } from '@niangjia/shared/rules/days';
import { Progress } from 'antd';
import { Link } from 'react-router';
import type { Counted, Found } from './use-campaign';

const say = (count: number) => count.toLocaleString('zh-CN');

export function Coverage({ campaign, data }: { campaign: Found; data: Counted }) {
  const { entitled, reached, neverReached } = data;
  const share = entitled > 0 ? Math.round((reached / entitled) * 1000) / 10 : 0;
  return (
    <section className="panel stack" id="coverage">
      <h2>
        {entitled === 0
          ? '现在没有符合条件的会员'
          : `符合条件的 ${say(entitled)} 人里，${say(reached)} 人领到，占 ${share}%`}
      </h2>
      <Progress percent={share} aria-label={`领到的占 ${share}%`} />
      <dl className="facts">
        <div>
          <dt>符合条件</dt>
          <dd>{say(entitled)} 人</dd>
        </div>
        <div>
          <dt>领到这次活动的</dt>
          <dd>{say(reached)} 人</dd>
        </div>
        <div>
          <dt>从没领到过主办工会任何福利券的</dt>
          <dd id="figure-never">
            {neverReached > 0 ? (
              <Link to={`/campaigns/${campaign.id}/unreached`}>{say(neverReached)} 人，看名单</Link>
            ) : (
              '0 人'
            )}
          </dd>
        </div>
      </dl>
      <p className="second">
        符合条件：{sayTime(data.at)} 时符合“谁能领”的会员，不是发布那天的。从没领到过的人要靠打电话、上门告诉他们。
      </p>
    </section>
  );
}
