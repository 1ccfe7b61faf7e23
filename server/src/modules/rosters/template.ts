/** An empty roster to fill in: ID numbers stay text, occupations come from a list, and the example can never enter. */
import { occupations } from '@niangjia/shared/rules/membership';
import { rosterFields } from '@niangjia/shared/rules/rosters';
import ExcelJS from 'exceljs';
import type { FileReply } from '../../core/route';
import { XLSX_TYPE } from '../../core/workbook';

const WIDTHS = { name: 14, idNumber: 24, occupation: 22, phone: 16, joinedOn: 14 } as const;
/** Brackets are no letters of a name, and no card has this number: whoever forgets the example is told so. */
const EXAMPLE = {
  name: '张三（示例，请删去）',
  idNumber: '370000199001010000',
  occupation: occupations.COURIER,
  phone: '',
  joinedOn: '2026-11-22',
};
const LINES = 2000;

const ADVICE = [
  '每人一行。“姓名”“身份证号”“工种”必填，“手机号”“入会日期”没有可以留空；入会日期留空时，以入册当日为准。',
  '身份证号请以文本填写（本模板已设好）。变成 3.70784E+17 的号码后几位已经丢失，系统不会猜，请重新填写。',
  '“工种”请从下拉项里选；日期写成 2026-11-22。',
  '上传后，全角数字和空格会自动变为半角，姓名两字之间的空格会去掉，身份证号末位的小写字母会变为大写；其他内容一律不改。',
  '有错的行不会入册，系统会逐行说明原因。已在本工会的人不会重复，已是其他工会会员的人请本人申请转会。',
  '上传即表示：名册上的每位职工都已亲自签名申请入会，并签名同意工会处理其个人信息；纸质材料由单位保存。',
];

/** The template as an XLSX. */
export async function makeTemplate(): Promise<FileReply> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('名册', { views: [{ state: 'frozen', ySplit: 1 }] });
  const fields = Object.keys(WIDTHS) as (keyof typeof WIDTHS)[];
  sheet.columns = fields.map((key) => ({ header: rosterFields[key], key, width: WIDTHS[key], style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
  sheet.addRow(EXAMPLE).font = { italic: true, color: { argb: 'FF888888' } };
  const labels = Object.values(occupations);
  const list = book.addWorksheet('工种');
  for (const label of labels) list.addRow([label]);
  const column = sheet.getColumn('occupation').letter;
  for (let line = 2; line <= LINES; line += 1)
    sheet.getCell(`${column}${line}`).dataValidation = {
      type: 'list',
      allowBlank: true,
      formulae: [`工种!$A$1:$A$${labels.length}`],
      showErrorMessage: true,
      error: '请从下拉项里选。',
    };
  const advice = book.addWorksheet('填写说明');
  advice.getColumn(1).width = 100;
  for (const line of ADVICE) advice.addRow([line]).alignment = { wrapText: true };
  const bytes = Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
  return { bytes, type: XLSX_TYPE, name: 'roster-template.xlsx' };
}
