import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { api } from '../api';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '同意文本' });

/** One text that is agreed to, in full; without a known purpose all that are in force. */
export default function ConsentText() {
  const { purpose } = useRouter().params;
  const { data, error, again } = useCall(() => api('GET /consent-texts'));
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    const wanted = data.items.filter((text) => text.purpose === purpose);
    return (wanted.length ? wanted : data.items).map((text) => (
      <View className="panel" key={text.purpose}>
        <View className="lead">{text.title}</View>
        {text.text.split('\n').map((line) => (
          <View className="gap" key={line}>
            <Text userSelect>{line}</Text>
          </View>
        ))}
        <View className="small">版本 {text.version}</View>
      </View>
    ));
  };
  return <Page title="同意文本">{show()}</Page>;
}
