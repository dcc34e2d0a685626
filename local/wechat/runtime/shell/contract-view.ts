import { openDialog } from './dialog'
import { element, ICONS, icon } from './element'

/** `wx.openPrivacyContract`. The text itself is kept by WeChat's platform, so only its place is shown here. */
export function openContractView(host: HTMLElement, name: string): void {
  void openDialog<undefined>(host, {
    label: name,
    kind: 'mp-full',
    cancelled: undefined,
    dismissible: false,
    build: (close) => [
      element(
        'div',
        { class: 'mp-document' },
        element(
          'div',
          { class: 'mp-document-head' },
          element(
            'button',
            {
              class: 'mp-navigate',
              'aria-label': '关闭',
              autofocus: true,
              onclick: () => close(undefined),
            },
            icon(ICONS.back),
          ),
          element('span', {}, name),
        ),
        element(
          'p',
          { class: 'mp-faint mp-document-none', style: { paddingTop: '40px' } },
          '这里在微信里显示公众平台上填写的隐私保护指引。',
        ),
      ),
    ],
  })
}
