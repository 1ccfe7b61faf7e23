import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { openAddress } from '../own-data/data-form';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';

const BASE = process.env.TARO_ENV === 'weapp' ? API_BASE : '';

/** The photographed paper application; larger by a tap. */
export const Paper = ({ address }: { address: string }) => {
  const src = openAddress(address, BASE);
  return (
    <Facts title="签字的申请表">
      <Image
        className="photo"
        src={src}
        mode="aspectFit"
        ariaLabel="签字的申请表"
        nativeProps={{ alt: '签字的申请表' }}
      />
      <View className="words">
        <Word id="paper-large" onTap={() => Taro.previewImage({ urls: [src] })}>
          看大图
        </Word>
      </View>
    </Facts>
  );
};
