import type { LaunchOptions } from '../phone'
import { ordinaryPhone } from '../phone/line'
import type { PreviewCard, PreviewCommand, PreviewPhone, PreviewState } from '../preview-state'
import type { World } from './world'

/** The group chat of the preview, as the platform would name it. */
const GROUP = { openGId: 'preview-group' }
const IN_A_GROUP = 1044
const MAIN_ENTRY = 1001
const HOME: LaunchOptions = { path: '', query: {}, scene: MAIN_ENTRY }
const SENT_SHOWN = 20

/** What lies on the preview's desk: two phones, the group chat, the messages sent. */
export interface Desk {
  state(): PreviewState
  act(command: PreviewCommand): Promise<void>
  onChange(listener: () => void): () => void
}

export function createDesk(world: World): Desk {
  const { cloud, phones, people } = world
  const listeners = new Set<() => void>()
  const cards: PreviewCard[] = []
  const starts = new Map<string, number>()
  let shown = ['a']
  let problems: PreviewState['problems'] = [...phones.problems]

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const nameOf = (openid: string | undefined) =>
    people.find((person) => person.openid === openid)?.name ?? openid ?? ''

  for (const [index, id] of ['a', 'b'].entries()) {
    phones.line({
      ...ordinaryPhone(id),
      person: personAt(index === 0 ? 4 : 3),
      clockOffset: cloud.clock.offset,
    })
  }
  phones.onCard(({ phoneId, title, path, imageUrl, at }) => {
    const from = nameOf(phones.lineOf(phoneId)?.settings.person?.openid)
    cards.push({
      id: cards.length + 1,
      title,
      path,
      from,
      at,
      ...(imageUrl === undefined ? {} : { imageUrl }),
    })
    changed()
  })
  world.onProblems((found) => {
    problems = [...found]
    changed()
  })
  cloud.clock.onJump(() => {
    for (const id of ['a', 'b']) phones.lineOf(id)?.change({ clockOffset: cloud.clock.offset })
    changed()
  })

  function personAt(index: number) {
    const person = people[index] ?? people[0]
    if (person === undefined) return null
    const { openid, name, phoneNumber } = person
    return { openid, name, phoneNumber }
  }

  function restart(id: string, launch: LaunchOptions) {
    phones.lineOf(id)?.change({ launch })
    starts.set(id, (starts.get(id) ?? 0) + 1)
  }

  function phoneState(id: string): PreviewPhone[] {
    const line = phones.lineOf(id)
    if (line === undefined) return []
    return [{ id, url: phones.pageUrl(id), settings: line.settings, starts: starts.get(id) ?? 0 }]
  }

  return {
    state: () => ({
      people,
      phones: shown.flatMap(phoneState),
      cards,
      sent: cloud.wechat.outbox
        .list()
        .slice(-SENT_SHOWN)
        .reverse()
        .map(({ id, at, kind, openid, request }) => ({
          id,
          at,
          kind,
          to: nameOf(openid),
          text: JSON.stringify(request).slice(0, 300),
        })),
      clockOffset: cloud.clock.offset,
      problems,
    }),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async act(command) {
      switch (command.do) {
        case 'hold': {
          const index = people.findIndex((person) => person.openid === command.openid)
          phones.lineOf(command.phone)?.change({ person: personAt(index), launch: HOME })
          starts.set(command.phone, (starts.get(command.phone) ?? 0) + 1)
          break
        }
        case 'set':
          phones.lineOf(command.phone)?.change(command.change)
          break
        case 'restart':
          restart(command.phone, HOME)
          break
        case 'open': {
          const card = cards.find(({ id }) => id === command.card)
          if (card === undefined) return
          const [path = '', search = ''] = card.path.replace(/^\//, '').split('?')
          const query = Object.fromEntries(new URLSearchParams(search))
          restart(command.phone, {
            path,
            query,
            scene: IN_A_GROUP,
            group: GROUP,
            shareTicket: 'preview',
          })
          break
        }
        case 'advance':
          cloud.clock.advance(command.milliseconds)
          break
        case 'realTime':
          cloud.clock.set(undefined)
          break
        case 'secondPhone':
          shown = command.shown ? ['a', 'b'] : ['a']
          break
      }
      changed()
    },
  }
}
