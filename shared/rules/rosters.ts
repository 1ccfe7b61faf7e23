/** Rosters: a unit's list of people, checked row by row before a second person lets it in. */
export const rosterStates = {
  reading: '正在读取',
  mapping: '待对列',
  checking: '正在检查',
  checked: '已检查，待提交',
  confirming: '待第二人复核',
  entering: '正在入册',
  done: '已入册',
  unreadable: '文件读不了',
  recalled: '已撤回',
} as const;
export type RosterState = keyof typeof rosterStates;

/** What a row becomes. `stopped` needs a person's decision elsewhere; nothing is guessed. */
export const rowStates = {
  good: '可入册',
  same: '已在册，不变',
  bad: '有错',
  stopped: '需另行办理',
  entered: '已入册',
} as const;
export type RowState = keyof typeof rowStates;

/** Columns that a roster may have; the first three are needed. */
export const rosterFields = {
  name: '姓名',
  idNumber: '身份证号',
  occupation: '工种',
  phone: '手机号',
  joinedOn: '入会日期',
} as const;
export type RosterField = keyof typeof rosterFields;

/** Why a row does not enter: code -> what to do. One row may have several. */
export const rowProblems = {
  NAME_MISSING: '没有姓名，请补上。',
  NAME_ODD: '姓名里有数字或符号，请核对。',
  ID_MISSING: '没有身份证号，请补上。',
  ID_LENGTH: '身份证号应为 18 位，请核对。',
  ID_CHECK: '身份证号最后一位对不上，请逐位核对。',
  ID_DATE: '身份证号里的出生日期不存在，请核对第 7 到 14 位。',
  ID_FLOAT: '身份证号被表格软件变成了数字，后几位已丢失，请把该列设为“文本”后重新填写。',
  ID_TWICE: '同一个身份证号在文件里出现了不止一次，请只留一行。',
  TOO_YOUNG: '未满 16 周岁，还不能加入工会。',
  PHONE_ODD: '手机号应为 11 位，请核对；没有手机号可以留空。',
  PHONE_TWICE: '同一个手机号在文件里用于不止一人，请核对。',
  OCCUPATION_UNKNOWN: '工种不在名单里，请从模板的下拉项里选。',
  DATE_ODD: '入会日期看不懂，应如 2026-11-22。',
  DATE_AHEAD: '入会日期在今天以后，请核对。',
  FORMULA: '单元格里是公式，没有算好的值，请粘贴为“值”。',
  MEMBER_ELSEWHERE: '此人已是另一家工会的会员，请本人申请转会。',
  PHONE_OTHERS: '这个手机号已登记在另一个人名下，请核对后由本人办理。',
  NAME_DIFFERS: '这个身份证号已登记，但姓名不同，请核对；确有错误由本人申请更正。',
  APPLICATION_OPEN: '此人有一份入会申请正在审核，请先审核那一份。',
  UNION_CLOSED: '复核后这家工会已合并或撤销，没有入册，请向接收的工会重新提交。',
  ID_PHONE_TWO: '身份证号和手机号分别属于两个人的记录，请核对。',
} as const;
export type RowProblem = keyof typeof rowProblems;

/** Why a whole file is not read. */
export const fileProblems = {
  NOT_A_TABLE: '不是 XLSX 或 CSV 文件。如果是旧的 .xls，请另存为 .xlsx。',
  BOMB: '文件解压后太大，不像名册，没有读取。',
  BROKEN: '文件不完整或已损坏，请重新保存后上传。',
  LOCKED: '文件设了密码，请去掉密码后上传。',
  EMPTY: '文件里没有数据。',
  NO_HEADER: '没有找到“姓名”和“身份证号”这两列，请检查第一行是不是列名。',
  TOO_MANY_ROWS: '行数超过 50 万，请分成几个文件。',
  ENCODING: '文字编码认不出来，请用 UTF-8 或 GBK 保存。',
} as const;
export type FileProblem = keyof typeof fileProblems;
