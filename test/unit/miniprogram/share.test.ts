import { meetingCard, noticeCard, quizCard, titleOnCard } from '../../../miniprogram/services/share'
import type { QuizView } from '../../../typings/study'

const now = new Date('2026-11-23T01:30:00Z')
const card = (title: string) =>
  noticeCard({ id: 'n-1', title, mode: 'confirm', deadline: null }, now)
const queryIn = ({ path }: { path: string }) =>
  Object.fromEntries(new URLSearchParams(path.split('?')[1])) as { id?: string; title?: string }

test('a card carries its title for a stranger, whatever stands in it, and the notice’s id', () => {
  const title = '关于“A&B=100%?”的通知 #1'
  const query = queryIn(card(title))
  expect(query).toEqual({ id: 'n-1', title })
  expect(titleOnCard(query)).toBe(title)
})

test('so does the card of a quiz', () => {
  const quiz = {
    quizId: 'q-1',
    kind: 'weekly',
    title: '第48周每周五题',
    closesAt: '2026-11-27T10:00:00Z',
  }
  const query = queryIn(quizCard(quiz as QuizView, now))
  expect(query).toEqual({ id: 'q-1', title: quiz.title })
})

test('a title that somebody put into a path is one bounded line', () => {
  expect(titleOnCard({ title: ' 第一行\n\n第二行 ' })).toBe('第一行 第二行')
  expect(Array.from(titleOnCard({ title: '😀'.repeat(500) }))).toHaveLength(100)
  expect(titleOnCard({})).toBe('')
})

test('a meeting’s card carries all it says, so that a stranger reads when it is, too', () => {
  const title = `【会议】${'长'.repeat(60)}（请于11月25日17:00参加）`
  const { path } = meetingCard({ title, path: '/packages/meeting/pages/open/open?id=m-1' })
  expect(queryIn({ path })).toEqual({ id: 'm-1', title })
  expect(titleOnCard(queryIn({ path }))).toBe(title)
})
