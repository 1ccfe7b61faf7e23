import { degreesIn, fromMap, toMap } from './coordinates';

const near = (a: number, b: number) => Math.abs(a - b) < 0.00003;

describe('places on the earth and on Chinese maps', () => {
  it('the published example: Tiananmen', () => {
    // WGS-84 39.907333, 116.391083 lies at 39.908736, 116.397326 of a Chinese map.
    const map = toMap({ latitude: 39.907333, longitude: 116.391083 });
    expect([near(map.latitude, 39.908736), near(map.longitude, 116.397326)]).toEqual([true, true]);
  });

  it('there and back again is the same place to a few metres', () => {
    for (const place of [
      { latitude: 36.6853, longitude: 118.4797 },
      { latitude: 22.54, longitude: 114.05 },
      { latitude: 45.75, longitude: 126.63 },
    ]) {
      const back = fromMap(toMap(place));
      expect([near(back.latitude, place.latitude), near(back.longitude, place.longitude)]).toEqual([true, true]);
    }
  });

  it('outside China nothing is shifted', () => {
    expect(toMap({ latitude: 48.85, longitude: 2.35 })).toEqual({ latitude: 48.85, longitude: 2.35 });
    expect(fromMap({ latitude: 48.85, longitude: 2.35 })).toEqual({ latitude: 48.85, longitude: 2.35 });
  });

  it('reads what was pasted, in either order', () => {
    const place = { latitude: 36.6853, longitude: 118.4797 };
    for (const text of ['36.6853, 118.4797', '118.4797,36.6853', ' 36.6853，118.4797 ', '36.6853 118.4797'])
      expect(degreesIn(text)).toEqual(place);
    for (const text of ['', '36.6853', '青州', '91, 200', '36.6853, 118.4797, 3'])
      expect(degreesIn(text)).toBeUndefined();
  });
});
