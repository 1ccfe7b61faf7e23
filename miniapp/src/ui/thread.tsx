import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { problemSteps } from '@niangjia/shared/rules/problems';
import { Image, Video, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Offline } from '../api';
import { openAddress } from '../own-data/data-form';
import { Word } from './button';
import { Icon } from './icon';
import { stepLooks } from './problem-look';

type Step = Reply<'GET /own-problems/:id'>['steps'][number];
type Sent = Step['files'][number];

const inWechat = process.env.TARO_ENV === 'weapp';
const addressOf = (file: Sent) => openAddress(file.address, inWechat ? API_BASE : '');

/** A document is opened by WeChat's own viewer; a browser saves it. */
async function openDocument(file: Sent): Promise<void> {
  if (!inWechat) {
    const link = Object.assign(document.createElement('a'), { href: addressOf(file), download: file.name });
    link.click();
    return;
  }
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url: addressOf(file) }).catch(() => {
    throw new Offline();
  });
  if (statusCode === 200) await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true });
}

const Files = ({ files }: { files: readonly Sent[] }) => {
  const photos = files.filter(({ kind }) => kind === 'photo');
  const urls = photos.map(addressOf);
  return (
    <>
      {photos.length > 0 && (
        <View className="photos gap">
          {photos.map((file, i) => (
            <View
              className="photo-one"
              key={file.id}
              onClick={() => Taro.previewImage({ urls, current: urls[i] ?? '' })}
            >
              <Image
                className="photo-small"
                src={addressOf(file)}
                mode="aspectFill"
                ariaLabel={`照片 ${i + 1}`}
                nativeProps={{ alt: `照片 ${i + 1}` }}
              />
            </View>
          ))}
        </View>
      )}
      {files
        .filter(({ kind }) => kind === 'video')
        .map((file) => (
          <Video key={file.id} className="thread-video" src={addressOf(file)} controls showFullscreenBtn />
        ))}
      {files
        .filter(({ kind }) => kind === 'document')
        .map((file) => (
          <View className="words start" key={file.id}>
            <Word id={`open-${file.id}`} icon="text" onTap={() => openDocument(file)}>
              {file.name}
            </Word>
          </View>
        ))}
    </>
  );
};

/** The thread of a problem: who, when, what was said, with what files; the newest last. */
export const Thread = ({ steps }: { steps: readonly Step[] }) => (
  <View className="panel" id="thread">
    <View className="panel-title">经过</View>
    {steps.map(({ id, what, at, by, words, files }, i) => {
      const { tone, icon } = stepLooks[what] ?? { tone: 'done' as const, icon: 'done' as const };
      return (
        <View className={`step ${tone}`} key={id}>
          <View className="step-mark">
            <Icon name={icon} />
            {i < steps.length - 1 && <View className="step-line" />}
          </View>
          <View className="step-body">
            <View>{problemSteps[what]}</View>
            <View className="small">{[sayTime(at), by].filter(Boolean).join('　')}</View>
            {words && <View className="step-reason">{words}</View>}
            <Files files={files} />
          </View>
        </View>
      );
    })}
  </View>
);
