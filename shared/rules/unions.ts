/** Levels of the union tree (vocabulary.md). The railway is an industrial union with its own levels (systems.md 3.2). */
export const unionLevels = {
  province: '省总工会',
  city: '市总工会',
  county: '区县总工会',
  township: '乡镇（街道）总工会',
  industrial: '产业工会',
  federation: '工会联合会',
  grassroots: '基层工会',
  group: '工会小组',
} as const;
export type UnionLevel = keyof typeof unionLevels;
