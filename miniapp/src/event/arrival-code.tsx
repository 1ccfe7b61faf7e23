import { sayCode } from '@niangjia/shared/rules/places';
import { View } from '@tarojs/components';
import { Qr } from '../ui/qr';

/** What is shown at the entrance: the code as a picture, and as letters to be read out. */
export const ArrivalCode = ({ code }: { code: string }) => (
  <View className="card" id="arrival-code">
    <View className="card-code">
      <Qr text={code} label="预约码" />
    </View>
    <View className="answer-title" id="arrival-letters">
      {sayCode(code)}
    </View>
    <View className="second">请工作人员扫码，扫不了时念这八位</View>
  </View>
);
