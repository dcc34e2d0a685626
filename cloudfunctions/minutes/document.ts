import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Outcome } from '../../typings/meeting'
import type { Amendment, MinutesFacts, MinutesText } from '../../typings/minutes'
import { presentWords } from '../rules/meeting/minutes'

/**
 * Minutes on A4 in the usual form: a heading in 小标宋 or what stands for it, a table of the facts, the text in 仿宋.
 * Fonts are named, not embedded; Word and WPS replace what a machine lacks.
 */
export interface PrintedMinutes {
  facts: MinutesFacts
  text: MinutesText
  amendments: readonly Amendment[]
  isDraft: boolean
  approved: string
  /** An instant as the branch's clock shows it. */
  shown: (instant: string) => string
}

const HEADING = { name: '方正小标宋简体', eastAsia: '方正小标宋简体', ascii: 'Times New Roman' }
const BLACK = { eastAsia: '黑体', ascii: 'Times New Roman', hAnsi: 'Times New Roman' }
const BODY = { eastAsia: '仿宋', ascii: 'Times New Roman', hAnsi: 'Times New Roman' }
/** Half points: 二号 22 pt, 三号 16 pt, 四号 14 pt. */
const SIZE = { title: 44, body: 32, table: 28 }
/** Twentieths of a point. GB/T 9704: 37 mm above, 35 mm below, 28 mm left, 26 mm right. */
const MARGIN = { top: 2098, bottom: 1984, left: 1587, right: 1474 }
const A4 = { width: 11906, height: 16838 }
const INNER = A4.width - MARGIN.left - MARGIN.right
const LABEL = 1900
/** Characters of a cell that takes up a good part of a page. */
const LONG = 300
/** 28 pt between lines. */
const LINE = 560

export async function documentOf(printed: PrintedMinutes): Promise<Buffer> {
  const { facts, isDraft } = printed
  const document = new Document({
    title: facts.title,
    creator: facts.orgName,
    styles: { default: { document: { run: { font: BODY, size: SIZE.body } } } },
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN } },
        footers: { default: pageNumber() },
        children: [
          ...(isDraft ? [centred('（草稿，未经审定）', BODY, SIZE.table)] : []),
          centred(facts.orgName, HEADING, SIZE.title),
          centred(`${facts.kindName}记录`, HEADING, SIZE.title),
          line(''),
          factsTable(facts),
          ...body(printed),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function factsTable(facts: MinutesFacts): Table {
  const { numbers, absent } = facts
  const rows: [string, string][] = [
    ['会议名称', [facts.title, ...facts.also.map((each) => `（含${each}）`)].join('')],
    ['时　　间', facts.endedAt === '' ? facts.startedAt : `${facts.startedAt} 至 ${ending(facts)}`],
    ['地　　点', facts.place],
    ['主 持 人', facts.chair],
    ['记 录 人', facts.recorder],
    ['应到人数', `${numbers.expectedAll}人（有表决权的${numbers.expectedVoters}人）`],
    ['实到人数', presentWords(facts)],
    [
      '到会人员',
      [...facts.present, ...facts.remote.map((name) => `${name}（线上）`)].join('、') || '无',
    ],
    ['列席人员', facts.observers.join('、') || '无'],
    [
      '缺席人员',
      absent
        .map(({ name, reason }) => `${name}（${reason === '' ? '未请假' : reason}）`)
        .join('、') || '无',
    ],
  ]
  return new Table({
    width: { size: INNER, type: WidthType.DXA },
    columnWidths: [LABEL, INNER - LABEL],
    rows: rows.map(
      ([label, value]) =>
        new TableRow({
          // A row of many names goes on over the page.
          cantSplit: value.length < LONG,
          children: [cell(label, LABEL, BLACK), cell(value, INNER - LABEL, BODY)],
        }),
    ),
  })
}

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER }

function cell(text: string, width: number, font: typeof BODY): TableCell {
  return new TableCell({
    borders: BORDERS,
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 110, right: 110 },
    children: [new Paragraph({ children: [new TextRun({ text, font, size: SIZE.table })] })],
  })
}

