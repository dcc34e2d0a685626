import { wordFile, zipFile } from '../../unit/questions/word-file'
import { withCompany } from '../company'
import { DAY, freshId } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import { fillBank, letTimePass, questionOf } from './quiz'

const company = withCompany()
const BRANCH = 'org-east-3'
const SUBJECT = '党史'
let author: Person
beforeAll(() => {
  author = peopleOf(company).officer('secretary', BRANCH)
})
afterEach(() => {
  company.cloud.faults.clear()
  company.cloud.wechat.setVerdict({ text: 'pass', words: {} })
})

const everything = { subject: null, kind: null, search: '', retired: false, before: null }
const list = (changes = {}) =>
  author.does('question.list', { orgId: BRANCH, ...everything, ...changes })

const FILE = `一、单选题
1. 中国共产党第一次全国代表大会在哪里开幕？（ A ）
A. 上海 B. 北京 C. 南京 D. 广州
解析：后移至嘉兴南湖。
2. 遵义会议召开于哪一年？（ E ）
A. 1934 B. 1935 C. 1936 D. 1937
二、多选题
3. 下列属于三会一课的是（ ABD ）
A. 支部党员大会 B. 支部委员会会议 C. 职工大会 D. 党小组会
三、判断题
4. 预备党员有表决权。（ 错 ）
四、填空题
5. 党的根本宗旨是____。
答案：全心全意为人民服务
6. 党的最高纲领是什么？
A. 实现共产主义 B. 小康
`

async function check(text = FILE, importId = freshId('import')) {
  const answer = await author.does('question.check', {
    orgId: BRANCH,
    importId,
    subject: SUBJECT,
    source: { text },
  })
  return { importId, ...answer }
}

