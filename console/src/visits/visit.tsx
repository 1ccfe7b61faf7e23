/** One visit: when, who, where, for whom; the record with photos, and how it was liked. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { visitEnds } from '@niangjia/shared/rules/orders';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api';
import { OrderChip, VisitChip } from '../orders/chip';
import { sayKm, saySpan } from '../orders/say';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { VisitActs } from './acts';
import type { FullVisit } from './full-visit';
import { Ratings, Record } from './record';
import '../orders/orders.css';
import './visits.css';

const agreedWords = (agreed: boolean): string => (agreed ? '已同意' : '还没答复');

function VisitFacts({ visit }: { visit: FullVisit }) {
  return (
    <Facts title="安排">
      <Fact label="时间">{saySpan(visit.startAt, visit.endAt)}</Fact>
      <Fact label="专家">
        {visit.expertName}，{agreedWords(visit.expertAgreed)}
      </Fact>
      <Fact label="地点">
        {visit.placeName}
        <br />
        <span className="second">{visit.address}</span>
      </Fact>
      <Fact label="路程">
        {sayKm(visit.km)}
        {visit.travelMinutes > 0 && `，单程约 ${visit.travelMinutes} 分钟`}
      </Fact>
      <Fact label="人数">
        {visit.people} 人，已签到 {visit.signedIn} 人
      </Fact>
      {visit.state === 'proposed' && visit.answerBy && (
        <Fact label="最晚答复">{sayTime(visit.answerBy)}，过后时间让给下一家</Fact>
      )}
      {visit.prepare && <Fact label="单位要准备">{visit.prepare}</Fact>}
      {visit.notes
        .filter(({ notes }) => notes)
        .map(({ unionName, notes }) => (
          <Fact key={unionName} label={`${unionName}的说明`}>
            {notes}
          </Fact>
        ))}
      {visit.ending && (
        <Fact label="取消的原因">
          {visitEnds[visit.ending]}
          {visit.endReason && `：${visit.endReason}`}
        </Fact>
      )}
    </Facts>
  );
}

function Units({ visit }: { visit: FullVisit }) {
  const contactOf = (unionName: string) => visit.contacts.find((one) => one.unionName === unionName);
  return (
    <section className="panel">
      <h2>单位</h2>
      <ul className="plain-list" id="visit-orders">
        {visit.orders.map((order) => {
          const contact = contactOf(order.unionName);
          return (
            <li key={order.id} className="share-row">
              <Link to={`/orders/${order.id}`} className="number">
                {order.number}
              </Link>
              <span className="share-name">
                {order.unionName}，{order.people} 人{contact && `，联系${contact.name}`}
                {contact?.phone && <span className="number"> {contact.phone}</span>}
              </span>
              <span>{agreedWords(order.agreed)}</span>
              <OrderChip state={order.state} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function VisitPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['GET /visits/:id', id],
    queryFn: () => api('GET /visits/:id', { params: { id } }),
  });
  const found = query.data;
  return (
    <>
      <Link id="back" to={`/visits${found ? `?from=${dayOf(found.startAt)}` : ''}`} className="back">
        <ArrowLeftOutlined /> 服务日历
      </Link>
      <Page
        title={found?.title ?? '上门服务'}
        beside={
          found && (
            <>
              <VisitChip state={found.state} />
              <span className="second">{found.number}</span>
            </>
          )
        }
      >
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <VisitFacts visit={found} />
              <Units visit={found} />
              {found.record && <Record record={found.record} />}
              {found.record && <Ratings ratings={found.ratings} />}
            </div>
            <VisitActs visit={found} />
          </div>
        )}
      </Page>
    </>
  );
}
