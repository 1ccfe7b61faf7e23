import { claimStates } from '@niangjia/shared/rules/places';
import { list, type Section, worded } from './section';

export const eventSections: Record<string, Section> = {
  place_claim: {
    title: '活动预约',
    columns: {
      number: '活动编号',
      title: '活动',
      startAt: '场次',
      placeName: '地点',
      state: '状态',
      at: '预约',
      bookedAt: '约上',
      usedAt: '到场',
      closedAt: '结束',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT e.number, e.title, s.startAt, e.placeName, c.state, c.at, c.bookedAt, c.usedAt, c.closedAt
           FROM place_claim c JOIN event_slot s ON s.id = c.lotId JOIN union_event e ON e.id = s.eventId
           WHERE c.personId = ? ORDER BY c.id`,
        )(ask, personId),
        { state: claimStates },
      ),
  },
};
