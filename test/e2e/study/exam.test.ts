import { localDate } from '../../../cloudfunctions/rules/calendar'
import { EVERY_VARIANT, openAs } from '../fixture'
import { withCompany } from '../people/company'
import { common, does, fillBank, publish } from './bank'

/** An exam on members' phones: network lost, app killed, another phone; and what comes after it. */
const BRANCH = 'org-east-2'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const company = withCompany()
let quizId: string

beforeAll(async () => {
  const { stage } = company
  const { openid } = company.holder('editor', 'org-hq')
  const questionIds = await fillBank(stage, openid, 'org-hq')
  quizId = await publish(stage, openid, 'org-hq', {
    ...common(stage, 'org-hq', '党章党规知识考试', 2 * HOUR),
    kind: 'exam',
    choice: { questionIds },
    terms: {
      minutes: 30,
      attempts: 1,
      passMark: 60,
      rated: true,
      points: { single: 10, multiple: 20, trueFalse: 10, fill: 20 },
      papers: 1,
    },
  })
})

test('answers survive a lost network, a killed app and a change of phones, and are handed in once', async () => {
  const member = company.member(BRANCH, true)
  const phone = await openAs(member)
  await phone.tap('党章党规知识考试')
  await phone.see('6 题，共 80 分')
  await phone.screenshot('study/exam-before', EVERY_VARIANT)
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('开始考试')
  await phone.see(/剩 (30:00|29:\d\d)/)

  await answerFirst(phone)
  await phone.see('已保存')
  await phone.screenshot('study/exam-paper', EVERY_VARIANT)
  phone.offline()
  await phone.tap('下一题')
  await answerFirst(phone)
  await phone.see('待发送')
  await phone.kill()
  await phone.restart()
  phone.online()
  await phone.tap('党章党规知识考试')
  await phone.tap('继续作答')
  await phone.see('已答 2 / 6')
  await phone.see('已保存')
  await phone.close()

  // Its clock set back gives nobody more time.
  const other = await openAs(member, '', { clockOffset: -3 * HOUR })
  await other.see('考试 · 作答中')
  await other.tap('党章党规知识考试')
  await other.see(/前可以开始/)
  await other.tap('继续作答')
  await other.see(/剩 2\d:\d\d/)
  await other.leave()
  await other.set({ clockOffset: -DAY })
  await other.enter()
  await other.see(/剩 2\d:\d\d/)
  await other.tap('已答 2 / 6')
  await other.see('题目表')
  await other.screenshot('study/exam-map', EVERY_VARIANT)
  await other.tap('6')
  other.willAnswer({ sheet: 'modal', confirm: true })
  other.offline()
  await other.tap('交卷')
  await other.see('已交卷，待发送')
  await other.tap('返回', { within: '.body' })
  await other.back()
  await other.see('待发送')
  await other.gone('考试 · 作答中')
  await other.tap('党章党规知识考试')
  await other.tap('继续作答')
  await other.see('已交卷，待发送')
  other.online()
  await other.see('已交卷')
  await other.see(/成绩和解析 .* 后公布/)
  await other.screenshot('study/exam-handed-in', EVERY_VARIANT)
  await other.tap('返回', { within: '.body' })
  await other.see(/第 1 次/)
  await other.gone('继续作答')
})

test('who vanished is handed in, everybody sees results and why afterwards, mistakes come back next day', async () => {
  const { stage } = company
  const secretary = company.holder('secretary', BRANCH)
  await does(stage, secretary.openid, 'study.start', { quizId, attempt: 1 })
  // What was not answered is no mistake.
  const answers = [0, 1, 2].map((position) => ({ position, given: { choices: [1] }, seq: 1 }))
  await does(stage, secretary.openid, 'study.save', { quizId, attempt: 1, answers })

  stage.cloud.clock.advance(3 * HOUR)
  const clockOffset = 3 * HOUR
  const released = await openAs(secretary, '', { clockOffset })
  await released.tap('学习')
  await released.tap('我的答题')
  await released.see('党章党规知识考试')
  await released.screenshot('study/history', EVERY_VARIANT)
  await released.tap('党章党规知识考试')
  await released.see(/0 \/ 80 分，未及格/)
  await released.see('没有作答')
  await released.screenshot('study/exam-result', EVERY_VARIANT)
  await released.close()

  // Noon, so that no day ends while this goes on.
  const { clock } = stage.cloud
  const beijing = clock.now() + 8 * HOUR
  clock.advance(DAY - (beijing % DAY) + 12 * HOUR)
  const { due } = await does(stage, secretary.openid, 'study.mistakes', {})
  const [forgotten, known] = due.filter(({ kind }) => kind === 'single')
  // The first option is the right one, wherever it is shown.
  const option = (question: typeof forgotten, choice: number) =>
    question!.options.find((each) => each.choice === choice)!.text
  const dayWords = (days: number) => {
    const [, month, date] = localDate(new Date(clock.now() + days * DAY)).split('-')
    return `下次复习：${Number(month)}月${Number(date)}日`
  }
  const phone = await openAs(secretary, '', { clockOffset: clock.offset })
  await phone.tap('学习')
  await phone.see(/今天到期 3 题/)
  await phone.tap('错题本')
  await phone.see('今天到期的错题，答对了会隔更久再出现。')
  await phone.screenshot('study/mistakes', EVERY_VARIANT)
  await phone.tap(option(forgotten, 1))
  await phone.see('答错了')
  await phone.see(dayWords(1))
  await phone.tap(option(known, 0))
  await phone.see('答对了')
  await phone.see(dayWords(3))
  await phone.screenshot('study/mistakes-answered', EVERY_VARIANT)
  await phone.back()
  await phone.see(/今天到期 1 题/)

  /** Puts the phone away until another day. */
  const later = async (days: number) => {
    await phone.leave()
    clock.advance(days * DAY)
    await phone.set({ clockOffset: clock.offset })
    await phone.enter()
  }
  await later(1)
  await phone.see(/今天到期 2 题/)
  await phone.tap('错题本')
  await phone.see(forgotten!.stem)
  expect(await phone.words()).not.toContain(known!.stem)
  await phone.back()
  await later(2)
  await phone.see(/今天到期 3 题/)
})

/** Chooses the first option of the question that is shown. */
async function answerFirst(phone: Awaited<ReturnType<typeof openAs>>): Promise<void> {
  await phone.tap('A')
}
