import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { openAddress } from '../own-data/data-form';
import { tappable } from './named';

const BASE = process.env.TARO_ENV === 'weapp' ? API_BASE : '';

/** Photos of a visit, small; larger by a tap. */
export const RecordPhotos = ({ addresses }: { addresses: readonly string[] }) => {
  if (addresses.length === 0) return null;
  const urls = addresses.map((address) => openAddress(address, BASE));
  return (
    <View className="photos">
      {urls.map((url, i) => (
        <View
          key={url}
          className="photo-one"
          {...tappable(`看照片 ${i + 1}`)}
          onClick={() => void Taro.previewImage({ urls, current: url })}
        >
          <Image className="photo-small" src={url} mode="aspectFill" nativeProps={{ alt: `服务照片 ${i + 1}` }} />
        </View>
      ))}
    </View>
  );
};
