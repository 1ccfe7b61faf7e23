import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Big, Word } from '../ui/button';
import { Chip } from '../ui/chip';
import { Group } from '../ui/field';
import { type Photo, sayUpload, uploadOwnPhoto } from '../upload';

/** One photo with its own state: being sent, there, or not sent and why. */
export interface Shot {
  key: string;
  photo: Photo | null;
  fileId: string | null;
  failure: string | null;
}

const MOST_PHOTOS = 6;

interface Props {
  shots: readonly Shot[];
  error: string | undefined;
  onChange: (change: (shots: readonly Shot[]) => Shot[]) => void;
}

const OneShot = ({
  shot,
  nth,
  onAgain,
  onDrop,
}: {
  shot: Shot;
  nth: number;
  onAgain: () => void;
  onDrop: () => void;
}) => (
  <View className="photo-one">
    {shot.photo && (
      <Image
        className="photo-small"
        src={shot.photo.tempFilePath}
        mode="aspectFill"
        ariaLabel={`照片 ${nth}`}
        nativeProps={{ alt: `照片 ${nth}` }}
      />
    )}
    {shot.failure ? (
      <>
        <Chip tone="needs" word="没有传上" />
        <View className="small">{shot.failure}</View>
        <Word id={`send-${nth}`} onTap={onAgain}>
          再传一次
        </Word>
      </>
    ) : shot.fileId ? (
      <Chip tone="done" word={`照片 ${nth} 已传上`} />
    ) : (
      <Chip tone="waiting" word="正在传" />
    )}
    <Word id={`drop-${nth}`} onTap={onDrop}>
      去掉
    </Word>
  </View>
);

/** Photos of the visit: what a good one shows, then each with its own state. */
export const PhotosPart = ({ shots, error, onChange }: Props) => {
  const put = (key: string, patch: Partial<Shot>) =>
    onChange((all) => all.map((shot) => (shot.key === key ? { ...shot, ...patch } : shot)));
  const send = async (key: string, photo: Photo) => {
    put(key, { failure: null });
    try {
      put(key, { fileId: (await uploadOwnPhoto(photo)).id });
    } catch (problem) {
      put(key, { failure: sayUpload(problem) });
    }
  };
  const take = async () => {
    // Closing the camera is no error.
    const chosen = await Taro.chooseMedia({
      count: MOST_PHOTOS - shots.length,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
    }).catch(() => undefined);
    const taken = (chosen?.tempFiles ?? []).slice(0, MOST_PHOTOS - shots.length) as Photo[];
    const fresh = taken.map((photo, nth) => ({ key: `${Date.now()}-${nth}`, photo, fileId: null, failure: null }));
    onChange((all) => [...all, ...fresh]);
    // One after the other: a weak net carries one photo better than six at once.
    for (const { key, photo } of fresh) await send(key, photo);
  };
  return (
    <Group id="photos" label={`照片（可以不传，最多 ${MOST_PHOTOS} 张）`} error={error}>
      <View className="field-hint gap">拍到全场和讲台。不要正面拍病历、身份证和不愿意入镜的人。</View>
      <View className="photos">
        {shots.map((shot, i) => (
          <OneShot
            key={shot.key}
            shot={shot}
            nth={i + 1}
            onAgain={() => shot.photo && void send(shot.key, shot.photo)}
            onDrop={() => onChange((all) => all.filter(({ key }) => key !== shot.key))}
          />
        ))}
      </View>
      {shots.length < MOST_PHOTOS && (
        <Big id="take-photo" icon="photo" other onTap={take}>
          拍照或从相册选
        </Big>
      )}
    </Group>
  );
};