function body(printed: PrintedMinutes): (Paragraph | Table)[] {
  const { facts, text, amendments, approved, shown } = printed
  const parts: [string, (string | Table)[]][] = [
    ['会议议程', facts.agenda.map((item, index) => `${index + 1}. ${item}`)],
    ['发言要点', text.speeches.flatMap(({ name, gist }) => linesOf(`${name}：${gist}`))],
    ['不同意见', linesOf(text.dissent)],
    [
      '表决情况',
      facts.votes.length === 0 ? [] : [...linesOf(facts.quorum), ...facts.votes.flatMap(voteLines)],
    ],
    ['会议决议', linesOf(text.resolution)],
    [
      '会后落实',
      text.followUps.map(({ text: what, name, dueOn }) => {
        const [year, month, day] = dueOn.split('-').map(Number)
        return `${endless(what)}（${name}，${year}年${month}月${day}日前）`
      }),
    ],
    [
      '更正说明',
      amendments.map(
        (each) =>
          `${shown(each.at)}，${each.by.name}：${changeOf(each)}。原因：${endless(each.reason)}。`,
      ),
    ],
  ]
  const numbered = parts.filter(([, lines]) => lines.length > 0)
  const last = numbered.at(-1)?.[1].at(-1)
  return [
    ...numbered.flatMap(([heading, lines], index) => [
      line(`${NUMERALS[index] ?? ''}、${heading}`, BLACK, true),
      // Signatures take the line before them to their page, but never the only one under its heading.
      ...lines.map((each) =>
        typeof each === 'string' ? line(each, BODY, lines.length > 1 && each === last) : each,
      ),
    ]),
    line('', BODY, true),
    line(approved, BODY, true),
    line('主持人（签名）：　　　　　　　　记录人（签名）：'),
  ]
}

/** One vote: its outcome in a sentence, and of several candidates also their votes in a table. */
function voteLines({ title, tellers, outcomes }: MinutesFacts['votes'][number]) {
  const rules = outcomes.map(({ rule, ruleVersion }) => `依据：${rule}，${ruleVersion}版。`)
  return [
    tellers === '' ? `表决事项：${title}。` : `表决事项：${title}（${tellers}）。`,
    ...(outcomes.length > 1 ? [votesTable(outcomes)] : []),
    ...outcomes.map(({ sentence }) => sentence),
    ...new Set(rules),
  ]
}

/** Candidates in a wide column, then 同意, 不同意, 弃权 and what came of it. */
const VOTE_COLUMNS = [INNER - 4 * 1250, 1250, 1250, 1250, 1250]

function votesTable(outcomes: readonly Outcome[]): Table {
  const rows = outcomes.map(({ subject, verdict, tally: { yes, no, abstain } }) => [
    subject,
    ...[yes, no, abstain].map(String),
    verdict,
  ])
  const head = ['姓名', '同意', '不同意', '弃权', '结果']
  return new Table({
    width: { size: INNER, type: WidthType.DXA },
    columnWidths: VOTE_COLUMNS,
    rows: [head, ...rows].map(
      (values, at) =>
        new TableRow({
          cantSplit: true,
          tableHeader: at === 0,
          children: values.map((value, column) =>
            cell(value, VOTE_COLUMNS[column] ?? 0, at === 0 ? BLACK : BODY),
          ),
        }),
    ),
  })
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七']

/** What an amendment changed, without its full stop. */
function changeOf({ field, speaker, before, after }: Amendment): string {
  if (field === 'attendance') return `出席由“${before}”更正为“${after}”`
  const part = { speeches: `${speaker}的发言要点`, dissent: '不同意见', resolution: '会议决议' }[
    field
  ]
  return after === '' ? `删去${part}` : `${part}更正为“${endless(after)}”`
}

/** A typed sentence within one of ours: without a full stop of its own. */
function endless(text: string): string {
  return text.replace(/[。.]+$/u, '')
}

/** The end of the same day by its time alone. */
function ending({ startedAt, endedAt }: MinutesFacts): string {
  const [day, time = ''] = endedAt.split(' ')
  return startedAt.startsWith(`${day} `) ? time : endedAt
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((each) => each.trim() !== '')
}

function centred(text: string, font: typeof HEADING | typeof BODY, size: number): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, font, size })],
  })
}

/** A paragraph, its first line indented by two characters; a heading stays with what follows. */
function line(text: string, font: typeof BODY = BODY, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: { line: LINE, lineRule: 'exact' },
    indent: { firstLine: SIZE.body * 20 },
    children: [new TextRun({ text, font, size: SIZE.body })],
  })
}

function pageNumber(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZE.table })],
      }),
    ],
  })
}