/** Puts a file where the page uploads it. */
async function upload(path: string, bytes: Buffer): Promise<string> {
  const answer = await fetch(`${company.cloud.url}/_local/upload?path=${path}`, {
    method: 'POST',
    headers: { 'x-wx-openid': author.openid },
    body: new Uint8Array(bytes),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { fileID: string }).fileID
}

async function save(importId: string) {
  await author.does('question.confirm', { orgId: BRANCH, importId, practice: false })
  for (let polls = 0; polls < 40; polls += 1) {
    const progress = await author.does('question.progress', { orgId: BRANCH, importId })
    if (progress.state === 'finished') return progress
  }
  throw new Error('never finished')
}

describe('importing', () => {
  it('shows what was understood, mends in place, saves what is sound, and the same again adds nothing', async () => {
    const { importId, summary, first } = await check()
    expect(summary.total).toBe(6)
    expect(first.map(({ state }) => state)).toEqual([
      'sound',
      'broken',
      'sound',
      'sound',
      'sound',
      'broken',
    ])
    expect(first[0]?.question).toMatchObject({ kind: 'single', key: { choices: [0] } })
    expect(first[2]?.question).toMatchObject({ kind: 'multiple', key: { choices: [0, 1, 3] } })
    expect(first[3]?.question).toMatchObject({ kind: 'trueFalse', key: { choices: [1] } })
    const broken = await author.does('question.items', {
      orgId: BRANCH,
      importId,
      which: 'broken',
      offset: 0,
    })
    expect(broken.items.map(({ index }) => index)).toEqual([1, 5])
    expect(broken.items.every(({ problems }) => problems.some(({ blocks }) => blocks))).toBe(true)
    expect(broken.items[0]?.place).toMatch(/第\d+行/)

    const mend = { orgId: BRANCH, importId, index: 1 }
    const question = {
      kind: 'single' as const,
      stem: '遵义会议召开于哪一年？',
      options: ['1934', '1935', '1936', '1937'],
      key: { choices: [1] },
      explanation: '',
    }
    const wrong = { ...question, key: { choices: [0, 1] } }
    const still = await author.does('question.mend', { ...mend, question: wrong })
    expect(still.item.state).toBe('broken')
    const mended = await author.does('question.mend', { ...mend, question })
    expect(mended.item).toMatchObject({ state: 'sound', mended: true })
    const skipped = await author.does('question.mend', { ...mend, index: 5, question: null })
    expect(skipped.summary).toMatchObject({ sound: 5, broken: 0, skipped: 1, total: 6 })

    expect(await save(importId)).toMatchObject({ done: 5, failed: 0, total: 5, added: 5 })
    expect(await author.tries('question.mend', { ...mend, question })).toBe('busy')
    const bank = await list()
    expect(bank.questions).toHaveLength(5)
    expect(bank.subjects).toEqual([
      { subject: SUBJECT, counts: { single: 2, multiple: 1, trueFalse: 1, fill: 1 }, practice: 0 },
    ])
    const again = await check()
    expect(again.summary).toMatchObject({ sound: 0, known: 4 })
    expect(await save(again.importId)).toMatchObject({ added: 0, total: 0 })
    expect((await list()).questions).toHaveLength(5)
  })

  it('tells of a question the bank has with another answer, and leaves the bank as it is', async () => {
    const other = FILE.replace('开幕？（ A ）', '开幕？（ B ）')
    const { first, importId } = await check(other)
    expect(first[0]).toMatchObject({ state: 'known' })
    expect(first[0]?.problems[0]?.text).toContain('答案不同')
    await save(importId)
    const { questions } = await list({ search: '第一次全国代表大会' })
    expect(questions.map(({ key }) => key)).toEqual([{ choices: [0] }])
  })

  it('answers the same to a repeat, and nothing to another branch', async () => {
    const { importId, summary } = await check()
    expect((await check(FILE, importId)).summary).toEqual(summary)
    const different = { orgId: BRANCH, importId, subject: '别的', source: { text: FILE } }
    expect(await author.tries('question.check', different)).toBe('idReused')
    const other = peopleOf(company).officer('secretary', 'org-east-2')
    const look = { orgId: 'org-east-2', importId, which: 'all' as const, offset: 0 }
    expect(await other.tries('question.items', look)).toBe('forbidden')
    expect(
      await other.tries('question.confirm', { orgId: 'org-east-2', importId, practice: true }),
    ).toBe('forbidden')
  })

  it('says in words why a file cannot be read', async () => {
    const missing = { fileId: 'cloud://env/question-files/none.docx', name: '题库.docx' }
    const answer = await author.call('question.check', {
      orgId: BRANCH,
      importId: freshId('import'),
      subject: SUBJECT,
      source: missing,
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'fileUnreadable' } })
  })

  it('reads no bomb, macro, wreck or giant, says so, and reads on', async () => {
    const ONE = '1. 上工作⾯前要（ A ）\nA. 交底 B. 签到\n'
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    const wreck = Buffer.concat([compound, Buffer.alloc(2000, 7)])
    const wide = (text: string) => Buffer.from(text, 'utf16le')
    // 上工作面前要, 交底 and 签到 as Windows saved them.
    const [asked, first, second] = ['c9cfb9a4d7f7c3e6c7b0d2aa', 'bdbbb5d7', 'c7a9b5bd'].map((hex) =>
      Buffer.from(hex, 'hex'),
    ) as [Buffer, Buffer, Buffer]
    const ascii = (text: string) => Buffer.from(text, 'ascii')
    const gbk = [ascii('1. '), asked, ascii('( A )\nA. '), first, ascii(' B. '), second]
    const bomb = wordFile([ONE], {}, { 'word/media/a.bin': 'a'.repeat(90 * 1024 * 1024) })
    const sheetMacro = zipFile({ 'xl/workbook.xml': '<workbook/>', 'xl/vbaProject.bin': 'x' })
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
    const refused: [name: string, bytes: Buffer, reason: RegExp][] = [
      ['bomb.docx', bomb, /过大/],
      ['macro.docm', wordFile([ONE], {}, { 'word/vbaProject.bin': 'x' }), /宏/],
      ['macro.xlsm', sheetMacro, /宏/],
      ['macro.doc', Buffer.concat([wreck, wide('WordDocument'), wide('_VBA_PROJECT')]), /宏/],
      ['wreck.doc', Buffer.concat([wreck, wide('WordDocument')]), /另存为\.docx/],
      ['wreck.xls', wreck, /\.xlsx/],
      ['torn.xls', Buffer.concat([wreck, wide('Workbook'), wreck]), /\.xlsx/],
      ['start.xls', Buffer.concat([compound.subarray(0, 4), wide('…Workbook')]), /\.xlsx/],
      ['giant.txt', Buffer.alloc(20 * 1024 * 1024, 'a'), /10MB/],
      ['picture.docx', png, /不认识/],
    ]
    const read = async (name: string, bytes: Buffer) => {
      const fileId = await upload(`question-files/${name}`, bytes)
      const input = { orgId: BRANCH, importId: freshId('import'), subject: SUBJECT }
      return author.call('question.check', { ...input, source: { fileId, name } })
    }
    for (const [name, bytes, reason] of refused)
      expect([name, await read(name, bytes)]).toMatchObject([
        name,
        {
          ok: false,
          error: { code: 'fileUnreadable', detail: { reason: expect.stringMatching(reason) } },
        },
      ])
    // What the file is, its content says, whatever it is called; a radical is the ideograph it looks like.
    const sound: [name: string, bytes: Buffer][] = [
      ['gbk.txt', Buffer.concat(gbk)],
      ['radical.txt', Buffer.from(ONE)],
      ['word.xlsx', wordFile(ONE.trim().split('\n'))],
    ]
    for (const [name, bytes] of sound) {
      const answer = await read(name, bytes)
      expect([name, answer]).toMatchObject([name, { ok: true }])
      const items = answer.ok ? answer.data.first : []
      expect(items.map(({ state, question }) => [name, state, question.stem])).toEqual([
        [name, 'sound', expect.stringMatching(/^上工作面前要[（(] [）)]$/)],
      ])
    }
  })

  it('saves 5,000 questions by a job, and goes on where it was killed', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, at) => `${at + 1}. 第${at + 1}号规范的编号是（ A ）\nA. 甲${at} B. 乙${at}`,
    )
    // A pasted text holds 20,000 characters: the file comes by the cloud's storage.
    const fileId = await upload('question-files/large.txt', Buffer.from(lines.join('\n')))
    const importId = freshId('import')
    const { summary } = await author.does('question.check', {
      orgId: BRANCH,
      importId,
      subject: '规范',
      source: { fileId, name: 'large.txt' },
    })
    expect(summary).toMatchObject({ total: 5000, sound: 5000 })
    await author.does('question.confirm', { orgId: BRANCH, importId, practice: true })
    const before = await author.does('question.progress', { orgId: BRANCH, importId })
    expect(before).toMatchObject({ state: 'running', total: 5000 })
    expect(before.done).toBeGreaterThan(0)
    for (let strikes = 0; strikes < 10; strikes += 1) await letTimePass(company, 60_000)
    const after = await author.does('question.progress', { orgId: BRANCH, importId })
    expect(after).toMatchObject({ state: 'finished', done: 5000, added: 5000 })
    const { subjects } = await author.does('question.subjects', { orgId: BRANCH })
    expect(subjects.find(({ subject }) => subject === '规范')).toMatchObject({
      counts: { single: 5000 },
      practice: 5000,
    })
  })
})

