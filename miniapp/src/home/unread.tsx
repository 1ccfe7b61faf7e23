import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Row } from '../ui/row';

/** What was said and has not been read. */
export const Unread = ({ unread }: { unread: number }) =>
  unread === 0 ? null : (
    <View className="panel">
      <Row id="inbox" icon="inbox" title={`${unread} 条新消息`} onTap={() => Taro.navigateTo({ url: '/inbox/index' })}>
        审核结果、转会和请求的进度
      </Row>
    </View>
  );
