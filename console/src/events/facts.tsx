import { sayFullTime, sayTime } from '@niangjia/shared/rules/days';
import { eventGroups, eventKinds } from '@niangjia/shared/rules/events';
import { occupations } from '@niangjia/shared/rules/membership';
import { Fact, Facts as Panel } from '../ui/fact';
import type { Found } from './use-event';

/** What members read of it, and for whom it is. */
export function Facts({ event }: { event: Found }) {
  const { priority, reservedUntil, latitude, longitude, audienceWords } = event;
  return (
    <>
      <Panel title="活动">
        <Fact label="编号">{event.number}</Fact>
        <Fact label="主办">{event.unionName}</Fact>
        <Fact label="类别">
          {eventGroups[event.group]}，{eventKinds[event.kind]}
        </Fact>
        <Fact label="预约时间">
          {sayFullTime(event.bookFrom)} 至 {sayFullTime(event.bookUntil)}
        </Fact>
        <Fact label="地点">
          {event.placeName}
          <br />
          <span className="second">{event.address}</span>
        </Fact>
        {latitude !== null && (
          <Fact label="位置">
            {latitude}，{longitude}
          </Fact>
        )}
        {event.bring && <Fact label="请会员准备">{event.bring}</Fact>}
        <Fact label="制定">
          {event.createdBy}　{sayTime(event.createdAt)}
        </Fact>
        {event.words && <Fact label="说明">{event.words}</Fact>}
      </Panel>
      <Panel title="谁能约">
        <Fact label="范围">{audienceWords.length > 0 ? audienceWords.join('；') : '主办工会范围内的全部会员'}</Fact>
        <Fact label="优先">
          {priority.length > 0 ? priority.map((one) => occupations[one]).join('、') : '大家一样，先到先得'}
        </Fact>
        {reservedUntil && <Fact label="优先名额留到">{sayFullTime(reservedUntil)}</Fact>}
      </Panel>
    </>
  );
}
