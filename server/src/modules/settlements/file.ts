/** A settlement as a spreadsheet: its sums, and every line down to the id of its redemption. */
import { sayFullTime } from '@niangjia/shared/rules/days';
import { redemptionSources, settlementStates } from '@niangjia/shared/rules/vouchers';
import { type Ask, type Caller, makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import type { FileReply } from '../../core/route';
import { type Cell, workbookReply, yuan } from '../../core/workbook';
import { type Line, readLines } from './lines';
import { payeeOf } from './list';
import { type FoundSettlement, loadSettlement } from './load';

const PIECE = 1000;
const amounts = ['spendFen', 'subsidyFen', 'merchantFen', 'bankFen', 'paysFen'] as const;

const columns: [string, number][] = [
  ['核销时间', 22],
  ['门店', 20],
  ['核销员', 10],
  ['活动', 24],
  ['福利券', 20],
  ['会员', 8],
  ['方式', 10],
  ['消费金额（元）', 14],
  ['工会补贴（元）', 14],
  ['商家让利（元）', 14],
  ['银行支持（元）', 14],
  ['会员自付（元）', 14],
  ['撤销', 8],
  ['离线重复', 10],
  ['核销编号', 30],
  ['撤销的核销编号', 30],
];

const cellsOf = (line: Line): Cell[] => [
  sayFullTime(line.at),
  line.shopName,
  line.cashierName,
  line.campaignTitle,
  line.title,
  line.nameMasked,
  redemptionSources[line.source],
  ...amounts.map((amount) => yuan(line[amount])),
  line.undo ? '撤销' : '',
  line.loss ? '离线重复' : '',
  line.redemptionId,
  line.undoOf ?? '',
];

/** The lines, and below them their sums as they were read. */
async function* linesOf(kit: Kit, id: string): AsyncGenerator<Cell[]> {
  const total = { spendFen: 0, subsidyFen: 0, merchantFen: 0, bankFen: 0, paysFen: 0 };
  for (let after = ''; ; ) {
    const lines = await readLines(kit.db.reader, id, after, PIECE);
    for (const line of lines) {
      for (const amount of amounts) total[amount] += line[amount];
      after = line.redemptionId;
      yield cellsOf(line);
    }
    if (lines.length < PIECE) break;
  }
  yield ['合计', '', '', '', '', '', '', ...amounts.map((amount) => yuan(total[amount])), '', '', '', ''];
}

type Payee = Awaited<ReturnType<typeof payeeOf>>;

const summaryOf = (row: FoundSettlement, payee: Payee): Cell[][] => [
  ['结算单号', row.number],
  ['商家', `${row.merchantName}（${row.merchantNumber}）`],
  ['工会', row.unionName],
  ['月份', row.month],
  ['状态', settlementStates[row.state]],
  ['核销笔数', row.lines],
  ['撤销笔数', row.undone],
  ['消费金额（元）', yuan(row.spendFen)],
  ['商家让利（元）', yuan(row.merchantFen)],
  ['工会补贴（元）', yuan(row.subsidyFen)],
  ['银行支持（元）', yuan(row.bankFen)],
  ['应付商家（元）', yuan(row.payFen)],
  ['其中离线重复核销（元）', yuan(row.lossFen)],
  ['户名', payee.payeeName ?? '未登记'],
  ['开户行', payee.payeeBank ?? ''],
  [payee.payeeAccount?.length === 4 ? '账号尾号' : '账号', payee.payeeAccount ?? ''],
  ['编制人', row.preparerName ?? ''],
  ['编制时间', sayFullTime(row.preparedAt)],
  ['付款日期', row.paidOn ?? ''],
  ['银行回单号', row.reference ?? ''],
];

/** Before the transaction: it takes longer than one may. Refusal NOT_FOUND. */
export async function makeFile(kit: Kit, by: Caller, id: string): Promise<FileReply> {
  const { ask } = makeAsk(kit, kit.db.reader, by);
  const row = await loadSettlement(ask, id, 'settlements.read');
  const note = `${row.number}　${row.merchantName}　${row.month}　读取时间 ${sayFullTime(ask.now.toISOString())}`;
  return workbookReply(`settlement-${row.number}`, [
    {
      name: '结算单',
      note,
      columns: [
        { title: '项目', width: 26 },
        { title: '内容', width: 44 },
      ],
      rows: summaryOf(row, await payeeOf(ask, row)),
    },
    { name: '明细', note, columns: columns.map(([title, width]) => ({ title, width })), rows: linesOf(kit, id) },
  ]);
}

/** For the audit: who took the file. */
export async function noteFile(ask: Ask, id: string, file: FileReply): Promise<FileReply> {
  await loadSettlement(ask, id, 'settlements.read');
  return file;
}