describe('the bank', () => {
  it('is searched, filtered and paged without repeating or missing a question', async () => {
    await fillBank(author, BRANCH, '翻页', { single: 25 }, { from: 300 })
    const seen: string[] = []
    let before: { changedAt: string; id: string } | null = null
    for (let page = 0; page < 3; page += 1) {
      const { questions, more }: Awaited<ReturnType<typeof list>> = await list({
        subject: '翻页',
        before,
      })
      seen.push(...questions.map(({ _id }) => _id))
      const last = questions.at(-1)
      if (!more || last === undefined) break
      before = { changedAt: last.changedAt, id: last._id }
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25])
    // Letter by letter, never as a pattern.
    expect((await list({ subject: '翻页', search: '第31.题' })).questions).toHaveLength(0)
    expect((await list({ subject: '翻页', search: '第311题' })).questions).toHaveLength(1)
  })

  it('adds the same question once, refuses what is not whole, and what WeChat refuses', async () => {
    const question = questionOf('multiple', 400)
    const input = { orgId: BRANCH, subject: SUBJECT, question, practice: false }
    const [one, two] = await Promise.all([
      author.does('question.add', input),
      author.does('question.add', input),
    ])
    expect([one.state, two.state].sort()).toEqual(['added', 'exists'])
    const reordered = { ...question, options: [...question.options].reverse() }
    expect((await author.does('question.add', { ...input, question: reordered })).state).toBe(
      'exists',
    )
    const broken = { ...question, stem: '另一题', key: { choices: [7] } }
    expect(await author.tries('question.add', { ...input, question: broken })).toBe('badInput')
    company.cloud.wechat.setVerdict({ words: { 违禁: 'risky' } })
    const refused = { ...question, stem: '含违禁词的题' }
    expect(await author.tries('question.add', { ...input, question: refused })).toBe(
      'contentRefused',
    )
  })

  it('retires and puts back; exports what an import reads as the same', async () => {
    await fillBank(
      author,
      BRANCH,
      '导出',
      { single: 3, multiple: 2, trueFalse: 2, fill: 1 },
      { from: 500 },
    )
    const { questions } = await list({ subject: '导出' })
    const [first] = questions
    if (first === undefined) throw new Error('empty')
    await author.does('question.retire', { questionId: first._id, retired: true })
    expect((await list({ subject: '导出' })).questions).toHaveLength(7)
    expect((await list({ subject: '导出', retired: true })).questions).toHaveLength(1)
    await author.does('question.retire', { questionId: first._id, retired: false })

    const file = await author.does('question.export', { orgId: BRANCH, subject: '导出', offset: 0 })
    const bytes = Buffer.from(file.base64, 'base64')
    const fileId = await upload('question-files/export.xlsx', bytes)
    const { summary, first: items } = await author.does('question.check', {
      orgId: BRANCH,
      importId: freshId('import'),
      subject: '导出',
      source: { fileId, name: file.name },
    })
    expect(summary).toMatchObject({ total: 8, known: 8 })
    expect(items.flatMap(({ problems }) => problems)).toEqual([])
    const log = await company.documents<{ action: string; actorId: string }>('audit')
    expect(log.filter(({ action }) => action === 'question.export')).toHaveLength(1)
    await letTimePass(company, DAY)
  })
})
