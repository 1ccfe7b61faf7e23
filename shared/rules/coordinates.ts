/**
 * Degrees of the earth (WGS-84: what satellites give and what we keep) and of Chinese maps (GCJ-02: what WeChat's map
 * takes and gives). The shift is the published one; outside China there is none. Up to 700 m, right to a few metres.
 */
export interface Degrees {
  latitude: number;
  longitude: number;
}

const AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const { PI, sin, cos, sqrt, abs } = Math;

const isOutside = ({ latitude, longitude }: Degrees): boolean =>
  longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271;

const wave = (x: number, by: number, size: number): number => (size * sin(by * x * PI) * 2) / 3;

function shiftOf(place: Degrees): Degrees {
  const [x, y] = [place.longitude - 105, place.latitude - 35];
  const near = wave(x, 6, 20) + wave(x, 2, 20);
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + near + wave(y, 1, 20) + wave(y, 1 / 3, 40);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + near + wave(x, 1, 20);
  const northAll = north + wave(y, 1 / 12, 160) + wave(y, 1 / 30, 320);
  const eastAll = east + wave(x, 1 / 3, 40) + wave(x, 1 / 12, 150) + wave(x, 1 / 30, 300);
  const radians = (place.latitude / 180) * PI;
  const magic = 1 - ECCENTRICITY * sin(radians) ** 2;
  return {
    latitude: (northAll * 180) / (((AXIS * (1 - ECCENTRICITY)) / (magic * sqrt(magic))) * PI),
    longitude: (eastAll * 180) / ((AXIS / sqrt(magic)) * cos(radians) * PI),
  };
}

/** A place of the earth on a Chinese map. */
export function toMap(place: Degrees): Degrees {
  if (isOutside(place)) return place;
  const shift = shiftOf(place);
  return { latitude: place.latitude + shift.latitude, longitude: place.longitude + shift.longitude };
}

/** A place of a Chinese map on the earth, rounded to a micro-degree. */
export function fromMap(place: Degrees): Degrees {
  const shift = isOutside(place) ? { latitude: 0, longitude: 0 } : shiftOf(place);
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return { latitude: round(place.latitude - shift.latitude), longitude: round(place.longitude - shift.longitude) };
}

/** `36.6853, 118.4797` or `118.4797，36.6853` as it is pasted; China is never in doubt, since 55 < 72. */
export function degreesIn(text: string): Degrees | undefined {
  const found = text.trim().match(/^(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)$/);
  if (!found) return undefined;
  const [one, two] = [Number(found[1]), Number(found[2])];
  const [latitude, longitude] = abs(one) > 72 && abs(two) <= 72 ? [two, one] : [one, two];
  return abs(latitude) <= 90 && abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}
