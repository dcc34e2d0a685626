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
import type { Amendment, MinutesFacts, MinutesText } from '../../typings/minutes'

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
    ['实到人数', `${numbers.presentAll}人（有表决权的${numbers.presentVoters}人）`],
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
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const borders = { top: border, bottom: border, left: border, right: border }
  const cell = (text: string, width: number, font: typeof BODY) =>
    new TableCell({
      borders,
      width: { size: width, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 110, right: 110 },
      children: [new Paragraph({ children: [new TextRun({ text, font, size: SIZE.table })] })],
    })
  return new Table({
    width: { size: INNER, type: WidthType.DXA },
    columnWidths: [LABEL, INNER - LABEL],
    rows: rows.map(
      ([label, value]) =>
        new TableRow({
          cantSplit: true,
          children: [cell(label, LABEL, BLACK), cell(value, INNER - LABEL, BODY)],
        }),
    ),
  })
}

function body({ facts, text, amendments, approved, shown }: PrintedMinutes): Paragraph[] {
  const parts: [string, string[]][] = [
    ['会议议程', facts.agenda.map((item, index) => `${index + 1}. ${item}`)],
    ['发言要点', text.speeches.map(({ name, gist }) => `${name}：${gist}`)],
    ['不同意见', linesOf(text.dissent)],
    [
      '表决情况',
      [
        facts.quorum,
        ...facts.votes.flatMap(({ title, tellers, outcomes }) => [
          tellers === '' ? `表决事项：${title}。` : `表决事项：${title}（${tellers}）。`,
          ...outcomes.map(
            ({ sentence, rule, ruleVersion }) => `${sentence}（依据：${rule}，${ruleVersion}版）`,
          ),
        ]),
      ].filter((each) => each !== '' && facts.votes.length > 0),
    ],
    ['会议决议', linesOf(text.resolution)],
    [
      '会后落实',
      text.followUps.map(({ text: what, name, dueOn }) => `${what}（${name}，${dueOn}前）`),
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
  return [
    ...numbered.flatMap(([heading, lines], index) => [
      line(`${NUMERALS[index] ?? ''}、${heading}`, BLACK, true),
      ...lines.map((each) => line(each)),
    ]),
    line(''),
    line(approved),
    line('主持人（签名）：　　　　　　　　记录人（签名）：'),
  ]
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
