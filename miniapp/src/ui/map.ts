/** Places on the map: in WeChat its own, in a browser a map's page. What we keep are degrees of WGS-84. */
import { type Degrees, fromMap, toMap } from '@niangjia/shared/rules/coordinates';
import Taro from '@tarojs/taro';

interface Place extends Degrees {
  placeName: string;
  address: string;
}

const mini = process.env.TARO_ENV === 'weapp';

/** WeChat's own picker; undefined when it was closed. */
export async function choosePlace(near: Degrees | null): Promise<Place | undefined> {
  if (!mini) return undefined;
  const chosen = await Taro.chooseLocation(near ? toMap(near) : {}).catch(() => undefined);
  if (!chosen?.name) return undefined;
  const { latitude, longitude } = chosen;
  const at = fromMap({ latitude: Number(latitude), longitude: Number(longitude) });
  return { ...at, placeName: chosen.name.slice(0, 40), address: chosen.address.slice(0, 120) };
}

/** Where the browser is now; undefined when it does not know or may not say. */
export function hereInBrowser(): Promise<Degrees | undefined> {
  if (process.env.TARO_ENV !== 'h5' || !navigator.geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(round(coords)),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

const round = ({ latitude, longitude }: Degrees): Degrees => ({
  latitude: Math.round(latitude * 1e6) / 1e6,
  longitude: Math.round(longitude * 1e6) / 1e6,
});

/** Opens the place on a map, from which the way there is found. */
export async function openMap({ placeName, address, ...at }: Place): Promise<void> {
  if (mini) {
    await Taro.openLocation({ ...toMap(at), name: placeName, address, scale: 16 }).catch(() => undefined);
    return;
  }
  const query = `position=${at.longitude},${at.latitude}&name=${encodeURIComponent(placeName)}&coordinate=wgs84&callnative=1`;
  window.open(`https://uri.amap.com/marker?${query}`, '_blank', 'noopener');
}
