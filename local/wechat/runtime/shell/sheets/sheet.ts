import type { SheetAnswer } from '../../../phone'
import { element } from '../element'

export type SheetKind = SheetAnswer['sheet']
export type AnswerOf<K extends SheetKind> = Extract<SheetAnswer, { sheet: K }>

/** The line above a sheet's question: which mini-program is asking. */
export function sheetHead(appName: string, question: string, explanation?: string): HTMLElement {
  return element(
    'div',
    { class: 'mp-ask-head' },
    element('div', { class: 'mp-ask-app' }, element('i', { 'aria-hidden': 'true' }), appName),
    element('h2', {}, question),
    explanation !== undefined && element('p', { class: 'mp-faint' }, explanation),
  )
}

/** The two buttons at the bottom of a sheet. */
export function sheetButtons(
  refuse: { text: string; native?: string; run(): void },
  allow: { text: string; native?: string; run(): void },
): HTMLElement {
  return element(
    'div',
    { class: 'mp-ask-buttons' },
    element(
      'button',
      { class: 'mp-button', 'data-native': refuse.native, onclick: refuse.run },
      refuse.text,
    ),
    element(
      'button',
      { class: 'mp-button mp-primary', 'data-native': allow.native, onclick: allow.run },
      allow.text,
    ),
  )
}

/** Reads the files of an `<input type=file>`; their bytes as base64. */
export async function readFiles(list: Iterable<File>): Promise<{ name: string; base64: string }[]> {
  return Promise.all(
    [...list].map(async (file) => ({ name: file.name, base64: await base64Of(file) })),
  )
}

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })
}
