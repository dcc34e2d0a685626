import { element, ICONS, icon } from './element'
import { openFullView } from './full-view'

export interface DocumentOptions {
  name: string
  /** Lower case, without dot: `pdf`, `docx`, `xlsx` … */
  type: string
  bytes: number
  /** A URL this browser can open. */
  url: string
}

const IMAGES = ['png', 'jpg', 'jpeg', 'gif', 'webp']
const TEXTS = ['txt', 'csv', 'md', 'json']

/** A size as a person reads it: `832 B`, `12.4 KB`, `3.1 MB`. */
export function readableSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}

/**
 * `wx.openDocument`: what the document is, and a look at it where a browser can give one (pictures, text, and
 * PDF if this browser shows PDF).
 */
export function openDocumentView(host: HTMLElement, options: DocumentOptions): void {
  const facts = element(
    'div',
    { class: 'mp-document-facts' },
    icon(ICONS.file, 'mp-document-icon'),
    element('div', { class: 'mp-document-name' }, options.name),
    element(
      'div',
      { class: 'mp-faint' },
      `${options.type.toUpperCase()} · ${readableSize(options.bytes)}`,
    ),
  )
  openFullView(host, {
    label: `文档：${options.name}`,
    title: options.name,
    content: [facts, look(options)],
  })
}

function look({ type, url, name }: DocumentOptions): HTMLElement {
  if (IMAGES.includes(type))
    return element('img', { class: 'mp-document-look', src: url, alt: name })
  if (TEXTS.includes(type)) {
    const text = element('pre', { class: 'mp-document-look', tabindex: 0 })
    fetch(url)
      .then((response) => response.text())
      .then(
        (content) => text.append(content.slice(0, 100_000)),
        (error) => text.append(`打不开：${String(error)}`),
      )
    return text
  }
  if (type === 'pdf' && navigator.pdfViewerEnabled) {
    return element('iframe', { class: 'mp-document-look', src: url, title: name })
  }
  return element(
    'p',
    { class: 'mp-faint mp-document-none' },
    '此类文件在手机上由微信打开，这里只显示它的名称和大小。',
  )
}
