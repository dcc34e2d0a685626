import { openDialog } from '../dialog'
import { element } from '../element'
import { type AnswerOf, sheetHead } from './sheet'

/** What people read for a scope. */
const SCOPES: Record<string, string> = {
  'scope.userLocation': '位置信息',
  'scope.addPhoneCalendar': '添加到日历',
  'scope.writePhotosAlbum': '添加到相册',
  'scope.camera': '摄像头',
  'scope.record': '麦克风',
  'scope.bluetooth': '蓝牙',
}

/** `wx.openSetting`: a switch for every permission that was ever asked. */
export function askSettings(
  host: HTMLElement,
  { appName, authSetting }: { appName: string; authSetting: Readonly<Record<string, boolean>> },
): Promise<AnswerOf<'settings'>> {
  const changed: Record<string, boolean> = { ...authSetting }
  return openDialog<AnswerOf<'settings'>>(host, {
    label: '设置',
    kind: 'mp-sheet',
    cancelled: { sheet: 'settings', authSetting: changed },
    dismissible: true,
    build: (close) => [
      sheetHead(
        appName,
        '设置',
        Object.keys(changed).length === 0 ? '还没有申请过任何权限' : undefined,
      ),
      element(
        'div',
        { class: 'mp-ask-list' },
        ...Object.entries(changed).map(([scope, allowed]) => {
          const box = element('input', {
            type: 'checkbox',
            role: 'switch',
            class: 'mp-tick mp-end',
          })
          box.checked = allowed
          box.addEventListener('change', () => {
            changed[scope] = box.checked
          })
          return element('label', { class: 'mp-ask-row' }, SCOPES[scope] ?? scope, box)
        }),
      ),
      element(
        'div',
        { class: 'mp-ask-buttons' },
        element(
          'button',
          {
            class: 'mp-button mp-primary',
            onclick: () => close({ sheet: 'settings', authSetting: changed }),
          },
          '完成',
        ),
      ),
    ],
  })
}
