import { api } from '../api';
import { CallRow } from '../ui/call-row';
import { Facts } from '../ui/facts';
import { useCall } from '../use-call';

/** For whoever has no union, or one without a number of its own: the unions' hotline of the whole country. */
const hotline = { who: '全国工会职工服务热线', phone: '12351' };

async function load() {
  const { membership } = await api('GET /me');
  if (!membership) return hotline;
  const { union } = await api('GET /unions/:id/invitation', { params: { id: membership.unionId } });
  return union.phone ? { who: union.name, phone: union.phone } : hotline;
}

/** Whom to ask, by a tap. */
export const WhoToAsk = () => {
  const { data } = useCall(() => load().catch(() => hotline));
  if (!data) return null;
  return (
    <Facts title="问工会">
      <CallRow {...data} />
    </Facts>
  );
};
