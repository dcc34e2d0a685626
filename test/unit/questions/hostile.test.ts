import { CFB } from '@e965/xlsx'
import { readBank, readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import { linesOf } from './read'
import { run, wordFile, zipFile } from './word-file'

const refused = async (name: string, bytes: Buffer) => {
  const outcome = await readBank({ name, bytes }).then(
    () => 'read',
    (error: Error) => `${error.name}: ${error.message}`,
  )
  return outcome
}

test('what is no bank is refused with a sentence that says what to do', async () => {
  const cases: [string, Buffer, RegExp][] = [
    ['空.docx', Buffer.alloc(0), /空/],
    ['大.txt', Buffer.alloc(11 * 1024 * 1024, 'a'), /10MB/],
    ['a.pdf', Buffer.from('%PDF-1.7 …'), /PDF/],
    ['a.doc', Buffer.from('{\\rtf1\\ansi 题'), /RTF.*\.docx/],
    ['a.gift', Buffer.from('::q:: Who? {=a ~b}'), /不认识/],
    ['a.xls', Buffer.from('<html><table><tr><td>题目</td></tr></table>'), /不认识/],
    ['a.bin', Buffer.from([1, 2, 0, 0, 3, 0, 9, 0, 0, 7]), /不认识/],
    ['a.docx', Buffer.from('PK\u0003\u0004 cut off'), /损坏/],
    ['a.zip', zipFile({ 'a.txt': '题' }), /不认识/],
  ]
  for (const [name, bytes, sentence] of cases)
    expect(await refused(name, bytes)).toMatch(new RegExp(`^UnreadableFile: .*${sentence.source}`))
})

test('macros, passwords and entities are refused', async () => {
  const macro = wordFile(['1.甲（A）'], {}, { 'word/vbaProject.bin': 'x' })
  expect(await refused('a.docm', macro)).toMatch(/宏/)
  const locked = CFB.utils.cfb_new()
  CFB.utils.cfb_add(locked, 'EncryptedPackage', Buffer.from('x'))
  expect(await refused('a.docx', CFB.write(locked, { type: 'buffer' }) as Buffer)).toMatch(/密码/)
  const entities =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
  const bomb = wordFile([], {}, { 'word/document.xml': entities })
  expect(await refused('a.docx', bomb)).toMatch(/不安全/)
  const broken = wordFile([], {}, { 'word/document.xml': '<w:document><w:p>' })
  expect(await refused('a.docx', broken)).toMatch(/损坏/)
})

test('a small zip that unpacks to a large file is not unpacked', async () => {
  const bomb = wordFile([], {}, { 'word/media/a.bin': 'a'.repeat(90 * 1024 * 1024) })
  expect(bomb.length).toBeLessThan(1024 * 1024)
  expect(await refused('a.docx', bomb)).toMatch(/过大/)
})

test('an old .doc whose sectors run in a ring ends', async () => {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, 'WordDocument', Buffer.alloc(8192, 1))
  const bytes = CFB.write(container, { type: 'buffer' }) as Buffer
  // Every entry of the first table of sectors points back to sector 1.
  const tableSector = bytes.readUInt32LE(76)
  for (let at = 0; at < 128; at += 1)
    bytes.writeInt32LE(at % 2 === 0 ? at + 1 : at - 1, (tableSector + 1) * 512 + at * 4)
  expect(await refused('a.doc', bytes)).toMatch(/另存为\.docx/)
})

test('a cell of a megabyte is refused, and lines made to be slow are not slow', async () => {
  const csv = `题干,答案\n${'甲'.repeat(1_000_000)},A\n`
  expect(await refused('a.csv', Buffer.from(csv))).toMatch(/2万字/)
  const awkward = [
    ' '.repeat(9000) + '('.repeat(9000),
    'A.B.C.D '.repeat(2400),
    '1.A 2.B 1-5 ABC '.repeat(1200),
    '（'.repeat(19_000),
    '答案答案：'.repeat(3900),
    '[单选'.repeat(4000),
    '_'.repeat(19_000),
    '一、'.repeat(9000),
  ]
  const text = awkward.flatMap((line, index) => Array(20).fill(`${index + 1}. ${line}`)).join('\n')
  expect(() => readPastedBank(text)).not.toThrow()
}, 90_000)

test('text in every encoding that Windows saves', async () => {
  const text = '1.党的生日是（A）\nA.7月1日\nB.8月1日\n'
  const expected = ['single 党的生日是（ ） [A 7月1日 | B 8月1日] = A']
  const wide = Buffer.from(text, 'utf16le')
  const swapped = Buffer.from(wide).swap16()
  const files = [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
    wide,
    Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
  ]
  for (const bytes of files)
    expect(linesOf(await readBank({ name: 'a.txt', bytes }))).toEqual(expected)
})

test('invisible and look-alike characters are what they look like', () => {
  expect(linesOf(readPastedBank('1\u200b.⼯程⻔的（\u00a0A\u00a0）\u0007\nA.⼀\nB.⼆'))).toEqual([
    'single 工程门的（ ） [A 一 | B 二] = A',
  ])
})

test('5,000 questions of one file', () => {
  const text = Array.from(
    { length: 5000 },
    (_, index) =>
      `${index + 1}. 题目${index}（ ）。\nA. 甲${index} B. 乙${index}\n答案：${'AB'[index % 2]}`,
  ).join('\n')
  const bank = readPastedBank(text)
  expect(bank.questions).toHaveLength(5000)
  expect(bank.questions.flatMap(({ problems }) => problems)).toEqual([])
})

test('a Word file with a comment of a person shows only its text', async () => {
  const bytes = wordFile([
    { runs: `${run('1.甲（A）')}<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>` },
    'A.一 B.二',
  ])
  expect(linesOf(await readBank({ name: '', bytes }))).toEqual(['single 甲（ ） [A 一 | B 二] = A'])
})
