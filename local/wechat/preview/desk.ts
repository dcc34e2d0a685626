import type { Sent as Accepted } from '../../cloud/openapi/outbox'
import { ownPath } from '../own-code'
import type { LaunchOptions } from '../phone'
import { ordinaryPhone } from '../phone/line'
import type {
  PreviewCard,
  PreviewCommand,
  PreviewPhone,
  PreviewState,
  Sent,
} from '../preview-state'
import { splitPagePath } from '../query'
import { describeEffect, describeRequest, isMessage } from './sent'
import type { World } from './world'

/** The group chat of the preview, as the platform would name it. */
const GROUP = { openGId: 'preview-group' }
const IN_A_GROUP = 1044
const MINI_CODE = 1047
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
  const notes = new Map<string, string>()
  const effects: Sent[] = []
  // What filled the company and what earlier runs asked of WeChat is not what the person at the desk just did.
  const earlier = cloud.wechat.outbox.list().at(-1)?.id ?? 0
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
      world: world.company,
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
  phones.onEffect((phoneId, effect) => {
    const described = describeEffect(effect)
    if (described === undefined) return
    const to = nameOf(phones.lineOf(phoneId)?.settings.person?.openid)
    effects.push({ at: cloud.clock.now(), to, ...described })
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

  const messages = () => listed(({ kind }) => isMessage(kind))
  const requests = () => listed(({ id, kind }) => id > earlier && !isMessage(kind))
  const listed = (shows: (sent: Accepted) => boolean): Sent[] =>
    cloud.wechat.outbox
      .list()
      .filter(shows)
      .map(({ at, kind, openid, request }) => describeRequest(at, kind, nameOf(openid), request))

  /** The first of the app's own codes on another phone's screen. */
  async function scan(id: string): Promise<void> {
    const others = shown.filter((other) => other !== id)
    const codes = await Promise.all(others.map((other) => phones.lineOf(other)?.codes() ?? []))
    const path = codes
      .flat()
      .map((code) => ownPath(code, phones.bundle.config.pages))
      .find((own) => own !== undefined)
    if (path === undefined) {
      notes.set(
        id,
        codes.flat().length > 0
          ? '旁边手机上的码不是小程序码，请在小程序里扫'
          : '旁边的手机上没有看到码',
      )
    } else restart(id, { ...splitPagePath(path), scene: MINI_CODE })
  }

  function restart(id: string, launch: LaunchOptions) {
    notes.delete(id)
    phones.lineOf(id)?.change({ launch })
    starts.set(id, (starts.get(id) ?? 0) + 1)
  }

  function phoneState(id: string): PreviewPhone[] {
    const line = phones.lineOf(id)
    if (line === undefined) return []
    return [
      {
        id,
        url: phones.pageUrl(id),
        settings: line.settings,
        starts: starts.get(id) ?? 0,
        note: notes.get(id) ?? '',
      },
    ]
  }

  return {
    state: () => ({
      people,
      phones: shown.flatMap(phoneState),
      cards,
      messages: newest([...messages(), ...effects]),
      requests: newest(requests()),
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
          phones.lineOf(command.phone)?.change({ person: personAt(index) })
          restart(command.phone, HOME)
          break
        }
        case 'set':
          phones.lineOf(command.phone)?.change(command.change)
          // WeChat starts anew with another type size.
          if (command.change.fontSizeScaleFactor)
            phones.lineOf(command.phone)?.send({ type: 'reload' })
          break
        case 'restart':
          restart(command.phone, HOME)
          break
        case 'scan':
          await scan(command.phone)
          break
        case 'open': {
          const card = cards.find(({ id }) => id === command.card)
          if (card === undefined) return
          restart(command.phone, {
            ...splitPagePath(card.path.replace(/^\//, '')),
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

function newest(sent: readonly Sent[]): Sent[] {
  return [...sent].sort((one, other) => other.at - one.at).slice(0, SENT_SHOWN)
}
