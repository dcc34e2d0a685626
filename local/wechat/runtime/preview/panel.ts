/** The panel beside the phones: what the world does to them, and what they did to the world. */
import type { PreviewState, Sent } from '../../preview-state'
import { act } from './act'
import { button, element } from './elements'

const HOUR = 3_600_000

/** The panel's sections, from the top. */
export function sections(state: PreviewState): HTMLElement[] {
  return [
    ...(state.problems.length > 0 ? [problems(state)] : []),
    intro(state),
    clock(state),
    chat(state),
    messages(state),
    requests(state),
  ]
}

function intro(state: PreviewState): HTMLElement {
  const two = state.phones.length > 1
  return element(
    'section',
    {},
    element('h1', {}, '网上支部 · 预览'),
    element('p', { class: 'quiet' }, '示例建设集团，人名均为虚构。改动源文件后手机会自动刷新。'),
    element(
      'div',
      { class: 'buttons' },
      button(two ? '收起第二部手机' : '打开第二部手机', () =>
        act({ do: 'secondPhone', shown: !two }),
      ),
    ),
  )
}

function clock({ clockOffset }: PreviewState): HTMLElement {
  const advance = (text: string, milliseconds: number) =>
    button(text, () => act({ do: 'advance', milliseconds }))
  return element(
    'section',
    {},
    element('h2', {}, '时钟（北京时间）'),
    element('p', { class: 'quiet clock' }, timeAt(clockOffset)),
    element(
      'div',
      { class: 'buttons' },
      advance('+1 小时', HOUR),
      advance('+1 天', 24 * HOUR),
      advance('+7 天', 168 * HOUR),
      button('回到现在', () => act({ do: 'realTime' })),
    ),
  )
}

/** The clock's line. `clockOffset` is in milliseconds. */
export function timeAt(clockOffset: number): string {
  const now = new Date(Date.now() + clockOffset).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'full',
    timeStyle: 'short',
  })
  return clockOffset === 0 ? now : `${now}（已调快）`
}

function chat({ cards, phones: shown }: PreviewState): HTMLElement {
  const rows = cards.map(({ id, title, from }) =>
    element(
      'li',
      {},
      element('div', {}, title),
      element('p', { class: 'quiet' }, `${from} 分享`),
      element(
        'div',
        { class: 'buttons' },
        ...shown.map((phone) =>
          button(`${phone.settings.person?.name ?? '手机'}打开`, () =>
            act({ do: 'open', phone: phone.id, card: id }),
          ),
        ),
      ),
    ),
  )
  return element(
    'section',
    {},
    element('h2', {}, '项目群聊'),
    rows.length === 0
      ? element('p', { class: 'quiet' }, '还没有卡片。在手机上点右上角“…”转发，卡片会出现在这里。')
      : element('ul', {}, ...rows),
  )
}

function messages({ messages: found }: PreviewState): HTMLElement {
  return sentSection(
    '发出的消息',
    found,
    '还没有。在手机上办一件事时允许提醒，书记再提醒一次，订阅消息会出现在这里。',
  )
}

function requests({ requests: found }: PreviewState): HTMLElement {
  return sentSection('微信收到的请求', found, '还没有。')
}

function sentSection(title: string, found: readonly Sent[], none: string): HTMLElement {
  const rows = found.map(({ at, kind, to, text }) =>
    element(
      'li',
      {},
      element('div', {}, [kind, to, minuteOf(at)].filter((part) => part !== '').join(' · ')),
      element('p', { class: 'quiet' }, text),
    ),
  )
  return element(
    'section',
    {},
    element('h2', {}, title),
    // A long list is scrolled in its place, by keys too.
    rows.length === 0
      ? element('p', { class: 'quiet' }, none)
      : element('ul', { tabindex: '0', 'aria-label': title }, ...rows),
  )
}

function minuteOf(at: number): string {
  return new Date(at).toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  })
}

function problems({ problems: found }: PreviewState): HTMLElement {
  const rows = found.map(({ file, line, column, message }) =>
    element(
      'li',
      {},
      element('div', {}, `${file}:${line}:${column}`),
      element('p', { class: 'quiet' }, message),
    ),
  )
  return element(
    'section',
    { class: 'problems', role: 'alert' },
    element('h2', {}, '源文件有误'),
    element('ul', {}, ...rows),
  )
}
