import { degreesIn } from '@niangjia/shared/rules/coordinates';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Big, Word } from '../ui/button';
import { Chip } from '../ui/chip';
import { Field, Group } from '../ui/field';
import { choosePlace, hereInBrowser } from '../ui/map';
import { Row } from '../ui/row';
import { useCall } from '../use-call';
import type { OrderDraft, Place, Problems } from './order-draft';
import { earlierPlaces } from './order-load';

interface Props {
  draft: OrderDraft;
  problems: Problems;
  put: (patch: Partial<OrderDraft>, ...mended: Place[]) => void;
}

const mini = process.env.TARO_ENV === 'weapp';

/** In WeChat the map; in a browser where one is now, or coordinates that were copied elsewhere. */
const OnMap = ({ draft, put }: Props) => {
  const [pasted, setPasted] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const { latitude, longitude } = draft;
  const at = latitude === null || longitude === null ? null : { latitude, longitude };
  const choose = async () => {
    const place = await choosePlace(at);
    if (place) put(place, 'placeName', 'address');
  };
  const here = async () => {
    setBusy(true);
    const found = await hereInBrowser();
    setBusy(false);
    setWrong(found ? undefined : '没有取到位置。请允许浏览器使用位置，或粘贴坐标，也可以不标。');
    if (found) put(found);
  };
  const paste = (text: string) => {
    setPasted(text);
    const found = degreesIn(text);
    setWrong(found || text === '' ? undefined : '坐标应如 36.6853, 118.4797。');
    if (found) put(found);
  };
  if (at)
    return (
      <Group id="on-map" label="地图上的位置">
        <View className="row-clock">
          <Chip tone="done" icon="place" word="已标在地图上" />
          <View className="small">
            {at.latitude.toFixed(5)}，{at.longitude.toFixed(5)}
          </View>
          <Word id="off-map" onTap={() => put({ latitude: null, longitude: null })}>
            去掉
          </Word>
          {mini && (
            <Word id="choose-place" icon="place" onTap={choose}>
              重新选
            </Word>
          )}
        </View>
      </Group>
    );
  if (mini)
    return (
      <Group id="on-map" label="在地图上选">
        <Big id="choose-place" icon="place" other onTap={choose}>
          打开地图
        </Big>
        <View className="field-hint">选好后，名称、地址会自动填上。标了位置才能算路程、和附近单位拼。</View>
      </Group>
    );
  return (
    <Field
      id="degrees"
      label="地图上的位置（可以不填）"
      hint="标了位置才能算路程、和附近单位拼。坐标可以从地图软件里复制。"
      value={pasted}
      error={wrong}
      onInput={paste}
    >
      <Big id="here" icon="place" other side busy={busy} onTap={here}>
        用现在的位置
      </Big>
    </Field>
  );
};

/** Where it is to be: a place of before by one tap, or map, name and address. */
export const PlacePart = (props: Props) => {
  const { draft, problems, put } = props;
  const { data } = useCall(() => earlierPlaces(draft.unionId).catch(() => []), draft.unionId);
  const earlier = (data ?? []).filter(({ placeName }) => placeName !== draft.placeName);
  return (
    <>
      {earlier.length > 0 && (
        <Group id="earlier" label="以前用过的地点">
          <View className="panel">
            {earlier.map((place, nth) => (
              <Row
                key={place.placeName}
                id={`earlier-${nth}`}
                icon="place"
                title={place.placeName}
                onTap={() => put(place, 'placeName', 'address')}
              >
                {place.address}
              </Row>
            ))}
          </View>
        </Group>
      )}
      <OnMap {...props} />
      <Field
        id="place-name"
        label="地点"
        max={40}
        hint="例如：二楼会议室、一车间休息室。"
        value={draft.placeName}
        error={problems.placeName}
        onInput={(placeName) => put({ placeName }, 'placeName')}
      />
      <Field
        id="address"
        label="详细地址"
        kind="long"
        max={120}
        value={draft.address}
        error={problems.address}
        onInput={(address) => put({ address }, 'address')}
      />
    </>
  );
};
