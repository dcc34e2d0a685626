import { openDialog } from '../dialog'
import { readableSize } from '../document-view'
import { element } from '../element'
import { type AnswerOf, readFiles, sheetButtons, sheetHead } from './sheet'

export interface FilesQuestion {
  appName: string
  count: number
  /** For the input's `accept`: `.pdf,.docx` or `image/*`. */
  accept: string
}

/** Lets the person choose files from this computer, standing in for the chat history or the album. */
function chooseFiles(
  host: HTMLElement,
  question: string,
  { appName, count, accept }: FilesQuestion,
): Promise<{ name: string; base64: string }[] | null> {
  return openDialog<{ name: string; base64: string }[] | null>(host, {
    label: question,
    kind: 'mp-sheet',
    cancelled: null,
    dismissible: false,
    build: (close) => {
      const chosen = element('div', { class: 'mp-ask-list', 'aria-live': 'polite' })
      const input = element('input', {
        type: 'file',
        accept,
        multiple: count > 1,
        class: 'mp-file',
      })
      const problem = element('p', { class: 'mp-problem', role: 'alert' })
      input.addEventListener('change', () => {
        chosen.replaceChildren(
          ...[...(input.files ?? [])].map((file) =>
            element(
              'div',
              { class: 'mp-ask-row' },
              file.name,
              element('span', { class: 'mp-faint' }, readableSize(file.size)),
            ),
          ),
        )
      })
      const confirm = async () => {
        const files = [...(input.files ?? [])]
        if (files.length === 0) problem.textContent = '还没有选择文件'
        else if (files.length > count) problem.textContent = `最多选择 ${count} 个`
        else close(await readFiles(files))
      }
      return [
        sheetHead(appName, question, `最多 ${count} 个`),
        element('label', { class: 'mp-button mp-file-button' }, '从这台电脑选择', input),
        chosen,
        problem,
        sheetButtons(
          { text: '取消', run: () => close(null) },
          { text: '确定', run: () => void confirm() },
        ),
      ]
    },
  })
}

/** `wx.chooseMessageFile`. */
export async function askFiles(
  host: HTMLElement,
  question: FilesQuestion,
): Promise<AnswerOf<'file'>> {
  return { sheet: 'file', files: await chooseFiles(host, '选择聊天中的文件', question) }
}

/** `wx.chooseMedia`, `wx.chooseImage`. */
export async function askMedia(
  host: HTMLElement,
  question: FilesQuestion,
): Promise<AnswerOf<'media'>> {
  return { sheet: 'media', files: await chooseFiles(host, '选择图片或视频', question) }
}
