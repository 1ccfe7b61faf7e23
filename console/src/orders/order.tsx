/** One order: facts left; right, always in sight, what is to be done. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, useNavigate, useParams } from 'react-router';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { OrderChip } from './chip';
import { Decision } from './decision';
import { OrderFacts, OrderSteps, OrderVisit } from './facts';
import { searchOfFilter, useOrderFilter, useOrders } from './filter';
import { useOrder } from './use-order';
import './orders.css';

export function Order() {
  const { id = '' } = useParams();
  const filter = useOrderFilter();
  const search = searchOfFilter(filter);
  const navigate = useNavigate();
  const { rows } = useOrders(filter);
  const query = useOrder(id);
  const at = rows.findIndex((row) => row.id === id);
  const go = (to: string | undefined) => to && navigate(`/orders/${to}${search}`);
  useKeys({
    j: () => go(rows[at + 1]?.id),
    k: () => go(rows[at - 1]?.id),
    q: () => navigate(`/orders${search}`),
  });
  const found = query.data;
  return (
    <>
      <Link id="back" to={`/orders${search}`} className="back">
        <ArrowLeftOutlined /> 点单
      </Link>
      <Page
        title={found?.title ?? '点单'}
        beside={
          found && (
            <>
              <OrderChip state={found.state} />
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
              <OrderFacts order={found} />
              {found.visit && <OrderVisit visit={found.visit} />}
              <OrderSteps steps={found.steps} />
            </div>
            <Decision order={found} />
          </div>
        )}
      </Page>
    </>
  );
}
