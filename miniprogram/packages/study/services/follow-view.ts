import type { ProgressCount } from '../../../../typings/ask'
import type { PersonResult, WrongQuestion } from '../../../../typings/study'
import { grouped } from '../../../services/grouped'
import { type Counted, type PlaceList, placesList } from '../../../services/places'
import type { Tag } from '../../../services/words'
import { scoreWords } from './exam-view'

/** One person as 完成情况 shows them. */
export interface PersonRow {
  id: string
  name: string
  tag: Tag
  score: string
  missing: boolean
  chosen: boolean
}

export interface WrongRow {
  id: string
  stem: string
  note: string
}

/** Who has done a quiz and who has not: people or organisations, in groups (`grouped`). */
export interface FollowList extends PlaceList {
  people: PersonRow[][]
}

const STATES: Readonly<Record<PersonResult['state'], Tag>> = {
  notJoined: { word: '未加入', tone: 'plain' },
  notStarted: { word: '未开始', tone: 'new' },
  started: { word: '作答中', tone: 'due' },
  done: { word: '已完成', tone: 'done' },
  recorded: { word: '书记代记', tone: 'plain' },
}
const DONE: readonly PersonResult['state'][] = ['done', 'recorded']

interface Look {
  /** Ids of those chosen to be reminded. */
  picked: ReadonlySet<string>
  /** Rows on the page. */
  shown: number
}

/** The people of a branch. Pure. @param before the list on the page */
export function peopleList(
  before: Pick<FollowList, 'people'>,
  results: readonly PersonResult[],
  { picked, shown }: Look,
): FollowList {
  const rows = results.map((each) => personRow(each, picked.has(each.memberId)))
  return {
    people: grouped(before.people, rows.slice(0, shown)),
    own: null,
    children: [],
    left: Math.max(0, rows.length - shown),
    picked: rows.filter(({ chosen }) => chosen).map(({ id }) => id),
    expected: rows.length,
    confirmed: rows.filter(({ missing }) => !missing).length,
  }
}

/** The organisations below. Pure. @param before the list on the page */
export function organisationsList(
  before: Pick<FollowList, 'children'>,
  counted: Counted,
  look: Look,
): FollowList {
  return { people: [], ...placesList(before.children, counted, look, gapWords) }
}

export function wrongRow({ questionId, stem, answered, wrong }: WrongQuestion): WrongRow {
  return { id: questionId, stem, note: `${answered} 人作答，${wrong} 人答错` }
}

function personRow({ memberId, name, state, score }: PersonResult, chosen: boolean): PersonRow {
  const missing = !DONE.includes(state)
  return {
    id: memberId,
    name,
    tag: STATES[state],
    score: score === null ? '' : scoreWords(score),
    missing,
    chosen: chosen && missing,
  }
}

/** What is missing in an organisation below, or of those who belong to one itself. */
function gapWords({ expected, read, confirmed }: ProgressCount): string {
  const missing = expected - confirmed
  return missing === 0 ? '全部完成' : `还差 ${missing} 人，其中 ${expected - read} 人没有开始`
}
