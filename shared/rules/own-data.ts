/** One's own data: terms of the answers (PIPL 15, 44 to 47, 50). */

/** GB/T 35273 8.5: an account that is closed by hand is closed within 15 working days. */
export const CLOSING_WORKING_DAYS = 15;
/** E10: the link to one's own data opens once, within this time. */
export const EXPORT_HOURS = 24;

export const closingStates = {
  asked: '已提交',
  confirming: '待第二人复核',
  held: '依法留存，暂不能删除',
  done: '已注销',
  recalled: '已撤回',
} as const;
export type ClosingState = keyof typeof closingStates;
