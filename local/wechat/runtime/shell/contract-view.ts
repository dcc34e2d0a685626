import { element } from './element'
import { openFullView } from './full-view'

/** `wx.openPrivacyContract`. The text itself is kept by WeChat's platform, so only its place is shown here. */
export function openContractView(host: HTMLElement, name: string): void {
  const place = element(
    'p',
    { class: 'mp-faint mp-document-none', style: { paddingTop: '40px' } },
    '这里在微信里显示公众平台上填写的隐私保护指引。',
  )
  openFullView(host, { label: name, title: name, content: [place] })
}
