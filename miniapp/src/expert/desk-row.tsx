import Taro from '@tarojs/taro';
import { api } from '../api';
import { Chip } from '../ui/chip';
import { Row } from '../ui/row';
import { useCall } from '../use-call';

/** Loads beside the page that it stands on: until it is known that this is an expert, and when it fails, there is no row. */
export const ExpertRow = ({ signedIn }: { signedIn: boolean }) => {
  const { data } = useCall(
    async () => (signedIn ? await api('GET /own-expert').catch(() => undefined) : undefined),
    String(signedIn),
  );
  if (!data?.expert) return null;
  return (
    <Row id="expert" icon="calendar" title="专家工作台" onTap={() => Taro.navigateTo({ url: '/expert/index' })}>
      {data.waiting ? <Chip tone="waiting" word={`${data.waiting} 件等您办`} /> : data.expert.title}
    </Row>
  );
};
