/** One event: where it stands, its slots in numbers, its facts; beside it what may be done. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, useParams } from 'react-router';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Acts } from './acts';
import { EventChip } from './chip';
import { Facts } from './facts';
import { Slots } from './slots';
import { Standing } from './standing';
import { useEvent } from './use-event';
import './events.css';

export function UnionEvent() {
  const { id = '' } = useParams();
  const query = useEvent(id);
  const found = query.data;
  return (
    <>
      <Link id="back" to="/events" className="back">
        <ArrowLeftOutlined /> 预约活动
      </Link>
      <Page title={found?.title ?? '预约活动'} beside={found && <EventChip state={found.state} phase={found.phase} />}>
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Standing event={found} />
              <Slots event={found} />
              <Facts event={found} />
            </div>
            <Acts event={found} />
          </div>
        )}
      </Page>
    </>
  );
}
