import { list, type Section } from './section';

export const visitSections: Record<string, Section> = {
  attendance: {
    title: '参加过的服务',
    columns: {
      number: '服务编号',
      title: '服务',
      startAt: '时间',
      placeName: '地点',
      at: '签到',
      stars: '本人评的星',
      words: '本人的评价',
      ratedAt: '评价时间',
    },
    rows: list(
      `SELECT v.number, i.title, v.startAt, v.placeName, a.at, a.stars, a.words, a.ratedAt
       FROM attendance a JOIN visit v ON v.id = a.visitId JOIN menu_item i ON i.id = v.itemId
       WHERE a.personId = ? ORDER BY a.id`,
    ),
  },
};
