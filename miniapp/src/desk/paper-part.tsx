import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Big } from '../ui/button';
import { Chip } from '../ui/chip';
import { Group } from '../ui/field';
import { type Photo, sayUpload, uploadPhoto } from '../upload';

interface Props {
  fileId: string | null;
  onTaken: (fileId: string) => void;
}

/** The photo of the signed paper: what a good one shows, then the photo with its own state. */
export const PaperPart = ({ fileId, onTaken }: Props) => {
  const [picture, setPicture] = useState<Photo>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const send = async (photo: Photo) => {
    setBusy(true);
    setFailure(undefined);
    try {
      onTaken((await uploadPhoto(photo)).id);
    } catch (error) {
      setFailure(sayUpload(error));
    } finally {
      setBusy(false);
    }
  };
  const take = async () => {
    // Closing the camera is no error.
    const chosen = await Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
    }).catch(() => undefined);
    const photo = chosen?.tempFiles[0];
    if (!photo) return;
    setPicture(photo as Photo);
    await send(photo as Photo);
  };
  return (
    <Group id="paper" label="签字的申请表（照片）" error={failure}>
      <View className="field-hint">整张表都拍进去，字迹清楚、不反光，看得到本人签名和日期。</View>
      {picture && (
        <Image
          className="photo"
          src={picture.tempFilePath}
          mode="aspectFit"
          ariaLabel="签字的申请表"
          nativeProps={{ alt: '签字的申请表' }}
        />
      )}
      {fileId && !busy && !failure && (
        <View className="gap">
          <Chip tone="done" word="照片已传上" />
        </View>
      )}
      {failure && picture && (
        <Big id="send-again" onTap={() => send(picture)}>
          再传一次
        </Big>
      )}
      <Big id="take-paper" icon="photo" other busy={busy} onTap={take}>
        {fileId ? '重拍' : '拍照或从相册选'}
      </Big>
    </Group>
  );
};
