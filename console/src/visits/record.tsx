/** What the expert recorded, and how units and workers liked it. */
import { sayTime } from '@niangjia/shared/rules/days';
import { Image } from 'antd';
import { Fact, Facts } from '../ui/fact';
import type { FullVisit } from './full-visit';

export function Record({ record }: { record: NonNullable<FullVisit['record']> }) {
  return (
    <section className="panel" id="record">
      <h2>服务记录</h2>
      <dl className="facts">
        <Fact label="时长">{record.minutes} 分钟</Fact>
        <Fact label="服务人数">{record.served} 人</Fact>
        <Fact label="记录">{record.words}</Fact>
        <Fact label="记录时间">{sayTime(record.at)}</Fact>
      </dl>
      {record.photoAddresses.length > 0 && (
        <div className="record-photos">
          {record.photoAddresses.map((address) => (
            <Image key={address} width={160} src={address} alt="服务现场，点开放大" preview={{ mask: '放大看' }} />
          ))}
        </div>
      )}
    </section>
  );
}

export function Ratings({ ratings }: { ratings: FullVisit['ratings'] }) {
  return (
    <Facts title="评价">
      {ratings.units.map((one) => (
        <Fact key={one.unionName} label={one.unionName}>
          {one.stars} 星{one.words && `：${one.words}`}
        </Fact>
      ))}
      {ratings.units.length === 0 && <Fact label="单位">还没有评价</Fact>}
      <Fact label="职工">
        {ratings.workersMean === null ? '还没有评价' : `${ratings.workersMean} 星，${ratings.workers} 人评价`}
      </Fact>
      {ratings.words.length > 0 && (
        <Fact label="职工写的">
          {ratings.words.map((words) => (
            <div key={words}>{words}</div>
          ))}
        </Fact>
      )}
    </Facts>
  );
}
