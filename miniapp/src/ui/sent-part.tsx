import { problemLimits } from '@niangjia/shared/rules/problems';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { type Photo, sayUpload, uploadAttachment, uploadOwnPhoto, uploadPhoto } from '../upload';
import { Big, Word } from './button';
import { Chip } from './chip';
import { Group } from './field';

interface One {
  key: string;
  kind: 'photo' | 'attachment';
  name: string;
  file: Photo;
  fileId: string | null;
  failure: string | null;
}
export type SentFiles = readonly One[];

export const idsOf = (sent: SentFiles) => ({
  photoIds: sent.flatMap(({ kind, fileId }) => (kind === 'photo' && fileId ? [fileId] : [])),
  attachmentIds: sent.flatMap(({ kind, fileId }) => (kind === 'attachment' && fileId ? [fileId] : [])),
});
/** What keeps it from being sent: something is still on its way, or did not arrive. */
export const sentProblem = (sent: SentFiles): string | undefined =>
  sent.some(({ failure }) => failure)
    ? '有文件没有传上，请再传一次或去掉。'
    : sent.some(({ fileId }) => !fileId)
      ? '还有文件正在传，请等传好再提交。'
      : undefined;

/** Photos and a video by the camera or the album, a PDF from a chat or the phone. Cancelling is no error. */
async function choose(kind: 'photo' | 'video' | 'document', count: number): Promise<{ name: string; file: Photo }[]> {
  if (kind !== 'document') {
    const chosen = await Taro.chooseMedia({
      count,
      mediaType: [kind === 'photo' ? 'image' : 'video'],
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
      maxDuration: 60,
    }).catch(() => undefined);
    return (chosen?.tempFiles ?? [])
      .slice(0, count)
      .map((file, i) => ({ name: kind === 'photo' ? `照片 ${i + 1}` : '视频.mp4', file: file as Photo }));
  }
  if (process.env.TARO_ENV === 'weapp') {
    const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['pdf'] }).catch(() => undefined);
    return (chosen?.tempFiles ?? []).map(({ path, name }) => ({ name, file: { tempFilePath: path } }));
  }
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept: 'application/pdf' });
    input.onchange = () => {
      const [file] = input.files ?? [];
      resolve(file ? [{ name: file.name, file: { tempFilePath: '', originalFileObj: file } }] : []);
    };
    input.click();
  });
}

interface Props {
  by: 'staff' | 'person';
  sent: SentFiles;
  onChange: (change: (sent: SentFiles) => SentFiles) => void;
}

/** Files that go along, each with its own state. */
export const SentPart = ({ by, sent, onChange }: Props) => {
  const [failure, setFailure] = useState<string>();
  const put = (key: string, patch: Partial<One>) =>
    onChange((all) => all.map((one) => (one.key === key ? { ...one, ...patch } : one)));
  const send = async ({ key, kind, name, file }: Pick<One, 'key' | 'kind' | 'name' | 'file'>) => {
    put(key, { failure: null });
    try {
      const sendPhoto = by === 'staff' ? uploadPhoto : uploadOwnPhoto;
      const { id } = kind === 'photo' ? await sendPhoto(file) : await uploadAttachment(file, name, by);
      put(key, { fileId: id });
    } catch (problem) {
      put(key, { failure: sayUpload(problem) });
    }
  };
  const add = async (kind: 'photo' | 'video' | 'document') => {
    const sort = kind === 'photo' ? 'photo' : 'attachment';
    const most = sort === 'photo' ? problemLimits.photos : problemLimits.attachments;
    const left = most - sent.filter((one) => one.kind === sort).length;
    setFailure(left > 0 ? undefined : sort === 'photo' ? `最多 ${most} 张照片。` : `最多 ${most} 个视频和文档。`);
    if (left <= 0) return;
    const chosen = await choose(kind, kind === 'photo' ? left : 1);
    const fresh = chosen.map((one, i) => ({ key: `${Date.now()}-${i}`, kind: sort, ...one }) as const);
    onChange((all) => [...all, ...fresh.map((one) => ({ ...one, fileId: null, failure: null }))]);
    // One after the other: a weak net carries one file better than six at once.
    for (const one of fresh) await send(one);
  };
  return (
    <Group id="sent" label="照片、视频和文档（可以不传）" error={failure}>
      <View className="field-hint gap">
        拍清楚设备铭牌、现象和加工件。视频最长 1 分钟、50 MB，文档用 PDF、10 MB 以内。
      </View>
      {sent.map((one, i) => (
        <View className="sent-row" key={one.key}>
          {one.failure ? (
            <Chip tone="needs" word={`${one.name} 没有传上`} />
          ) : one.fileId ? (
            <Chip tone="done" word={`${one.name} 已传上`} />
          ) : (
            <Chip tone="waiting" word={`${one.name} 正在传`} />
          )}
          {one.failure && <View className="small">{one.failure}</View>}
          {one.failure && (
            <Word id={`send-${i + 1}`} onTap={() => send(one)}>
              再传一次
            </Word>
          )}
          <Word id={`drop-${i + 1}`} onTap={() => onChange((all) => all.filter(({ key }) => key !== one.key))}>
            去掉
          </Word>
        </View>
      ))}
      <Big id="add-photo" icon="photo" other onTap={() => add('photo')}>
        加照片
      </Big>
      <View className="words start">
        <Word id="add-video" onTap={() => add('video')}>
          加视频
        </Word>
        <Word id="add-document" onTap={() => add('document')}>
          加 PDF 文档
        </Word>
      </View>
    </Group>
  );
};
