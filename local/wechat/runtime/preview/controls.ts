/** The switches above a phone: who holds it, its screen, type size, look and network. */
import type { PhoneSettings } from '../../phone'
import type { PreviewCommand, PreviewPhone, PreviewState } from '../../preview-state'
import { act } from './act'
import { button, choices, element } from './elements'

/** A narrow phone is short as well. */
const NARROW: PhoneSettings['screen'] = { width: 320, height: 568, platform: 'phone' }
export const USUAL: PhoneSettings['screen'] = { width: 375, height: 812, platform: 'phone' }
const PC: PhoneSettings['screen'] = { width: 1024, height: 720, platform: 'pc' }

type Change = Extract<PreviewCommand, { do: 'set' }>['change']

export function controls({ id, settings, note }: PreviewPhone, state: PreviewState) {
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
