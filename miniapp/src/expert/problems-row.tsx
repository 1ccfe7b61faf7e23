import Taro from '@tarojs/taro';
import { api } from '../api';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';
import { useCall } from '../use-call';

/** The way to the problems, with how many wait; when the number does not come, the way is still there. */
export const ProblemsRow = () => {
  const { data } = useCall(() => api('GET /own-problems').catch(() => undefined));
  return (
    <Facts>
      <Row id="go-problems" icon="text" title="技术难题" onTap={() => Taro.navigateTo({ url: '/expert/problems' })}>
        {data?.waiting ? <Chip tone="waiting" word={`${data.waiting} 道等您答复`} /> : '请您解决、评审的'}
      </Row>
    </Facts>
  );
};
