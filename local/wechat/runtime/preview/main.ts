import type { PhoneSettings } from '../../phone'
import type { PreviewCommand, PreviewPhone, PreviewState, Sent } from '../../preview-state'
import { button, choices, element } from './elements'
import { STYLE } from './style'

/** The page of `npm start`: phones, and beside them everything WeChat and the world would do to them. */

const HOUR = 3_600_000
const TALL = 812
/** What stands around a phone's screen, in pixels. */
const FRAME = 28
/** A narrow phone is short as well. */
const NARROW: PhoneSettings['screen'] = { width: 320, height: 568, platform: 'phone' }
const USUAL: PhoneSettings['screen'] = { width: 375, height: TALL, platform: 'phone' }
const PC: PhoneSettings['screen'] = { width: 1024, height: 720, platform: 'pc' }

document.head.append(element('style', {}, STYLE))
const phones = element('div', { class: 'desk' })
const panel = element('aside', { 'aria-label': '控制面板' })
document.body.append(phones)
const frames = new Map<
  string,
  { box: HTMLElement; frame: HTMLIFrameElement; head: HTMLElement; loaded: string }
>()

let latest: PreviewState | undefined

new EventSource('/events').onmessage = ({ data }) =>
  show(JSON.parse(data as string) as PreviewState)

function act(command: PreviewCommand): void {
  void fetch('/do', { method: 'POST', body: JSON.stringify(command) })
}

function show(state: PreviewState): void {
  for (const [id, { box }] of frames) {
    if (state.phones.some((phone) => phone.id === id)) continue
    box.remove()
    frames.delete(id)
  }
  for (const phone of state.phones) showPhone(phone, state)
  latest = state
  redraw(panel, [
    ...(state.problems.length > 0 ? [problems(state)] : []),
    intro(state),
    clock(state),
    chat(state),
    messages(state),
    requests(state),
  ])
  phones.append(panel)
}

/** Puts new parts in place of the old; the focus stays where it was, counted from the first control. */
function redraw(container: HTMLElement, parts: readonly HTMLElement[]): void {
  const controls = () => [...container.querySelectorAll<HTMLElement>('button, input, select')]
  const at = controls().indexOf(document.activeElement as HTMLElement)
  container.replaceChildren(...parts)
  if (at >= 0) controls()[at]?.focus()
}

/** A phone's frame stays as it is while only the panel changes: it is somebody's running WeChat. */
function showPhone(phone: PreviewPhone, state: PreviewState): void {
  let known = frames.get(phone.id)
  if (known === undefined) {
    const frame = element('iframe', { title: `手机 ${phone.id}`, allow: 'clipboard-write' })
    const head = element('div')
    const box = element('div', { class: 'phone' }, head, frame)
    known = { box, frame, head, loaded: '' }
    frames.set(phone.id, known)
    phones.insertBefore(box, panel.parentNode === phones ? panel : null)
  }
  const { width, height } = phone.settings.screen
  known.frame.width = String(width)
  known.box.style.width = `${Math.max(width, USUAL.width) + FRAME}px`
  known.frame.height = String(height)
  const wanted = `${phone.url}#${phone.starts}`
  if (known.loaded !== wanted) {
    known.loaded = wanted
    // A new document each time, as a killed app starts anew; its storage stays.
    known.frame.src = `${phone.url}?start=${phone.starts}`
  }
  redraw(
    known.head,
    controls(phone, state).filter((part) => part !== undefined),
  )
}

function controls({ id, settings, note }: PreviewPhone, state: PreviewState) {
  const set = (change: Change) => act({ do: 'set', phone: id, change })
  const who = element(
    'select',
    {
      'aria-label': `手机 ${id} 的使用者`,
      onchange: (event) =>
        act({ do: 'hold', phone: id, openid: (event.target as HTMLSelectElement).value }),
    },
    ...state.people.map(({ openid, name, label }) =>
      element(
        'option',
        { value: openid, selected: openid === settings.person?.openid },
        `${label} · ${name}`,
      ),
    ),
  )
  return [
    element(
      'div',
      { class: 'who' },
      who,
      button('重启', () => act({ do: 'restart', phone: id }), '结束小程序后重新打开'),
      state.phones.length > 1
        ? button('扫码', () => act({ do: 'scan', phone: id }), '用微信扫旁边手机上的小程序码')
        : undefined,
    ),
    note === '' ? undefined : element('p', { class: 'quiet', role: 'status' }, note),
    element('div', { class: 'switches' }, ...switches(settings, set)),
  ]
}

type Change = Extract<PreviewCommand, { do: 'set' }>['change']

function switches(settings: PhoneSettings, set: (change: Change) => void): HTMLElement[] {
  return [
    choices(
      '屏幕',
      [
        ['320', NARROW],
        ['375', USUAL],
        ['电脑', PC],
      ],
      (screen) => screen.width === settings.screen.width,
      (screen) => set({ screen }),
    ),
    choices(
      '字号',
      [
        ['标准', 1],
        ['大', 1.4],
      ],
      (scale) => scale === settings.fontSizeScaleFactor,
      (fontSizeScaleFactor) => set({ fontSizeScaleFactor }),
    ),
    choices(
      '外观',
      [
        ['浅色', 'light'],
        ['深色', 'dark'],
      ] as const,
      (theme) => theme === settings.theme,
      (theme) => set({ theme }),
    ),
    choices(
      '网络',
      [
        ['正常', 'normal'],
        ['弱', 'weak'],
        ['断网', 'offline'],
      ] as const,
      (network) => network === settings.network,
      (network) => set({ network }),
    ),
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

function timeAt(clockOffset: number): string {
  const now = new Date(Date.now() + clockOffset).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'full',
    timeStyle: 'short',
  })
  return clockOffset === 0 ? now : `${now}（已调快）`
}

/** The minute goes on while nothing else changes. */
setInterval(() => {
  const shown = panel.querySelector('.clock')
  if (shown && latest) shown.textContent = timeAt(latest.clockOffset)
}, 5_000)

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
